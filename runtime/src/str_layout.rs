//! Padding of text.
//! needs: error, int, str

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};
use super::int::ToIndex;
use super::str::{push_repeated, Str};

fn check_fill(fill: &str) -> PyResult<()> {
    let mut chars = fill.chars();
    if chars.next().is_some() && chars.next().is_none() {
        return Ok(());
    }
    Err(Exception::new(
        &TYPE_ERROR,
        "The fill character must be exactly one character long",
    ))
}

impl Str {
    fn missing(&self, width: i64) -> usize {
        usize::try_from(width.saturating_sub(self.count_chars())).unwrap_or(0)
    }

    fn try_padded(&self, left: usize, right: usize, fill: &str) -> PyResult<Str> {
        check_fill(fill)?;
        if left == 0 && right == 0 {
            return Ok(self.clone());
        }
        let mut out = String::new();
        push_repeated(&mut out, fill, left)?;
        out.push_str(self);
        push_repeated(&mut out, fill, right)?;
        Ok(Str::from(out))
    }

    /// `s.center(width, fill)`.
    pub fn try_center(&self, width: impl ToIndex, fill: &str) -> PyResult<Str> {
        let width = width.to_index();
        let space = self.missing(width);
        let left = space / 2 + (space & width.max(0) as usize & 1);
        self.try_padded(left, space - left, fill)
    }

    /// `s.center(width, fill)`, or the end of the program.
    pub fn center(&self, width: impl ToIndex, fill: &str) -> Str {
        self.try_center(width, fill).or_exit()
    }

    /// `s.ljust(width, fill)`.
    pub fn try_ljust(&self, width: impl ToIndex, fill: &str) -> PyResult<Str> {
        self.try_padded(0, self.missing(width.to_index()), fill)
    }

    /// `s.ljust(width, fill)`, or the end of the program.
    pub fn ljust(&self, width: impl ToIndex, fill: &str) -> Str {
        self.try_ljust(width, fill).or_exit()
    }

    /// `s.rjust(width, fill)`.
    pub fn try_rjust(&self, width: impl ToIndex, fill: &str) -> PyResult<Str> {
        self.try_padded(self.missing(width.to_index()), 0, fill)
    }

    /// `s.rjust(width, fill)`, or the end of the program.
    pub fn rjust(&self, width: impl ToIndex, fill: &str) -> Str {
        self.try_rjust(width, fill).or_exit()
    }

    /// `s.zfill(width)`.
    pub fn try_zfill(&self, width: impl ToIndex) -> PyResult<Str> {
        let missing = self.missing(width.to_index());
        if missing == 0 {
            return Ok(self.clone());
        }
        let signed = self.as_text().starts_with(['-', '+']);
        let (sign, digits) = self.as_text().split_at(usize::from(signed));
        let mut out = sign.to_owned();
        push_repeated(&mut out, "0", missing)?;
        out.push_str(digits);
        Ok(Str::from(out))
    }

    /// `s.zfill(width)`, or the end of the program.
    pub fn zfill(&self, width: impl ToIndex) -> Str {
        self.try_zfill(width).or_exit()
    }

    /// `s.expandtabs(size)`.
    pub fn try_expand_tabs(&self, size: impl ToIndex) -> PyResult<Str> {
        let size = usize::try_from(size.to_index()).unwrap_or(0);
        let mut out = String::with_capacity(self.len());
        let mut column = 0;
        for c in self.as_text().chars() {
            match c {
                '\t' if size > 0 => {
                    let spaces = size - column % size;
                    push_repeated(&mut out, " ", spaces)?;
                    column += spaces;
                }
                '\t' => {}
                '\n' | '\r' => {
                    out.push(c);
                    column = 0;
                }
                _ => {
                    out.push(c);
                    column += 1;
                }
            }
        }
        Ok(Str::from(out))
    }

    /// `s.expandtabs(size)`, or the end of the program.
    pub fn expand_tabs(&self, size: impl ToIndex) -> Str {
        self.try_expand_tabs(size).or_exit()
    }
}
