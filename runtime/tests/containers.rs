//! Containers against answers that CPython 3.11 gave.

use pyrt::*;

/// The last line of a traceback.
fn error<T>(result: PyResult<T>) -> String {
    match result {
        Ok(_) => "no exception".to_owned(),
        Err(error) => error.to_string(),
    }
}

fn shows<T: Repr + ?Sized>(value: &T, expected: &str) {
    assert_eq!(&*repr(value), expected);
}

#[test]
fn slices_of_lists() {
    let xs: Vec<i64> = (0..7).collect();
    let bounds = [
        None,
        Some(-9),
        Some(-7),
        Some(-3),
        Some(-1),
        Some(0),
        Some(2),
        Some(6),
        Some(7),
        Some(9),
    ];
    let mut hash = 0;
    for start in bounds {
        for stop in bounds {
            for step in [
                None,
                Some(-7),
                Some(-2),
                Some(-1),
                Some(1),
                Some(2),
                Some(3),
                Some(8),
            ] {
                let part = xs.slice(start, stop, step);
                for x in part.iter().chain([&part.len_i64()]) {
                    hash = (hash * 31 + x) % 1_000_003;
                }
            }
        }
    }
    shows(&hash, "441596");
    assert_eq!(
        error(xs.try_slice(None, None, Some(0))),
        "ValueError: slice step cannot be zero"
    );
    shows(&xs.slice_from(-2), "[5, 6]");
    shows(&xs.slice_to(-9), "[]");
    shows(&xs.slice_range(5, 2), "[]");
    shows(&xs.repeat_n(-1), "[]");
}

#[test]
fn changes_of_lists() {
    let mut xs: Vec<i64> = (0..10).collect();
    xs.set_slice(Some(1), Some(3), None, vec![7, 8, 9]);
    xs.del_slice(None, None, Some(-4));
    xs.insert_at(-1, 50);
    xs.insert_at(99, 60);
    xs.swap_items(0, -1);
    shows(&xs, "[60, 7, 9, 3, 4, 6, 7, 50, 8, 0]");
    shows(&xs.pop_at(2), "9");
    assert_eq!(error(xs.try_at(99)), "IndexError: list index out of range");
    assert_eq!(
        error(xs.try_set(99, 1)),
        "IndexError: list assignment index out of range"
    );
    assert_eq!(
        error(xs.try_del_at(99)),
        "IndexError: list assignment index out of range"
    );
    assert_eq!(
        error(xs.try_pop_at(99)),
        "IndexError: pop index out of range"
    );
    assert_eq!(
        error(Vec::<i64>::new().try_pop_at(0)),
        "IndexError: pop from empty list"
    );
    assert_eq!(
        error(Vec::<i64>::new().try_pop_last()),
        "IndexError: pop from empty list"
    );
    assert_eq!(
        error(xs.try_remove_item(&99)),
        "ValueError: list.remove(x): x not in list"
    );
    assert_eq!(error(xs.try_index_of(&99)), "ValueError: 99 is not in list");
    assert_eq!(
        error(xs.try_set_slice(None, None, Some(2), vec![])),
        "ValueError: attempt to assign sequence of size 0 to extended slice of size 5"
    );
    assert_eq!(
        error([1_i64].try_tuple_at(3)),
        "IndexError: tuple index out of range"
    );
}

#[test]
fn order() {
    let words: Vec<Str> = ["pear", "fig", "apple", "kiwi", "date"]
        .map(Str::from)
        .to_vec();
    shows(
        &sorted_by(words.clone(), |w| w.count_chars(), true),
        "['apple', 'pear', 'kiwi', 'date', 'fig']",
    );
    shows(
        &sorted(words.clone(), false),
        "['apple', 'date', 'fig', 'kiwi', 'pear']",
    );
    shows(&max_by(words.clone(), |w| w.count_chars()), "'apple'");
    shows(&min_of(words), "'apple'");
    assert_eq!(
        error(try_max_of(Vec::<i64>::new())),
        "ValueError: max() arg is an empty sequence"
    );
    assert_eq!(
        error(try_sorted_checked([Some(1_i64), None], false)),
        "TypeError: '<' not supported between instances of 'NoneType' and 'int'"
    );
    assert_eq!(
        error(try_max_checked([Some(1_i64), None])),
        "TypeError: '>' not supported between instances of 'NoneType' and 'int'"
    );
    let lists = [Some(vec![1_i64]), None];
    assert_eq!(
        error(try_sorted_checked(lists, false)),
        "TypeError: '<' not supported between instances of 'NoneType' and 'list'"
    );
    let rows = [
        (1_i64, 2_i64, 3_i64, 4_i64, 5_i64, Some(6_i64)),
        (1, 2, 3, 4, 5, Some(0)),
    ];
    shows(
        &sorted_checked(rows, false),
        "[(1, 2, 3, 4, 5, 0), (1, 2, 3, 4, 5, 6)]",
    );
    let shared = Shared::new(vec![Some(3_i64), Some(1)]);
    shared.sort_checked(false);
    shared.push(None);
    shows(&shared, "[1, 3, None]");
    assert_eq!(
        error(shared.try_sort_checked(false)),
        "TypeError: '<' not supported between instances of 'NoneType' and 'int'"
    );
}

#[test]
fn hashes() {
    let big = Int::literal("123456789012345678901234567890");
    let found = [
        (-1_i64).py_hash(),
        i64::MIN.py_hash(),
        ((1_i64 << 61) - 1).py_hash(),
        (-&big).py_hash(),
        true.py_hash(),
        2.5_f64.py_hash(),
        1e300_f64.py_hash(),
        (-5e-324_f64).py_hash(),
        f64::NEG_INFINITY.py_hash(),
        (1_i64, 2.0_f64, true).py_hash(),
        Tuple::from(vec![3_i64, -1]).py_hash(),
        Tuple::<i64>::default().py_hash(),
    ];
    let expected = "[-2, -4, 0, -248789772095949448, 1, 1152921504606846978, 1224995262755759164, -16777216, -314159, 3313134723150563520, 5032259608464264452, 5740354900026072187]";
    shows(&found[..], expected);
}

#[test]
fn dicts() {
    let mut d: Dict<i64, i64> = Dict::new();
    let mut x: i64 = 1;
    for i in 0..3000 {
        x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
        let key = x / 65_536 % 200;
        if x / 1024 % 3 == 0 {
            d.pop_option(&key);
        } else {
            d.insert(key, i);
        }
    }
    let first: Vec<(i64, i64)> = d.items().take(5).map(|(k, v)| (*k, *v)).collect();
    let sum: i64 = d.values().zip(1..).map(|(v, i)| v * i).sum();
    shows(
        &(first, d.len_i64(), sum),
        "([(195, 2448), (155, 2758), (87, 2466), (131, 1586), (11, 2689)], 140, 28173117)",
    );
    let mut e: Dict<Str, i64> = [("b", 1), ("a", 2), ("b", 3)]
        .map(|(k, v)| (Str::from(k), v))
        .into_iter()
        .collect();
    shows(&e, "{'b': 3, 'a': 2}");
    *e.setdefault(Str::from("c"), 0) += 5;
    e.remove(&Str::from("b"));
    e.insert(Str::from("b"), 9);
    shows(&e, "{'a': 2, 'c': 5, 'b': 9}");
    shows(&e.popitem(), "('b', 9)");
    assert_eq!(error(e.try_get_item(&Str::from("q"))), "KeyError: 'q'");
    assert_eq!(error(e.try_pop(&Str::from("q"))), "KeyError: 'q'");
    assert_eq!(
        error(Dict::<i64, i64>::new().try_popitem()),
        "KeyError: 'popitem(): dictionary is empty'"
    );
    let other: Dict<Str, i64> = [(Str::from("z"), 0), (Str::from("a"), 1)]
        .into_iter()
        .collect();
    shows(&e.merged(&other), "{'a': 1, 'c': 5, 'z': 0}");
    e.merge(&other);
    assert_eq!(
        (e.get_value(&Str::from("z")), e.get_value(&Str::from("y"))),
        (Some(0), None)
    );
}

#[test]
fn shared_containers() {
    let xs = Shared::new(vec![3_i64, 1, 2]);
    let alias = xs.clone();
    let mut seen = Vec::new();
    for x in xs.iter() {
        seen.push(x);
        if alias.len_i64() < 5 {
            alias.push(x * 10);
        }
    }
    shows(&seen, "[3, 1, 2, 30, 10]");
    alias.sort_by_key_fn(|x| -x, false);
    shows(&xs, "[30, 10, 3, 2, 1]");
    assert!(xs.ptr_eq(&alias) && same_object(&Some(xs), &Some(alias)));
    let d = Shared::new(Dict::from_iter([(1_i64, 2_i64)]));
    d.merge(&Dict::from_iter([(3, 4), (1, 5)]));
    shows(&d, "{1: 5, 3: 4}");
    shows(&d.merged(&d.get()), "{1: 5, 3: 4}");
    assert_eq!((d.get_value(&3), d.get_value(&9)), (Some(4), None));
    assert_eq!(error(d.try_remove(&9)), "KeyError: 9");
    let s = Shared::new(Set::from_iter([1_i64, 2, 3, 40]));
    let t = Set::from_iter([2_i64, 40, 9]);
    shows(&s.union(&t), "{1, 2, 3, 40, 9}");
    shows(&s.intersection(&t), "{40, 2}");
    shows(&s.difference(&t), "{1, 3}");
    shows(&s.symmetric_difference(&t), "{1, 3, 9}");
    assert!(s.is_superset(&s.get()) && !s.is_proper_superset(&s.get()) && !s.is_disjoint(&t));
    s.symmetric_difference_update(&t);
    s.difference_update(&Set::from_iter([3]));
    shows(&s, "{1, 9}");
    s.intersection_update(&Set::from_iter([1]));
    shows(&s, "{1}");
}

#[test]
fn tuples_and_ranges() {
    let t = Tuple::from(vec![5_i64, 6, 7]);
    shows(&t.slice(None, None, Some(-2)), "(7, 5)");
    shows(&t.slice_to(1), "(5,)");
    shows(
        &t.concat_with(&t).repeat_n(2),
        "(5, 6, 7, 5, 6, 7, 5, 6, 7, 5, 6, 7)",
    );
    assert_eq!(
        error(t.try_index_of(&1)),
        "ValueError: tuple.index(x): x not in tuple"
    );
    assert_eq!(error(t.try_at(-4)), "IndexError: tuple index out of range");
    let down = range(10, -5, -4);
    shows(&down, "range(10, -5, -4)");
    shows(&down.iter().collect::<Vec<_>>(), "[10, 6, 2, -2]");
    shows(&down.iter().rev().collect::<Vec<_>>(), "[-2, 2, 6, 10]");
    shows(
        &(
            down.len_i64(),
            down.at(-1),
            down.contains(2),
            down.contains(3),
        ),
        "(4, -2, True, False)",
    );
    shows(
        &range(i64::MIN, i64::MAX, i64::MAX).collect::<Vec<_>>(),
        "[-9223372036854775808, -1, 9223372036854775806]",
    );
    assert_eq!(
        error(try_range(0, 1, 0)),
        "ValueError: range() arg 3 must not be zero"
    );
    assert_eq!(
        error(down.try_at(9)),
        "IndexError: range object index out of range"
    );
    let big = Int::literal("100000000000000000000");
    let wide = range_int(&big, &big + 7, 3);
    shows(
        &wide,
        "range(100000000000000000000, 100000000000000000007, 3)",
    );
    shows(
        &wide.iter().rev().collect::<Vec<_>>(),
        "[100000000000000000006, 100000000000000000003, 100000000000000000000]",
    );
    shows(
        &zip_rows(vec![vec![1_i64, 2, 3], vec![4, 5]]).collect::<Vec<_>>(),
        "[(1, 4), (2, 5)]",
    );
}

#[test]
fn heaps_and_bisection() {
    let (mut heap, mut popped, mut x) = (Vec::new(), Vec::new(), 12_345_i64);
    for _ in 0..400 {
        x = (x * 1_103_515_245 + 12_345) % 2_147_483_648;
        if x % 3 != 0 {
            heappush(&mut heap, x % 97);
        } else if !heap.is_empty() {
            popped.push(heappop(&mut heap));
        }
    }
    let weigh = |xs: &[i64]| -> i64 { xs.iter().zip(1..).map(|(v, i)| v * i).sum() };
    shows(&(weigh(&heap), weigh(&popped)), "(949222, 166336)");
    let shared = Shared::new(vec![9_i64, 4, 7, 1, 8, 2]);
    heapify(&shared);
    shows(&shared, "[1, 4, 2, 9, 8, 7]");
    shows(
        &(heappushpop(&shared, 3), heapreplace(&shared, 5)),
        "(1, 2)",
    );
    shows(&shared, "[3, 4, 5, 9, 8, 7]");
    assert_eq!(
        error(try_heappop(&mut Vec::<i64>::new())),
        "IndexError: index out of range"
    );
    assert_eq!(
        error(try_heapreplace(&mut Vec::new(), 1)),
        "IndexError: index out of range"
    );
    let mut xs = vec![1_i64, 3, 3, 5];
    shows(
        &(
            bisect_left(&xs, &3),
            bisect_right(&xs, &3),
            bisect_left(&xs, &9),
        ),
        "(1, 3, 4)",
    );
    insort_right(&mut xs, 4);
    shows(&xs, "[1, 3, 3, 4, 5]");
    shows(
        &heap_merge(vec![vec![1_i64, 4], vec![2, 4, 6], vec![]]).collect::<Vec<_>>(),
        "[1, 2, 4, 4, 6]",
    );
}
