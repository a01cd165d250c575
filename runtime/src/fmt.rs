//! The format mini-language: `format(x, spec)` and f-strings.
//! needs: error, float, int, int_text, num, str, repr

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::float::float_repr;
use super::int::Int;
use super::num::Num;
use super::str::Str;

/// A parsed specification: `[[fill]align][sign][#][0][width][grouping][.precision][type]`.
struct Spec {
    fill: char,
    align: Option<char>,
    sign: char,
    alternate: bool,
    width: usize,
    grouping: Option<char>,
    precision: Option<usize>,
    kind: Option<char>,
}

fn invalid(spec: &str) -> Exception {
    Exception::new(&VALUE_ERROR, format!("Invalid format specifier '{spec}'"))
}

fn parse(spec: &str) -> PyResult<Spec> {
    let chars: Vec<char> = spec.chars().collect();
    let mut out = Spec {
        fill: ' ',
        align: None,
        sign: '-',
        alternate: false,
        width: 0,
        grouping: None,
        precision: None,
        kind: None,
    };
    let is_align = |c: char| matches!(c, '<' | '>' | '=' | '^');
    let mut i = 0;
    if chars.len() >= 2 && is_align(chars[1]) {
        out.fill = chars[0];
        out.align = Some(chars[1]);
        i = 2;
    } else if chars.first().is_some_and(|c| is_align(*c)) {
        out.align = Some(chars[0]);
        i = 1;
    }
    let peek = |i: usize| chars.get(i).copied().unwrap_or('\0');
    if matches!(peek(i), '+' | '-' | ' ') {
        out.sign = peek(i);
        i += 1;
    }
    if peek(i) == 'z' {
        i += 1;
    }
    if peek(i) == '#' {
        out.alternate = true;
        i += 1;
    }
    if peek(i) == '0' {
        if out.align.is_none() {
            out.fill = '0';
            out.align = Some('=');
        }
        i += 1;
    }
    let number = |i: &mut usize| {
        let mut value: Option<usize> = None;
        while let Some(digit) = chars.get(*i).and_then(|c| c.to_digit(10)) {
            value = Some(
                value
                    .unwrap_or(0)
                    .saturating_mul(10)
                    .saturating_add(digit as usize),
            );
            *i += 1;
        }
        value
    };
    out.width = number(&mut i).unwrap_or(0);
    if matches!(peek(i), ',' | '_') {
        out.grouping = Some(peek(i));
        i += 1;
    }
    if peek(i) == '.' {
        i += 1;
        out.precision =
            Some(number(&mut i).ok_or_else(|| {
                Exception::new(&VALUE_ERROR, "Format specifier missing precision")
            })?);
    }
    if i < chars.len() {
        out.kind = Some(chars[i]);
        i += 1;
    }
    if i < chars.len() {
        return Err(invalid(spec));
    }
    Ok(out)
}

impl Spec {
    /// Pads `sign + prefix + body` to the width.
    fn pad(&self, head: &str, body: &str, default: char) -> Str {
        let length = head.chars().count() + body.chars().count();
        let missing = self.width.saturating_sub(length);
        let fill = |n: usize| self.fill.to_string().repeat(n);
        Str::from(match self.align.unwrap_or(default) {
            '<' => format!("{head}{body}{}", fill(missing)),
            '^' => format!(
                "{}{head}{body}{}",
                fill(missing / 2),
                fill(missing - missing / 2)
            ),
            '=' => format!("{head}{}{body}", fill(missing)),
            _ => format!("{}{head}{body}", fill(missing)),
        })
    }

    fn sign_of(&self, negative: bool) -> &'static str {
        match (negative, self.sign) {
            (true, _) => "-",
            (false, '+') => "+",
            (false, ' ') => " ",
            _ => "",
        }
    }

    /// Groups digits; zero padding is grouped too, as CPython does.
    fn grouped(&self, head: &str, digits: &str, rest: &str, size: usize) -> String {
        let Some(mark) = self.grouping else {
            return format!("{digits}{rest}");
        };
        let mut digits = digits.to_owned();
        if self.fill == '0' && self.align == Some('=') {
            let room = self.width.saturating_sub(head.len() + rest.len());
            while digits.len() + (digits.len() - 1) / size < room {
                digits.insert(0, '0');
            }
            if digits.len() + (digits.len() - 1) / size > room
                && digits.len() > 1
                && digits.starts_with('0')
                && (digits.len() - 1) % size == 0
            {
                // a mark may not lead: CPython adds one more digit instead
            }
        }
        let mut out = String::new();
        for (i, c) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i) % size == 0 {
                out.push(mark);
            }
            out.push(c);
        }
        out + rest
    }
}

fn unknown(kind: char, type_name: &str) -> Exception {
    Exception::new(
        &VALUE_ERROR,
        format!("Unknown format code '{kind}' for object of type '{type_name}'"),
    )
}

/// `format(value, spec)`.
pub trait Format {
    /// The formatted text.
    fn try_format_spec(&self, spec: &str) -> PyResult<Str>;
    /// The formatted text, or the end of the program.
    fn format_spec(&self, spec: &str) -> Str {
        self.try_format_spec(spec).or_exit()
    }
}

fn format_int(n: &Int, spec: &Spec) -> PyResult<Str> {
    let kind = spec.kind.unwrap_or('d');
    if matches!(kind, 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') {
        return format_float(n.try_to_f64()?, spec);
    }
    if spec.precision.is_some() {
        return Err(Exception::new(
            &VALUE_ERROR,
            "Precision not allowed in integer format specifier",
        ));
    }
    let digits = n.abs();
    let (prefix, body, size) = match kind {
        'd' | 'n' => ("", digits.to_string(), 3),
        'b' => ("0b", digits.in_base(2, ""), 4),
        'o' => ("0o", digits.in_base(8, ""), 4),
        'x' => ("0x", digits.in_base(16, ""), 4),
        'X' => ("0X", digits.in_base(16, "").to_uppercase(), 4),
        'c' => {
            let c = super::str::try_chr(n)?;
            return Ok(spec.pad("", &c, '<'));
        }
        other => return Err(unknown(other, "int")),
    };
    let head = format!(
        "{}{}",
        spec.sign_of(n.is_negative()),
        if spec.alternate { prefix } else { "" }
    );
    Ok(spec.pad(&head, &spec.grouped(&head, &body, "", size), '>'))
}

fn exponent_form(x: f64, precision: usize, upper: bool) -> String {
    let text = format!("{x:.precision$e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let sign = if exponent < 0 { '-' } else { '+' };
    format!(
        "{mantissa}{}{sign}{:02}",
        if upper { 'E' } else { 'e' },
        exponent.abs()
    )
}

/// `g` format: significant digits, without trailing zeros.
fn general(x: f64, precision: usize, upper: bool, keep: bool) -> String {
    let precision = precision.max(1);
    let probe = format!("{x:.*e}", precision - 1);
    let exponent: i32 = probe
        .split_once('e')
        .and_then(|(_, e)| e.parse().ok())
        .unwrap_or(0);
    if exponent < -4 || exponent >= precision as i32 {
        let text = exponent_form(x, precision - 1, upper);
        if keep {
            return text;
        }
        let mark = if upper { 'E' } else { 'e' };
        let (mantissa, rest) = text.split_once(mark).unwrap_or((&text, ""));
        let mantissa = if mantissa.contains('.') {
            mantissa.trim_end_matches('0').trim_end_matches('.')
        } else {
            mantissa
        };
        return format!("{mantissa}{mark}{rest}");
    }
    let decimals = (precision as i32 - 1 - exponent).max(0) as usize;
    let text = format!("{x:.decimals$}");
    if keep || !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn format_float(x: f64, spec: &Spec) -> PyResult<Str> {
    let negative = x.is_sign_negative() && !x.is_nan();
    let size = x.abs();
    let upper = matches!(spec.kind, Some('E' | 'F' | 'G'));
    let body = if !x.is_finite() {
        let text = if x.is_nan() { "nan" } else { "inf" };
        let text = if upper {
            text.to_uppercase()
        } else {
            text.to_owned()
        };
        if spec.kind == Some('%') {
            format!("{text}%")
        } else {
            text
        }
    } else {
        match spec.kind {
            None => match spec.precision {
                None => float_repr(size),
                Some(p) => {
                    let text = general(size, p, false, false);
                    if text.contains(['.', 'e']) {
                        text
                    } else {
                        format!("{text}.0")
                    }
                }
            },
            Some('f' | 'F') => format!("{size:.*}", spec.precision.unwrap_or(6)),
            Some('%') => format!("{:.*}%", spec.precision.unwrap_or(6), size * 100.0),
            Some('e' | 'E') => exponent_form(size, spec.precision.unwrap_or(6), upper),
            Some('g' | 'G' | 'n') => {
                general(size, spec.precision.unwrap_or(6), upper, spec.alternate)
            }
            Some(other) => return Err(unknown(other, "float")),
        }
    };
    let head = spec.sign_of(negative);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let body = if x.is_finite() {
        spec.grouped(head, &body[..digits], &body[digits..], 3)
    } else {
        body
    };
    Ok(spec.pad(head, &body, '>'))
}

impl Format for Int {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_int(self, &parse(spec)?)
    }
}

impl Format for i64 {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        Int::from(*self).try_format_spec(spec)
    }
}

impl Format for bool {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        let parsed = parse(spec)?;
        if parsed.kind.is_none() && spec.is_empty() {
            return Ok(super::repr::to_str(self));
        }
        format_int(&Int::from(*self), &parsed)
    }
}

impl Format for f64 {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_float(*self, &parse(spec)?)
    }
}

impl Format for Num {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        match self {
            Num::Int(n) => n.try_format_spec(spec),
            Num::Float(x) => x.try_format_spec(spec),
        }
    }
}

impl Format for Str {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        let parsed = parse(spec)?;
        if let Some(kind) = parsed.kind.filter(|k| *k != 's') {
            return Err(unknown(kind, "str"));
        }
        if parsed.align == Some('=') && parsed.fill != '0' {
            return Err(Exception::new(
                &VALUE_ERROR,
                "'=' alignment not allowed in string format specifier",
            ));
        }
        let text = match parsed.precision {
            Some(p) => self.slice_to(p),
            None => self.clone(),
        };
        let align = if parsed.align == Some('=') {
            Spec {
                align: Some('<'),
                ..parsed
            }
        } else {
            parsed
        };
        Ok(align.pad("", &text, '<'))
    }
}
