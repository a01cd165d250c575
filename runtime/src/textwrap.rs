//! `textwrap`: the words and lines of CPython's Lib/textwrap.py.
//! needs: error, int, str, str_layout, str_search

use std::borrow::Cow;

use super::error::{Exception, OrExit, PyResult, VALUE_ERROR};
use super::int::ToIndex;
use super::str::Str;

const BLANKS: [char; 6] = ['\t', '\n', '\x0b', '\x0c', '\r', ' '];

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// What regular expressions call `[^\d\W]`.
fn is_letter(c: char) -> bool {
    is_word(c) && !c.is_numeric()
}

fn before_dashes(c: char) -> bool {
    is_word(c) || matches!(c, '!' | '"' | '\'' | '&' | '.' | ',' | '?')
}

/// The text between blanks that starts at `at`, up to where a line may end inside of it.
fn word_end(text: &[char], at: usize) -> usize {
    let dashes = |from: usize| text[from..].iter().take_while(|c| **c == '-').count();
    let word_after_dashes = |from: usize| {
        let count = dashes(from);
        count >= 2 && text.get(from + count).copied().is_some_and(is_word)
    };
    if at > 0 && before_dashes(text[at - 1]) && word_after_dashes(at) {
        return at + dashes(at);
    }
    let letter = |i: usize| text.get(i).copied().is_some_and(is_letter);
    for end in at + 1..text.len() {
        let last = text[end - 1];
        if BLANKS.contains(&text[end]) {
            return end;
        }
        if last == '-' {
            let two = end >= 3 && letter(end - 3) && letter(end - 2);
            let one = end >= 4 && letter(end - 4) && text[end - 3] == '-' && letter(end - 2);
            let dash = usize::from(text[end] != '-' && text.get(end + 1) == Some(&'-'));
            if (two || one) && letter(end) && letter(end + 1 + dash) {
                return end;
            }
        }
        if before_dashes(last) && word_after_dashes(end) {
            return end;
        }
    }
    text.len()
}

/// The words of a text and the blanks between them.
fn chunks(text: &str) -> Vec<String> {
    let text: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = if BLANKS.contains(&text[at]) {
            let blanks = text[at..].iter().take_while(|c| BLANKS.contains(c));
            at + blanks.count()
        } else {
            word_end(&text, at)
        };
        out.push(text[at..end].iter().collect());
        at = end;
    }
    out
}

fn length(text: &str) -> i64 {
    text.chars().count() as i64
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

/// How lines are made.
struct Wrapper<'a> {
    width: i64,
    initial: &'a str,
    subsequent: &'a str,
    /// What ends the only line, where only one is wanted.
    placeholder: Option<&'a str>,
}

impl Wrapper<'_> {
    fn lines(&self, text: &str) -> PyResult<Vec<String>> {
        if self.width <= 0 {
            let text = format!("invalid width {} (must be > 0)", self.width);
            return Err(Exception::new(&VALUE_ERROR, text));
        }
        if let Some(placeholder) = self.placeholder {
            if length(self.initial) + length(placeholder.trim_start()) > self.width {
                let text = "placeholder too large for max width";
                return Err(Exception::new(&VALUE_ERROR, text));
            }
        }
        let mut rest = chunks(text);
        rest.reverse();
        let mut lines: Vec<String> = Vec::new();
        while !rest.is_empty() {
            let indent = if lines.is_empty() {
                self.initial
            } else {
                self.subsequent
            };
            let width = self.width - length(indent);
            if !lines.is_empty() && rest.last().is_some_and(|c| is_blank(c)) {
                rest.pop();
            }
            let mut line = fill_line(&mut rest, width);
            if line.last().is_some_and(|c| is_blank(c)) {
                line.pop();
            }
            if line.is_empty() {
                continue;
            }
            let Some(placeholder) = self.placeholder else {
                lines.push(format!("{indent}{}", line.concat()));
                continue;
            };
            let size: i64 = line.iter().map(|c| length(c)).sum();
            let over = match rest.as_slice() {
                [] => false,
                [only] => !is_blank(only),
                _ => true,
            };
            if over || size > width {
                shorten_line(&mut line, placeholder, width);
            }
            lines.push(format!("{indent}{}", line.concat()));
            break;
        }
        Ok(lines)
    }
}

/// Takes what fits into a line.
fn fill_line(rest: &mut Vec<String>, width: i64) -> Vec<String> {
    let mut line: Vec<String> = Vec::new();
    let mut size = 0;
    while let Some(next) = rest.pop() {
        let more = length(&next);
        if size + more > width {
            rest.push(next);
            break;
        }
        size += more;
        line.push(next);
    }
    let Some(long) = rest.pop() else { return line };
    if length(&long) <= width {
        rest.push(long);
        return line;
    }
    let space = if width < 1 { 1 } else { width - size } as usize;
    let letters: Vec<char> = long.chars().collect();
    let hyphen = letters[..space].iter().rposition(|c| *c == '-');
    let end = match hyphen {
        Some(at) if letters[..at].iter().any(|c| *c != '-') => at + 1,
        _ => space,
    };
    line.push(letters[..end].iter().collect());
    rest.push(letters[end..].iter().collect());
    line
}

/// Ends a line with a placeholder where more would follow.
fn shorten_line(line: &mut Vec<String>, placeholder: &str, width: i64) {
    while let Some(last) = line.last() {
        let size: i64 = line.iter().map(|c| length(c)).sum();
        if !is_blank(last) && size + length(placeholder) <= width {
            line.push(placeholder.to_owned());
            return;
        }
        line.pop();
    }
    line.push(placeholder.trim_start().to_owned());
}

/// Tabs and line ends as spaces.
fn spaced(text: &Str) -> String {
    let expanded = text.expand_tabs(8);
    let blank = |c: char| if BLANKS.contains(&c) { ' ' } else { c };
    expanded.chars().map(blank).collect()
}

/// `textwrap.wrap(text, width, initial_indent=…, subsequent_indent=…)`.
pub fn try_textwrap_wrap(
    text: &Str,
    width: impl ToIndex,
    initial: &str,
    subsequent: &str,
) -> PyResult<Vec<Str>> {
    let wrapper = Wrapper {
        width: width.to_index(),
        initial,
        subsequent,
        placeholder: None,
    };
    let lines = wrapper.lines(&spaced(text))?;
    Ok(lines.into_iter().map(Str::from).collect())
}

/// `textwrap.wrap(…)`, or the end of the program.
pub fn textwrap_wrap(text: &Str, width: impl ToIndex, initial: &str, subsequent: &str) -> Vec<Str> {
    try_textwrap_wrap(text, width, initial, subsequent).or_exit()
}

/// `textwrap.fill(text, width, initial_indent=…, subsequent_indent=…)`.
pub fn try_textwrap_fill(
    text: &Str,
    width: impl ToIndex,
    initial: &str,
    subsequent: &str,
) -> PyResult<Str> {
    let lines = try_textwrap_wrap(text, width, initial, subsequent)?;
    Ok(super::str::join("\n", lines))
}

/// `textwrap.fill(…)`, or the end of the program.
pub fn textwrap_fill(text: &Str, width: impl ToIndex, initial: &str, subsequent: &str) -> Str {
    try_textwrap_fill(text, width, initial, subsequent).or_exit()
}

/// `textwrap.shorten(text, width, placeholder=…)`.
pub fn try_textwrap_shorten(text: &Str, width: impl ToIndex, placeholder: &str) -> PyResult<Str> {
    let words = super::str::join(" ", text.py_split());
    let wrapper = Wrapper {
        width: width.to_index(),
        initial: "",
        subsequent: "",
        placeholder: Some(placeholder),
    };
    let lines = wrapper.lines(&words)?;
    Ok(Str::from(lines.join("\n")))
}

/// `textwrap.shorten(…)`, or the end of the program.
pub fn textwrap_shorten(text: &Str, width: impl ToIndex, placeholder: &str) -> Str {
    try_textwrap_shorten(text, width, placeholder).or_exit()
}

/// `textwrap.indent(text, prefix)`.
pub fn textwrap_indent(text: &Str, prefix: &str) -> Str {
    let lines = text.split_lines(true);
    let shown = lines.iter().map(|line| {
        if is_blank(line) {
            Cow::Borrowed(&**line)
        } else {
            Cow::Owned(format!("{prefix}{}", &**line))
        }
    });
    Str::from(shown.collect::<String>())
}

/// `textwrap.dedent(text)`.
pub fn textwrap_dedent(text: &str) -> Str {
    let blank = |c: char| c == ' ' || c == '\t';
    let lines: Vec<&str> = text.split('\n').collect();
    let kept = |line: &str| !line.trim_start_matches(blank).is_empty();
    let mut margin: Option<&str> = None;
    for line in lines.iter().copied().filter(|line| kept(line)) {
        let indent = &line[..line.len() - line.trim_start_matches(blank).len()];
        margin = Some(match margin {
            None => indent,
            Some(known) => {
                let same = known.bytes().zip(indent.bytes());
                &known[..same.take_while(|(a, b)| a == b).count()]
            }
        });
    }
    let margin = margin.unwrap_or("");
    let shown = lines.into_iter().map(|line| {
        if kept(line) {
            line.strip_prefix(margin).unwrap_or(line)
        } else {
            ""
        }
    });
    Str::from(shown.collect::<Vec<_>>().join("\n"))
}
