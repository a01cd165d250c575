//! The program of a parsed pattern for the engine of `sre`: what `primitives/sre_program.py` writes of patterns that are
//! known when a program is translated.
//! needs: error, sre_fold, sre_parse, sre_source, sre_tree

use super::error::{Exception, PyResult};
use super::sre_fold::folded;
use super::sre_parse::Parsed;
use super::sre_source::{unsupported, RE_ERROR};
use super::sre_tree::{
    has_groups, width, Anchor, Greed, Item, Node, ASCII, DOTALL, IGNORECASE, MAXREPEAT, MULTILINE,
    TYPE_FLAGS,
};

/// More instructions are refused: counted repeats of groups are written out.
const LARGEST: usize = 5000;

/// So many characters of a range are looked at one by one.
const WIDE: u32 = 0x300;

struct Writer<'a> {
    parsed: &'a Parsed,
    flags: u32,
    out: Vec<String>,
    loops: usize,
}

/// The program of a pattern.
pub(super) fn program(parsed: &Parsed) -> PyResult<String> {
    let mut writer = Writer {
        parsed,
        flags: parsed.state.flags,
        out: Vec::new(),
        loops: 0,
    };
    writer.sequence(&parsed.body)?;
    writer.emit("done")?;
    let names = parsed.state.names.iter();
    let names: Vec<String> = names.map(|(name, n)| format!("{n}={name}")).collect();
    Ok(format!(
        "{};{};{};{}",
        parsed.state.widths.len(),
        writer.loops,
        names.join(","),
        writer.out.join(" ")
    ))
}

impl Writer<'_> {
    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Adds an instruction, which may be completed later; gives its place.
    fn emit(&mut self, word: impl Into<String>) -> PyResult<usize> {
        if self.out.len() > LARGEST {
            return unsupported("the pattern is too large when its repeats are written out");
        }
        self.out.push(word.into());
        Ok(self.out.len() - 1)
    }

    /// Lets the jump of an instruction go to what comes next.
    fn complete(&mut self, at: usize) {
        let here = self.out.len().to_string();
        self.out[at] += &here;
    }

    fn sequence(&mut self, body: &[Node]) -> PyResult<()> {
        body.iter().try_for_each(|node| self.node(node))
    }

    fn node(&mut self, node: &Node) -> PyResult<()> {
        if let Some(single) = self.single(node)? {
            return self.emit(single).map(|_| ());
        }
        match node {
            Node::Branch(branches) => self.branch(branches),
            Node::Group {
                number,
                add,
                remove,
                body,
            } => self.group(*number, *add, *remove, body),
            Node::Repeat(Greed::Possessive, low, high, body) => {
                if has_groups(body) {
                    let what = "groups in a possessive repeat keep what a failed path set";
                    return unsupported(what);
                }
                let at = self.emit("atomic:")?;
                self.repeat(true, *low, *high, body)?;
                self.emit("ok")?;
                self.complete(at);
                Ok(())
            }
            Node::Repeat(greed, low, high, body) => {
                self.repeat(*greed == Greed::Most, *low, *high, body)
            }
            Node::Atomic(body) => self.part("atomic:", body),
            Node::Look {
                positive,
                behind,
                body,
            } => self.look(*positive, *behind, body),
            Node::GroupRef(group) => {
                let word = match (self.has(IGNORECASE), self.has(ASCII)) {
                    (false, _) => "again",
                    (true, true) => "same_ascii",
                    (true, false) => "same",
                };
                self.emit(format!("{word}:{group}")).map(|_| ())
            }
            Node::GroupExists(group, yes, no) => self.condition(*group, yes, no.as_deref()),
            Node::At(anchor) => {
                let word = self.anchor(*anchor);
                self.emit(word).map(|_| ())
            }
            Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::In(..) => Ok(()),
        }
    }

    /// What matches one character: a class, with its ranges and categories.
    fn single(&self, node: &Node) -> PyResult<Option<String>> {
        Ok(Some(match node {
            Node::Any if self.has(DOTALL) => "any".to_owned(),
            Node::Any => "line".to_owned(),
            Node::Literal(code) => self.class(&[Item::Literal(*code)], false)?,
            Node::NotLiteral(code) => self.class(&[Item::Literal(*code)], true)?,
            Node::In(negated, items) => self.class(items, *negated)?,
            _ => return Ok(None),
        }))
    }

    /// `in:` or `not:` with ranges of code points; categories are named.
    fn class(&self, items: &[Item], negated: bool) -> PyResult<String> {
        let mut parts = Vec::new();
        for item in items {
            let (low, high) = match item {
                Item::Category(letter) => {
                    let kind = if self.has(ASCII) { 'a' } else { 'u' };
                    parts.push(format!("{kind}{letter}"));
                    continue;
                }
                Item::Literal(code) if (0xd800..=0xdfff).contains(code) => {
                    return unsupported("a lone surrogate in a regular expression");
                }
                Item::Literal(code) => (*code, *code),
                Item::Range(low, high) => (*low, *high),
            };
            if self.has(IGNORECASE) {
                let wide = high - low >= WIDE;
                if wide && high > 0xffff {
                    return unsupported("a wide range without case in a regular expression");
                }
                let mut all = folded(low, high, self.has(ASCII));
                all.retain(|n| !(0xd800..=0xdfff).contains(n));
                if wide {
                    parts.push(format!("{low:x}-{high:x}"));
                    all.retain(|n| !(low..=high).contains(n));
                }
                parts.extend(all.into_iter().map(|n| format!("{n:x}")));
            } else if low == high {
                parts.push(format!("{low:x}"));
            } else {
                parts.push(format!("{low:x}-{high:x}"));
            }
        }
        let word = if negated { "not" } else { "in" };
        Ok(format!("{word}:{}", parts.join(",")))
    }

    fn branch(&mut self, branches: &[Vec<Node>]) -> PyResult<()> {
        let mut ends = Vec::new();
        let Some((last, others)) = branches.split_last() else {
            return Ok(());
        };
        for body in others {
            let at = self.emit("fork:")?;
            self.sequence(body)?;
            ends.push(self.emit("jump:")?);
            self.complete(at);
        }
        self.sequence(last)?;
        for end in ends {
            self.complete(end);
        }
        Ok(())
    }

    fn group(
        &mut self,
        number: Option<usize>,
        add: u32,
        remove: u32,
        body: &[Node],
    ) -> PyResult<()> {
        let saved = self.flags;
        if add & TYPE_FLAGS != 0 {
            self.flags &= !TYPE_FLAGS;
        }
        self.flags = (self.flags | add) & !remove;
        if let Some(number) = number {
            self.emit(format!("save:{}", 2 * number))?;
        }
        self.sequence(body)?;
        if let Some(number) = number {
            self.emit(format!("save:{}", 2 * number + 1))?;
        }
        self.flags = saved;
        Ok(())
    }

    fn repeat(&mut self, greedy: bool, low: u64, high: u64, body: &[Node]) -> PyResult<()> {
        let unbounded = high == MAXREPEAT;
        if let [node] = body {
            if let Some(single) = self.single(node)? {
                let word = if greedy { "most" } else { "least" };
                let most = if unbounded {
                    "-1".to_owned()
                } else {
                    high.to_string()
                };
                return self
                    .emit(format!("{word}:{low}:{most}:{single}"))
                    .map(|_| ());
            }
        }
        for _ in 0..low {
            let before = self.out.len();
            self.sequence(body)?;
            if self.out.len() == before {
                break; // nothing, so many times
            }
        }
        if !unbounded && high <= low {
            return Ok(());
        }
        let number = self.loops;
        self.loops += 1;
        self.emit(format!("loop:{number}"))?;
        let word = if greedy { "step" } else { "skip" };
        let start = self.out.len();
        let mut ends = Vec::new();
        for _ in 0..if unbounded { 1 } else { high - low } {
            ends.push(self.emit(format!("{word}:{number}:"))?);
            self.sequence(body)?;
        }
        if unbounded {
            self.emit(format!("jump:{start}"))?;
        }
        for end in ends {
            self.complete(end);
        }
        Ok(())
    }

    fn part(&mut self, word: &str, body: &[Node]) -> PyResult<()> {
        let at = self.emit(word)?;
        self.sequence(body)?;
        self.emit("ok")?;
        self.complete(at);
        Ok(())
    }

    fn look(&mut self, positive: bool, behind: bool, body: &[Node]) -> PyResult<()> {
        let mut back = 0;
        if behind {
            let (low, high) = width(body, &self.parsed.state.widths);
            let wrong = |message| Err(Exception::new(&RE_ERROR, message));
            if low > u128::from(u32::MAX) {
                return wrong("looks too much behind");
            }
            if low != high {
                return wrong("look-behind requires fixed-width pattern");
            }
            back = low;
        }
        let word = if positive { "look" } else { "nolook" };
        self.part(&format!("{word}:{back}:"), body)
    }

    fn condition(&mut self, group: usize, yes: &[Node], no: Option<&[Node]>) -> PyResult<()> {
        let at = self.emit(format!("if:{group}:"))?;
        self.sequence(yes)?;
        let Some(no) = no else {
            self.complete(at);
            return Ok(());
        };
        let end = self.emit("jump:")?;
        self.complete(at);
        self.sequence(no)?;
        self.complete(end);
        Ok(())
    }

    fn anchor(&self, anchor: Anchor) -> &'static str {
        let multiline = self.has(MULTILINE);
        match anchor {
            Anchor::Beginning if multiline => "line_start",
            Anchor::Beginning | Anchor::BeginningString => "start",
            Anchor::End if multiline => "line_end",
            Anchor::End => "last",
            Anchor::EndString => "end",
            Anchor::Boundary if self.has(ASCII) => "ascii_boundary",
            Anchor::Boundary => "boundary",
            Anchor::NonBoundary if self.has(ASCII) => "ascii_inside",
            Anchor::NonBoundary => "inside",
        }
    }
}
