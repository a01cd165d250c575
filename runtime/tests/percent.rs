//! `%` against CPython 3.11: expectations taken from its output.

mod outcome;

use outcome::{s, Outcome};
use pyrt::*;

fn list() -> Value {
    Value::List(Shared::new(vec![Value::from(1_i64)]))
}

fn names() -> Value {
    let items = [("a", Value::from(7_i64)), ("b(c)", Value::from(s("x")))];
    let items = items.into_iter().map(|(k, v)| (Value::from(k), v));
    Value::Dict(Shared::new(items.collect()))
}

#[test]
fn conversions() {
    expect! {
        try_percent_format("%s|%r|%a", &Value::Tuple(Tuple::from(vec![Value::from("é"), Value::from("é"), Value::from("é")]))) => "\"é|'é'|'\\\\xe9'\"";
        try_percent_format("%5.1s|%-4s|", &Value::Tuple(Tuple::from(vec![Value::from("ab"), Value::from("é")]))) => "'    a|é   |'";
        try_percent_format("%d %i %u", &Value::Tuple(Tuple::from(vec![Value::from(3.99), Value::from(true), Value::from(-0.5)]))) => "'3 1 0'";
        try_percent_format("%+d % d %05d %-5d|", &Value::Tuple(Tuple::from(vec![Value::from(1_i64), Value::from(2_i64), Value::from(-3_i64), Value::from(4_i64)]))) => "'+1  2 -0003 4    |'";
        try_percent_format("%8.3d|%-8.3d|%08.3d", &Value::Tuple(Tuple::from(vec![Value::from(5_i64), Value::from(-5_i64), Value::from(5_i64)]))) => "'     005|-005    |00000005'";
        try_percent_format("%x %#x %#X %o %#o", &Value::Tuple(Tuple::from(vec![Value::from(255_i64), Value::from(255_i64), Value::from(-255_i64), Value::from(8_i64), Value::from(8_i64)]))) => "'ff 0xff -0XFF 10 0o10'";
        try_percent_format("%#010x|%#10x|%-#10x|%#.6x", &Value::Tuple(Tuple::from(vec![Value::from(255_i64), Value::from(255_i64), Value::from(255_i64), Value::from(255_i64)]))) => "'0x000000ff|      0xff|0xff      |0x0000ff'";
        try_percent_format("%d %x", &Value::Tuple(Tuple::from(vec![Value::from(Int::literal("100000000000000000000")), Value::from(Int::literal("-100000000000000000000"))]))) => "'100000000000000000000 -56bc75e2d63100000'";
        try_percent_format("%f %.0f %#.0f %e %G", &Value::Tuple(Tuple::from(vec![Value::from(1.5), Value::from(2.5), Value::from(2.5), Value::from(12345.678), Value::from(1e-10)]))) => "'1.500000 2 2. 1.234568e+04 1E-10'";
        try_percent_format("%08.2f|%+g|% g|%-9g|", &Value::Tuple(Tuple::from(vec![Value::from(-1.5), Value::from(1_i64), Value::from(1_i64), Value::from(2_i64)]))) => "'-0001.50|+1| 1|2        |'";
        try_percent_format("%f %06F %+e", &Value::Tuple(Tuple::from(vec![Value::from(f64::INFINITY), Value::from(f64::NEG_INFINITY), Value::from(f64::NAN)]))) => "'inf -00INF +nan'";
        try_percent_format("%c%3c%-3c|%c", &Value::Tuple(Tuple::from(vec![Value::from("é"), Value::from(66_i64), Value::from("x"), Value::from(true)]))) => "'é  Bx  |\\x01'";
        try_percent_format("%*d|%-*d|%*d|%.*f", &Value::Tuple(Tuple::from(vec![Value::from(4_i64), Value::from(1_i64), Value::from(4_i64), Value::from(1_i64), Value::from(-4_i64), Value::from(1_i64), Value::from(2_i64), Value::from(1.0)]))) => "'   1|1   |1   |1.00'";
        try_percent_format("%%|%hd|%ld|%Lf", &Value::Tuple(Tuple::from(vec![Value::from(1_i64), Value::from(2_i64), Value::from(3_i64)]))) => "'%|1|2|3.000000'";
    }
}

#[test]
fn one_value_or_several() {
    expect! {
        try_percent_format("abc", &Value::Tuple(Tuple::from(vec![]))) => "'abc'";
        try_percent_format("%s", &Value::None) => "'None'";
        try_percent_format("%s", &Value::Tuple(Tuple::from(vec![Value::from(1_i64)]))) => "'1'";
        try_percent_format("%s", &list()) => "'[1]'";
        try_percent_format("abc", &list()) => "'abc'";
        try_percent_format("abc", &names()) => "'abc'";
        try_percent_format("abc", &Value::from(1_i64)) => "TypeError: not all arguments converted during string formatting";
        try_percent_format("%s", &Value::Tuple(Tuple::from(vec![Value::from(1_i64), Value::from(2_i64)]))) => "TypeError: not all arguments converted during string formatting";
        try_percent_format("%s %s", &Value::from("a")) => "TypeError: not enough arguments for format string";
        try_percent_format("%s", &Value::Tuple(Tuple::from(vec![]))) => "TypeError: not enough arguments for format string";
        try_percent_format("%s %s", &names()) => "TypeError: not enough arguments for format string";
    }
}

#[test]
fn named_values() {
    expect! {
        try_percent_format("%(a)03d %(b(c))s %%", &names()) => "'007 x %'";
        try_percent_format("%(z)s", &names()) => "KeyError: 'z'";
        try_percent_format("%(a)s", &Value::from(1_i64)) => "TypeError: format requires a mapping";
        try_percent_format("%(a)s", &Value::Tuple(Tuple::from(vec![Value::from(1_i64)]))) => "TypeError: format requires a mapping";
        try_percent_format("%(a)s", &list()) => "TypeError: list indices must be integers or slices, not str";
        try_percent_format("%(a", &names()) => "ValueError: incomplete format key";
        try_percent_format("%(a)", &names()) => "ValueError: incomplete format";
        try_percent_format("%(a)*d", &names()) => "TypeError: not enough arguments for format string";
        try_percent_format("%(a)s %s", &names()) => "TypeError: not enough arguments for format string";
        try_percent_format("%s %(a)s", &names()) => "\"{'a': 7, 'b(c)': 'x'} 7\"";
    }
}

#[test]
fn errors() {
    expect! {
        try_percent_format("%", &Value::from(1_i64)) => "ValueError: incomplete format";
        try_percent_format("%5", &Value::from(1_i64)) => "ValueError: incomplete format";
        try_percent_format("%.", &Value::from(1_i64)) => "ValueError: incomplete format";
        try_percent_format("%l", &Value::from(1_i64)) => "ValueError: incomplete format";
        try_percent_format("%*", &Value::from(1_i64)) => "ValueError: incomplete format";
        try_percent_format("%y", &Value::from(1_i64)) => "ValueError: unsupported format character 'y' (0x79) at index 1";
        try_percent_format("aé%é", &Value::from(1_i64)) => "ValueError: unsupported format character '?' (0xe9) at index 3";
        try_percent_format("%\n", &Value::from(1_i64)) => "ValueError: unsupported format character '?' (0xa) at index 1";
        try_percent_format("%5%", &Value::from(1_i64)) => "ValueError: unsupported format character '%' (0x25) at index 2";
        try_percent_format("%d", &Value::from("x")) => "TypeError: %d format: a real number is required, not str";
        try_percent_format("%x", &Value::from(1.5)) => "TypeError: %x format: an integer is required, not float";
        try_percent_format("%f", &Value::from("x")) => "TypeError: must be real number, not str";
        try_percent_format("%f", &Value::from(Int::literal("10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"))) => "OverflowError: int too large to convert to float";
        try_percent_format("%d", &Value::from(f64::INFINITY)) => "OverflowError: cannot convert float infinity to integer";
        try_percent_format("%d", &Value::from(f64::NAN)) => "ValueError: cannot convert float NaN to integer";
        try_percent_format("%c", &Value::from("ab")) => "TypeError: %c requires int or char";
        try_percent_format("%c", &Value::from(1.0)) => "TypeError: %c requires int or char";
        try_percent_format("%c", &Value::from(-1_i64)) => "OverflowError: %c arg not in range(0x110000)";
        try_percent_format("%c", &Value::from(Int::literal("1000000000000000000000000000000"))) => "OverflowError: %c arg not in range(0x110000)";
        try_percent_format("%*d", &Value::Tuple(Tuple::from(vec![Value::from("x"), Value::from(1_i64)]))) => "TypeError: * wants int";
        try_percent_format("%.*d", &Value::Tuple(Tuple::from(vec![Value::from(10000000000_i64), Value::from(1_i64)]))) => "OverflowError: Python int too large to convert to C int";
        try_percent_format("%*d", &Value::Tuple(Tuple::from(vec![Value::from(Int::literal("1000000000000000000000000000000")), Value::from(1_i64)]))) => "OverflowError: Python int too large to convert to C ssize_t";
        try_percent_format("%99999999999999999999d", &Value::from(1_i64)) => "ValueError: width too big";
        try_percent_format("%.9999999999d", &Value::from(1_i64)) => "ValueError: precision too big";
        try_percent_format("%.2147483647d", &Value::from(1_i64)) => "OverflowError: precision too large";
    }
}
