//! Operations on several iterables at once.

use pyrt::*;

#[test]
fn merges_by_keys() {
    let words = |texts: &[&'static str]| texts.to_vec();
    let lists = vec![words(&["a", "ccc"]), words(&["bb", "dddd"]), words(&[])];
    let merged: Vec<&str> = heap_merge_by(lists, false, |s| s.len()).collect();
    assert_eq!(merged, ["a", "bb", "ccc", "dddd"]);
    let equal = vec![vec![(1, 'x'), (2, 'x')], vec![(1, 'y')]];
    let merged: Vec<(i64, char)> = heap_merge_by(equal, false, |p| p.0).collect();
    assert_eq!(merged, [(1, 'x'), (1, 'y'), (2, 'x')]);
    let down = heap_merge_reversed(vec![vec![9, 4], vec![8, 4, 1]], true);
    assert_eq!(down.collect::<Vec<i64>>(), [9, 8, 4, 4, 1]);
}

#[test]
fn keys_are_asked_for_as_they_are_needed() {
    let mut asked = Vec::new();
    let lists = vec![vec![1, 4], vec![2], vec![3]];
    let merged: Vec<i64> = heap_merge_by(lists, false, |n| {
        asked.push(*n);
        *n
    })
    .collect();
    assert_eq!(merged, [1, 2, 3, 4]);
    assert_eq!(asked, [1, 2, 3, 4]);
}

#[test]
fn sets_of_an_iterable() {
    let sets: Vec<Set<i64>> = vec![
        Set::from_iter([1, 2, 3]),
        Set::from_iter([2, 3, 4]),
        Set::from_iter([3, 9]),
    ];
    assert_eq!(union_of(sets.iter()), Set::from_iter([1, 2, 3, 4, 9]));
    assert_eq!(intersection_of(&sets), Set::from_iter([3]));
    assert_eq!(difference_each(&sets[0], &sets[1..]), Set::from_iter([1]));
    assert_eq!(union_each(&Set::<i64>::new(), &sets[..0]), Set::new());
    let none: Vec<Set<i64>> = Vec::new();
    let error = try_union_of(none).map_err(|e| e.to_string());
    let text = "TypeError: unbound method set.union() needs an argument";
    assert_eq!(error, Err(text.to_owned()));
    let shared = [
        Shared::new(Set::from_iter([1, 2])),
        Shared::new(Set::from_iter([2])),
    ];
    assert_eq!(
        intersection_each(&shared[0], shared.iter()),
        Set::from_iter([2])
    );
}

#[test]
fn rows_of_different_lengths() {
    let rows = zip_longest_of(vec![vec![1, 2, 3], vec![4]], 0);
    let rows: Vec<Vec<i64>> = rows.map(|row| row.to_vec()).collect();
    assert_eq!(rows, [vec![1, 4], vec![2, 0], vec![3, 0]]);
    assert_eq!(zip_longest_of(Vec::<Vec<i64>>::new(), 0).count(), 0);
    assert_eq!(product_6([1, 2], [3], [4], [5], [6], [7, 8]).count(), 4);
}

#[test]
fn one_generator_behind_two_handles() {
    let first = Random::new(5);
    let second = first.clone();
    let alone = Random::new(5);
    assert_eq!(first.random(), alone.random());
    assert_eq!(second.random(), alone.random());
    assert_eq!(first.random(), alone.random());
}
