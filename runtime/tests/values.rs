//! Dynamic values, sets, counters, deques, complex numbers and random numbers against answers that CPython 3.11 gave.

use pyrt::*;

fn outcome<T: Repr>(result: PyResult<T>) -> String {
    match result {
        Ok(value) => repr(&value).to_string(),
        Err(error) => error.to_string(),
    }
}

fn shows<T: Repr + ?Sized>(value: &T, expected: &str) {
    assert_eq!(&*repr(value), expected);
}

fn list() -> Value {
    Value::List(Shared::new(vec![Value::from(1_i64), Value::from("a")]))
}

fn values() -> Vec<Value> {
    vec![
        Value::None,
        Value::from(-3_i64),
        Value::from(2.5),
        Value::from("ab"),
        list(),
        Value::from((1_i64, 2.5)),
    ]
}

fn table<T: Repr>(apply: impl Fn(&Value, &Value) -> PyResult<T>, expected: &[&str]) {
    let values = values();
    let pairs = values
        .iter()
        .flat_map(|a| values.iter().map(move |b| (a, b)));
    let found: Vec<String> = pairs.map(|(a, b)| outcome(apply(a, b))).collect();
    assert_eq!(found, expected);
}

#[test]
fn values_py_add() {
    table(
        Value::try_py_add,
        &[
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'NoneType'",
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'",
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'float'",
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'str'",
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'list'",
            "TypeError: unsupported operand type(s) for +: 'NoneType' and 'tuple'",
            "TypeError: unsupported operand type(s) for +: 'int' and 'NoneType'",
            "-6",
            "-0.5",
            "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
            "TypeError: unsupported operand type(s) for +: 'int' and 'list'",
            "TypeError: unsupported operand type(s) for +: 'int' and 'tuple'",
            "TypeError: unsupported operand type(s) for +: 'float' and 'NoneType'",
            "-0.5",
            "5.0",
            "TypeError: unsupported operand type(s) for +: 'float' and 'str'",
            "TypeError: unsupported operand type(s) for +: 'float' and 'list'",
            "TypeError: unsupported operand type(s) for +: 'float' and 'tuple'",
            "TypeError: can only concatenate str (not \"NoneType\") to str",
            "TypeError: can only concatenate str (not \"int\") to str",
            "TypeError: can only concatenate str (not \"float\") to str",
            "'abab'",
            "TypeError: can only concatenate str (not \"list\") to str",
            "TypeError: can only concatenate str (not \"tuple\") to str",
            "TypeError: can only concatenate list (not \"NoneType\") to list",
            "TypeError: can only concatenate list (not \"int\") to list",
            "TypeError: can only concatenate list (not \"float\") to list",
            "TypeError: can only concatenate list (not \"str\") to list",
            "[1, 'a', 1, 'a']",
            "TypeError: can only concatenate list (not \"tuple\") to list",
            "TypeError: can only concatenate tuple (not \"NoneType\") to tuple",
            "TypeError: can only concatenate tuple (not \"int\") to tuple",
            "TypeError: can only concatenate tuple (not \"float\") to tuple",
            "TypeError: can only concatenate tuple (not \"str\") to tuple",
            "TypeError: can only concatenate tuple (not \"list\") to tuple",
            "(1, 2.5, 1, 2.5)",
        ],
    );
}

#[test]
fn values_py_sub() {
    table(
        Value::try_py_sub,
        &[
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'NoneType'",
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'int'",
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'float'",
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'NoneType' and 'tuple'",
            "TypeError: unsupported operand type(s) for -: 'int' and 'NoneType'",
            "0",
            "-5.5",
            "TypeError: unsupported operand type(s) for -: 'int' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'int' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'int' and 'tuple'",
            "TypeError: unsupported operand type(s) for -: 'float' and 'NoneType'",
            "5.5",
            "0.0",
            "TypeError: unsupported operand type(s) for -: 'float' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'float' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'float' and 'tuple'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'NoneType'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'int'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'float'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'str' and 'tuple'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'NoneType'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'int'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'float'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'list' and 'tuple'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'NoneType'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'int'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'float'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'str'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'list'",
            "TypeError: unsupported operand type(s) for -: 'tuple' and 'tuple'",
        ],
    );
}

#[test]
fn values_py_mul() {
    table(
        Value::try_py_mul,
        &[
            "TypeError: unsupported operand type(s) for *: 'NoneType' and 'NoneType'",
            "TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'",
            "TypeError: unsupported operand type(s) for *: 'NoneType' and 'float'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'",
            "9",
            "-7.5",
            "''",
            "[]",
            "()",
            "TypeError: unsupported operand type(s) for *: 'float' and 'NoneType'",
            "-7.5",
            "6.25",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "''",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'str'",
            "TypeError: can't multiply sequence by non-int of type 'list'",
            "TypeError: can't multiply sequence by non-int of type 'tuple'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "[]",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'str'",
            "TypeError: can't multiply sequence by non-int of type 'list'",
            "TypeError: can't multiply sequence by non-int of type 'tuple'",
            "TypeError: can't multiply sequence by non-int of type 'NoneType'",
            "()",
            "TypeError: can't multiply sequence by non-int of type 'float'",
            "TypeError: can't multiply sequence by non-int of type 'str'",
            "TypeError: can't multiply sequence by non-int of type 'list'",
            "TypeError: can't multiply sequence by non-int of type 'tuple'",
        ],
    );
}

#[test]
fn values_py_true_div() {
    table(
        Value::try_py_true_div,
        &[
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'NoneType'",
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'int'",
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'float'",
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'NoneType' and 'tuple'",
            "TypeError: unsupported operand type(s) for /: 'int' and 'NoneType'",
            "1.0",
            "-1.2",
            "TypeError: unsupported operand type(s) for /: 'int' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'int' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'int' and 'tuple'",
            "TypeError: unsupported operand type(s) for /: 'float' and 'NoneType'",
            "-0.8333333333333334",
            "1.0",
            "TypeError: unsupported operand type(s) for /: 'float' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'float' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'float' and 'tuple'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'NoneType'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'int'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'float'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'str' and 'tuple'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'NoneType'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'int'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'float'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'list' and 'tuple'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'NoneType'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'int'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'float'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'str'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'list'",
            "TypeError: unsupported operand type(s) for /: 'tuple' and 'tuple'",
        ],
    );
}

#[test]
fn values_py_lt() {
    table(
        Value::try_py_lt,
        &[
            "TypeError: '<' not supported between instances of 'NoneType' and 'NoneType'",
            "TypeError: '<' not supported between instances of 'NoneType' and 'int'",
            "TypeError: '<' not supported between instances of 'NoneType' and 'float'",
            "TypeError: '<' not supported between instances of 'NoneType' and 'str'",
            "TypeError: '<' not supported between instances of 'NoneType' and 'list'",
            "TypeError: '<' not supported between instances of 'NoneType' and 'tuple'",
            "TypeError: '<' not supported between instances of 'int' and 'NoneType'",
            "False",
            "True",
            "TypeError: '<' not supported between instances of 'int' and 'str'",
            "TypeError: '<' not supported between instances of 'int' and 'list'",
            "TypeError: '<' not supported between instances of 'int' and 'tuple'",
            "TypeError: '<' not supported between instances of 'float' and 'NoneType'",
            "False",
            "False",
            "TypeError: '<' not supported between instances of 'float' and 'str'",
            "TypeError: '<' not supported between instances of 'float' and 'list'",
            "TypeError: '<' not supported between instances of 'float' and 'tuple'",
            "TypeError: '<' not supported between instances of 'str' and 'NoneType'",
            "TypeError: '<' not supported between instances of 'str' and 'int'",
            "TypeError: '<' not supported between instances of 'str' and 'float'",
            "False",
            "TypeError: '<' not supported between instances of 'str' and 'list'",
            "TypeError: '<' not supported between instances of 'str' and 'tuple'",
            "TypeError: '<' not supported between instances of 'list' and 'NoneType'",
            "TypeError: '<' not supported between instances of 'list' and 'int'",
            "TypeError: '<' not supported between instances of 'list' and 'float'",
            "TypeError: '<' not supported between instances of 'list' and 'str'",
            "False",
            "TypeError: '<' not supported between instances of 'list' and 'tuple'",
            "TypeError: '<' not supported between instances of 'tuple' and 'NoneType'",
            "TypeError: '<' not supported between instances of 'tuple' and 'int'",
            "TypeError: '<' not supported between instances of 'tuple' and 'float'",
            "TypeError: '<' not supported between instances of 'tuple' and 'str'",
            "TypeError: '<' not supported between instances of 'tuple' and 'list'",
            "False",
        ],
    );
}

#[test]
fn values_py_bit_and() {
    table(
        Value::try_py_bit_and,
        &[
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'NoneType'",
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'int'",
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'NoneType' and 'tuple'",
            "TypeError: unsupported operand type(s) for &: 'int' and 'NoneType'",
            "-3",
            "TypeError: unsupported operand type(s) for &: 'int' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'int' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'int' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'int' and 'tuple'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'NoneType'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'int'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'float' and 'tuple'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'NoneType'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'int'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'str' and 'tuple'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'NoneType'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'int'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'list' and 'tuple'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'NoneType'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'int'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'float'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'str'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'list'",
            "TypeError: unsupported operand type(s) for &: 'tuple' and 'tuple'",
        ],
    );
}

#[test]
fn unary_and_conversions() {
    for (value, expected) in values().iter().zip([
        ["TypeError: bad operand type for unary -: 'NoneType'", "TypeError: bad operand type for unary ~: 'NoneType'", "TypeError: bad operand type for abs(): 'NoneType'", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'", "TypeError: float() argument must be a string or a real number, not 'NoneType'", "TypeError: object of type 'NoneType' has no len()", "False"],
        ["3", "2", "3", "-3", "-3.0", "TypeError: object of type 'int' has no len()", "True"],
        ["-2.5", "TypeError: bad operand type for unary ~: 'float'", "2.5", "2", "2.5", "TypeError: object of type 'float' has no len()", "True"],
        ["TypeError: bad operand type for unary -: 'str'", "TypeError: bad operand type for unary ~: 'str'", "TypeError: bad operand type for abs(): 'str'", "ValueError: invalid literal for int() with base 10: 'ab'", "ValueError: could not convert string to float: 'ab'", "2", "True"],
        ["TypeError: bad operand type for unary -: 'list'", "TypeError: bad operand type for unary ~: 'list'", "TypeError: bad operand type for abs(): 'list'", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'list'", "TypeError: float() argument must be a string or a real number, not 'list'", "2", "True"],
        ["TypeError: bad operand type for unary -: 'tuple'", "TypeError: bad operand type for unary ~: 'tuple'", "TypeError: bad operand type for abs(): 'tuple'", "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'tuple'", "TypeError: float() argument must be a string or a real number, not 'tuple'", "2", "True"],
    ]) {
        let found = [
            outcome(value.try_py_neg()), outcome(value.try_py_invert()), outcome(value.try_py_abs()), outcome(value.try_to_int()),
            outcome(value.try_to_float()), outcome(value.try_py_len()), outcome(Ok(value.truthy())),
        ];
        assert_eq!(found, expected);
    }
}

#[test]
fn order_of_sets() {
    let xs: Vec<i64> = (0..40).map(|i| (i * 7919) % 1009 - 300).collect();
    let s: Set<i64> = xs[..12].iter().copied().collect();
    let u: Set<i64> = xs[6..20].iter().copied().collect();
    shows(
        &s,
        "{97, 35, 647, -56, 556, 494, -209, 403, -300, 341, 250, 188}",
    );
    shows(
        &u,
        "{35, -27, 647, 585, -118, -180, 494, -209, 432, -271, 341, 279, 188, 126}",
    );
    shows(&s.union(&u), "{647, -56, 585, -118, -180, 403, -300, 341, 279, 97, 35, -27, 556, 494, -209, 432, -271, 250, 188, 126}");
    shows(&s.intersection(&u), "{35, 647, 494, -209, 341, 188}");
    shows(&s.difference(&u), "{97, -56, 556, 403, -300, 250}");
    shows(
        &s.symmetric_difference(&u),
        "{-56, 585, -118, -180, 403, -300, 279, 97, -27, 556, 432, -271, 250, 126}",
    );
    shows(
        &s.copy(),
        "{97, 35, 647, -56, 556, 494, -209, 403, -300, 341, 250, 188}",
    );
    shows(&xs.iter().copied().collect::<Set<i64>>(), "{2, 647, -118, 523, -242, 399, 403, 279, 155, 35, 676, -89, 552, -213, 556, -209, 432, 308, 188, 64, 705, -60, -56, 585, -180, 461, -300, 341, 217, 93, 97, -27, 614, -151, 494, -271, 370, 246, 250, 126}");
    let f: FrozenSet<i64> = [-1, 5, 1 << 61].into_iter().collect();
    shows(&f, "frozenset({2305843009213693952, 5, -1})");
    assert_eq!(f.py_hash(), 3199971556581502738);
    assert_eq!(
        outcome(Set::<i64>::new().try_pop()),
        "KeyError: 'pop from an empty set'"
    );
    assert_eq!(outcome(Set::new().try_remove(&3_i64)), "KeyError: 3");
}

#[test]
fn collections() {
    let c: Counter<i64> = [3, 1, 2, 1, 3, 3].into_iter().collect();
    let d: Counter<i64> = [1, 1, 1, 9].into_iter().collect();
    shows(&c, "Counter({3: 3, 1: 2, 2: 1})");
    shows(&c.add_counts(&d), "Counter({1: 5, 3: 3, 2: 1, 9: 1})");
    shows(&c.subtract_counts(&d), "Counter({3: 3, 2: 1})");
    shows(&c.min_counts(&d), "Counter({1: 2})");
    shows(&c.max_counts(&d), "Counter({3: 3, 1: 3, 2: 1, 9: 1})");
    shows(&c.most_common(Some(2)), "[(3, 3), (1, 2)]");
    shows(&c.elements().collect::<Vec<_>>(), "[3, 3, 3, 1, 1, 2]");
    shows(&c.total(), "6");
    shows(&Counter::<i64>::new().total(), "0");
    let big: Counter<i64, Int> = [3, 1, 3].into_iter().collect();
    shows(&big.total(), "3");
    let mut q: Deque<i64> = (1..6).collect();
    q.rotate(2_i64);
    q.extendleft([8, 9]);
    shows(&q, "deque([9, 8, 4, 5, 1, 2, 3])");
    assert_eq!(
        outcome(Deque::<i64>::new().try_popleft()),
        "IndexError: pop from an empty deque"
    );
    let mut o: OrderedDict<i64, i64> = [(1, 2), (3, 4)].into_iter().collect();
    o.move_to_end(&1, true);
    shows(&o, "OrderedDict([(3, 4), (1, 2)])");
    let mut m = DefaultDict::new(|| 0_i64, "int");
    *m.get_item(&3_i64) += 2;
    shows(&m, "defaultdict(<class 'int'>, {3: 2})");
}

#[test]
fn complex_numbers() {
    let (a, b) = (Complex::new(1.0, 2.0), Complex::new(-1.5, 0.25));
    shows(&(a + b), "(-0.5+2.25j)");
    shows(&(a * b), "(-2-2.75j)");
    shows(&a.divide(b), "(-0.43243243243243246-1.4054054054054053j)");
    shows(&Complex::new(-0.0, 2.0), "(-0+2j)");
    shows(&a.pow(Complex::from(3.0)), "(-11-2j)");
    assert_eq!(a.py_hash(), 2000007);
    assert_eq!(
        outcome(a.try_divide(Complex::default())),
        "ZeroDivisionError: complex division by zero"
    );
}

#[test]
fn random_numbers() {
    let r = Random::new(42_i64);
    shows(&r.random(), "0.6394267984578837");
    shows(&r.randint(1_i64, 1_000_000_i64), "26226");
    shows(&r.gauss(0.0, 1.0), "-0.039773455257050304");
    shows(&r.uniform(1.0, 2.0), "1.139537928525144");
    shows(&r.sample(&[1_i64, 2, 3, 4, 5], 3_i64), "[1, 5, 3]");
}
