//! Padding of text.
//! needs: int, str

use super::int::ToIndex;
use super::str::Str;

impl Str {
    fn missing(&self, width: impl ToIndex) -> usize {
        usize::try_from(width.to_index() - self.count_chars()).unwrap_or(0)
    }

    fn padded(&self, left: usize, right: usize, fill: &str) -> Str {
        if left + right == 0 {
            return self.clone();
        }
        Str::from(format!(
            "{}{}{}",
            fill.repeat(left),
            self.as_text(),
            fill.repeat(right)
        ))
    }

    /// `s.center(width, fill)`.
    pub fn center(&self, width: impl ToIndex, fill: &str) -> Str {
        let width = width.to_index();
        let space = self.missing(width);
        let left = space / 2 + (space & width.max(0) as usize & 1);
        self.padded(left, space - left, fill)
    }

    /// `s.ljust(width, fill)`.
    pub fn ljust(&self, width: impl ToIndex, fill: &str) -> Str {
        self.padded(0, self.missing(width), fill)
    }

    /// `s.rjust(width, fill)`.
    pub fn rjust(&self, width: impl ToIndex, fill: &str) -> Str {
        self.padded(self.missing(width), 0, fill)
    }

    /// `s.zfill(width)`.
    pub fn zfill(&self, width: impl ToIndex) -> Str {
        let zeros = "0".repeat(self.missing(width));
        match self.as_text().strip_prefix(['-', '+']) {
            Some(digits) => Str::from(format!("{}{zeros}{digits}", &self.as_text()[..1])),
            None => Str::from(format!("{zeros}{}", self.as_text())),
        }
    }

    /// `s.expandtabs(size)`.
    pub fn expand_tabs(&self, size: impl ToIndex) -> Str {
        let size = usize::try_from(size.to_index()).unwrap_or(0);
        let mut out = String::new();
        let mut column = 0;
        for c in self.as_text().chars() {
            match c {
                '\t' => {
                    let spaces = if size == 0 { 0 } else { size - column % size };
                    out.push_str(&" ".repeat(spaces));
                    column += spaces;
                }
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
        Str::from(out)
    }
}
