//! How a number that is an int or a float is formatted.
//! needs: error, fmt, num, str

use super::error::PyResult;
use super::fmt::{Field, Format, TemplateKey};
use super::num::Num;
use super::str::Str;

impl Format for Num {
    fn try_format_spec(&self, spec: &str) -> PyResult<Str> {
        match self {
            Num::Int(n) => n.try_format_spec(spec),
            Num::Float(x) => x.try_format_spec(spec),
        }
    }
    fn try_template_item(&self, key: &TemplateKey<'_>) -> PyResult<Box<dyn Field>> {
        match self {
            Num::Int(n) => n.try_template_item(key),
            Num::Float(x) => x.try_template_item(key),
        }
    }
}
