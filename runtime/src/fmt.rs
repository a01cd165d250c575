//! The format mini-language: `format(x, spec)` and f-strings, after CPython's `Python/formatter_unicode.c`.
//! needs: digits, error, fmt_float, int, int_text, num_text, repr, str

use super::digits::decimal_value;
use super::error::{
    Exception, OrExit, PyResult, NOT_IMPLEMENTED_ERROR, OVERFLOW_ERROR, TYPE_ERROR, VALUE_ERROR,
};
use super::fmt_float::{format_float, is_float_kind};
use super::int::Int;
use super::repr::{to_str, Repr};
use super::str::{push_repeated, Str};

/// `format(value, spec)`.
pub trait Format {
    /// The formatted text.
    fn try_format_spec(&self, spec: &str) -> PyResult<Str>;
    /// The formatted text, or the end of the program.
    fn format_spec(&self, spec: &str) -> Str {
        self.try_format_spec(spec).or_exit()
    }
    /// `value[key]` in a template; what has items that are not looked up at run time ends the program.
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        not_looked_into()
    }
}

/// What may be shown in a template.
pub trait Field: Repr + Format {}

impl<T: Repr + Format> Field for T {}

/// What stands in the brackets of a template's field.
pub enum TemplateKey<'a> {
    Index(i64),
    Name(&'a str),
}

/// Attributes are looked up where the translator knows the template, not here.
pub(super) fn not_looked_into() -> ! {
    let what = "attributes and items in a template that is made at run time are not translated";
    Exception::new(&NOT_IMPLEMENTED_ERROR, what).exit()
}

/// The error about an item of what has none.
pub(super) fn without_items(type_name: &str) -> PyResult<Box<dyn Field>> {
    let message = format!("'{type_name}' object is not subscriptable");
    Err(Exception::new(&TYPE_ERROR, message))
}

/// A parsed specification: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
pub(super) struct Spec {
    fill: char,
    align: char,
    pub(super) sign: Option<char>,
    pub(super) no_negative_zero: bool,
    pub(super) alternate: bool,
    width: usize,
    grouping: Option<char>,
    pub(super) precision: Option<usize>,
    pub(super) kind: Option<char>,
}

fn value_error<T>(message: impl Into<String>) -> PyResult<T> {
    Err(Exception::new(&VALUE_ERROR, message))
}

/// The error about a type code that a value does not know.
pub(super) fn unknown_kind(kind: char, type_name: &str) -> Exception {
    let code = shown_code(kind);
    let message = format!("Unknown format code '{code}' for object of type '{type_name}'");
    Exception::new(&VALUE_ERROR, message)
}

fn shown_code(code: char) -> String {
    match code {
        '!'..='\x7f' => code.to_string(),
        _ => format!("\\x{:x}", u32::from(code)),
    }
}

fn is_align(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '^')
}

/// A specification that is read from its front.
struct Reader<'a>(std::iter::Peekable<std::str::Chars<'a>>);

impl Reader<'_> {
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        self.0.next_if(|c| wanted(*c))
    }

    fn number(&mut self) -> PyResult<Option<usize>> {
        let mut number: Option<usize> = None;
        while let Some(digit) = self.0.peek().and_then(|c| decimal_value(*c)) {
            self.0.next();
            let grown = number.unwrap_or(0).checked_mul(10);
            let grown = grown.and_then(|n| n.checked_add(digit as usize));
            number = grown.filter(|n| i64::try_from(*n).is_ok());
            if number.is_none() {
                return value_error("Too many decimal digits in format string");
            }
        }
        Ok(number)
    }
}

impl Spec {
    /// Reads a specification for a type whose values lie at the side of `align` and whose usual type code is `usual`.
    pub(super) fn parse(
        text: &str,
        align: char,
        usual: Option<char>,
        type_name: &str,
    ) -> PyResult<Self> {
        let mut chars = text.chars();
        let (mut fill, mut own_align) = (None, None);
        match (chars.next(), chars.next()) {
            (Some(first), Some(second)) if is_align(second) => {
                (fill, own_align) = (Some(first), Some(second));
            }
            (Some(first), _) if is_align(first) => {
                own_align = Some(first);
                chars = text[1..].chars();
            }
            _ => chars = text.chars(),
        }
        let mut rest = Reader(chars.peekable());
        let sign = rest.take(|c| matches!(c, '+' | '-' | ' '));
        let no_negative_zero = rest.take(|c| c == 'z').is_some();
        let alternate = rest.take(|c| c == '#').is_some();
        if fill.is_none() && rest.take(|c| c == '0').is_some() {
            fill = Some('0');
            if align == '>' {
                own_align = own_align.or(Some('='));
            }
        }
        let width = rest.number()?.unwrap_or(0);
        let comma = rest.take(|c| c == ',');
        let underscore = rest.take(|c| c == '_');
        if underscore.is_some() && (comma.is_some() || rest.take(|c| c == ',').is_some()) {
            return value_error("Cannot specify both ',' and '_'.");
        }
        let grouping = comma.or(underscore);
        let mut precision = None;
        if rest.take(|c| c == '.').is_some() {
            precision = rest.number()?;
            if precision.is_none() {
                return value_error("Format specifier missing precision");
            }
        }
        let kind = rest.0.next().or(usual);
        if rest.0.next().is_some() {
            return value_error(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            ));
        }
        let spec = Self {
            fill: fill.unwrap_or(' '),
            align: own_align.unwrap_or(align),
            sign,
            no_negative_zero,
            alternate,
            width,
            grouping,
            precision,
            kind,
        };
        spec.check_grouping()?;
        Ok(spec)
    }

    fn check_grouping(&self) -> PyResult<()> {
        match (self.grouping, self.kind) {
            (None, _) | (_, None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F')) => Ok(()),
            (Some('_'), Some('b' | 'o' | 'x' | 'X')) => Ok(()),
            (Some(mark), Some(kind)) => value_error(format!(
                "Cannot specify '{mark}' with '{}'.",
                shown_code(kind)
            )),
        }
    }

    /// The sign and the prefix of a number, its digits in groups of `size`, and what follows, at the width asked for.
    pub(super) fn number(
        &self,
        negative: bool,
        prefix: &str,
        digits: &str,
        rest: &str,
        size: usize,
    ) -> PyResult<Str> {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let head = format!("{sign}{prefix}");
        let mut body = String::new();
        match self.grouping {
            Some(mark) if !digits.is_empty() => self.push_grouped(
                &mut body,
                head.len() + rest.chars().count(),
                digits,
                mark,
                size,
            )?,
            _ => body.push_str(digits),
        }
        body.push_str(rest);
        self.pad(&head, &body)
    }

    /// Appends digits in groups; zeros that pad them are grouped too, and no mark leads.
    fn push_grouped(
        &self,
        out: &mut String,
        others: usize,
        digits: &str,
        mark: char,
        size: usize,
    ) -> PyResult<()> {
        let mut count = digits.len();
        if self.fill == '0' && self.align == '=' {
            let room = self.width.saturating_sub(others);
            // `count` digits and the marks between them are the fewest that fill the room
            count = count.max(room - room.saturating_sub(1) / (size + 1));
        }
        let mut zeros = String::new();
        push_repeated(&mut zeros, "0", count - digits.len())?;
        for (i, digit) in zeros.chars().chain(digits.chars()).enumerate() {
            if i > 0 && (count - i) % size == 0 {
                out.push(mark);
            }
            out.push(digit);
        }
        Ok(())
    }

    /// Pads a sign and what follows it to the width asked for.
    fn pad(&self, head: &str, body: &str) -> PyResult<Str> {
        let length = head.chars().count() + body.chars().count();
        let missing = self.width.saturating_sub(length);
        let (before, between, after) = match self.align {
            '<' => (0, 0, missing),
            '^' => (missing / 2, 0, missing - missing / 2),
            '=' => (0, missing, 0),
            _ => (missing, 0, 0),
        };
        let fill = self.fill.encode_utf8(&mut [0; 4]).to_owned();
        let mut out = String::with_capacity(head.len() + body.len());
        push_repeated(&mut out, &fill, before)?;
        out.push_str(head);
        push_repeated(&mut out, &fill, between)?;
        out.push_str(body);
        push_repeated(&mut out, &fill, after)?;
        Ok(Str::from(out))
    }
}

fn format_int(n: &Int, text: &str, type_name: &str) -> PyResult<Str> {
    let spec = Spec::parse(text, '>', Some('d'), type_name)?;
    let kind = spec.kind.unwrap_or('d');
    if is_float_kind(kind) {
        return format_float(n.try_to_f64()?, &spec);
    }
    if !matches!(kind, 'd' | 'n' | 'b' | 'o' | 'x' | 'X' | 'c') {
        return Err(unknown_kind(kind, type_name));
    }
    if spec.precision.is_some() {
        return value_error("Precision not allowed in integer format specifier");
    }
    if spec.no_negative_zero {
        return value_error("Negative zero coercion (z) not allowed in integer format specifier");
    }
    let prefix = |prefix| if spec.alternate { prefix } else { "" };
    let size = n.abs();
    let (prefix, digits, group) = match kind {
        'b' => (prefix("0b"), size.in_base(2, ""), 4),
        'o' => (prefix("0o"), size.in_base(8, ""), 4),
        'x' => (prefix("0x"), size.in_base(16, ""), 4),
        'X' => (prefix("0X"), size.in_base(16, "").to_uppercase(), 4),
        'c' => return format_char(n, &spec),
        _ => ("", size.to_string(), 3),
    };
    spec.number(n.is_negative(), prefix, &digits, "", group)
}

fn format_char(n: &Int, spec: &Spec) -> PyResult<Str> {
    if spec.sign.is_some() {
        return value_error("Sign not allowed with integer format specifier 'c'");
    }
    if spec.alternate {
        return value_error("Alternate form (#) not allowed with integer format specifier 'c'");
    }
    let overflow = |message: &str| Exception::new(&OVERFLOW_ERROR, message);
    let code = n
        .to_i64()
        .ok_or_else(|| overflow("Python int too large to convert to C long"))?;
    if !(0..0x11_0000).contains(&code) {
        return Err(overflow("%c arg not in range(0x110000)"));
    }
    spec.pad("", &super::str::try_chr(code)?)
}

impl Format for Int {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_int(self, spec, "int")
    }
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        without_items("int")
    }
}

impl Format for i64 {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_int(&Int::from(*self), spec, "int")
    }
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        without_items("int")
    }
}

impl Format for bool {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        if spec.is_empty() {
            return Ok(to_str(self));
        }
        format_int(&Int::from(*self), spec, "bool")
    }
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        without_items("bool")
    }
}

impl Format for f64 {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_float(*self, &Spec::parse(spec, '>', None, "float")?)
    }
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        without_items("float")
    }
}

impl Format for Str {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        if spec.is_empty() {
            return Ok(self.clone());
        }
        let spec = Spec::parse(spec, '<', Some('s'), "str")?;
        if let Some(kind) = spec.kind.filter(|kind| *kind != 's') {
            return Err(unknown_kind(kind, "str"));
        }
        let refused = match spec.sign {
            Some(' ') => Some("Space"),
            Some(_) => Some("Sign"),
            None if spec.no_negative_zero => Some("Negative zero coercion (z)"),
            None if spec.alternate => Some("Alternate form (#)"),
            None if spec.align == '=' => Some("'=' alignment"),
            None => None,
        };
        if let Some(part) = refused {
            return value_error(format!("{part} not allowed in string format specifier"));
        }
        match spec.precision {
            Some(count) => spec.pad("", &self.slice_to(count)),
            None => spec.pad("", self),
        }
    }
    fn try_template_item(&self, key: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        match key {
            TemplateKey::Index(index) => Ok(Box::new(self.try_at(*index)?)),
            TemplateKey::Name(_) => {
                let message = "string indices must be integers, not 'str'";
                Err(Exception::new(&TYPE_ERROR, message))
            }
        }
    }
}

/// `object.__format__`: what has no specifications of its own takes none.
fn format_object(value: &dyn Repr, spec: &str, type_name: &str) -> PyResult<Str> {
    if spec.is_empty() {
        return Ok(to_str(value));
    }
    let message = format!("unsupported format string passed to {type_name}.__format__");
    Err(Exception::new(&TYPE_ERROR, message))
}

impl Format for () {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_object(self, spec, "NoneType")
    }
    fn try_template_item(&self, _: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        without_items("NoneType")
    }
}

impl<T: Format> Format for Option<T> {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        match self {
            Some(value) => value.try_format_spec(spec),
            None => ().try_format_spec(spec),
        }
    }
    fn try_template_item(&self, key: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        match self {
            Some(value) => value.try_template_item(key),
            None => without_items("NoneType"),
        }
    }
}

impl<T: Repr> Format for Vec<T> {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        format_object(self, spec, "list")
    }
}
