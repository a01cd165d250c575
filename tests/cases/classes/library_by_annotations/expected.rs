//! A library.

#[allow(dead_code, unused_imports)]
mod pyrt;

use pyrt::*;

/// A stack.
#[derive(Clone)]
pub struct Stack {
    pub items: Vec<Int>,
}

impl Stack {
    pub fn new() -> Stack {
        Stack { items: Vec::new() }
    }

    pub fn push(&mut self, x: Int) {
        self.items.push(x);
    }

    pub fn pop(&mut self) -> PyResult<Int> {
        self.items.try_pop_last()
    }

    pub fn size(&self) -> i64 {
        self.items.len_i64()
    }

    pub fn join(a: &Str, b: &Str) -> Str {
        a + b
    }

    pub fn of(x: Int) -> Stack {
        let mut s: Stack = Stack::new();
        s.push(x);
        s
    }
}

impl Default for Stack {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Stack {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

#[derive(Clone, PartialEq)]
pub struct Point {
    pub x: Int,
    pub y: f64,
    pub tags: Vec<Str>,
}

impl Point {
    pub fn move_(&self, dx: &Int) -> Point {
        Point {
            x: &self.x + dx,
            y: self.y,
            tags: Vec::new(),
        }
    }

    pub fn norm(&self) -> PyResult<f64> {
        try_float_pow(
            self.x.pow(2_i64).try_to_f64()? + try_float_pow(self.y, 2.0)?,
            0.5,
        )
    }
}

impl Repr for Point {
    fn write_repr(&self, out: &mut String) {
        out.push_str("Point(x=");
        self.x.write_repr(out);
        out.push_str(", y=");
        self.y.write_repr(out);
        out.push_str(", tags=");
        self.tags.write_repr(out);
        out.push(')');
    }
}

#[derive(Clone)]
pub struct Named {
    pub name: Str,
    pub point: Option<Point>,
}

impl Named {
    pub fn new(name: Str, point: Option<Point>) -> Named {
        Named { name, point }
    }

    pub fn repr(&self) -> Str {
        Str::from(format!("Named({})", reprd(&self.name)))
    }

    pub fn label(&self, width: &Int) -> Str {
        self.name.ljust(width, " ")
    }
}

impl Repr for Named {
    fn write_repr(&self, out: &mut String) {
        out.push_str(&self.repr());
    }
}

impl PartialEq for Named {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}
