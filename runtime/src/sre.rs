//! An engine for the regular expressions that the crate `regex` cannot match as Python does: look-around, back-references,
//! `$` before a final newline. It takes the steps that CPython's Modules/_sre takes, by backtracking, without recursion
//! into repeats. Programs are written when a program is translated.
//! needs: digits, re, sre_text, str, str_search, unicode

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::digits::decimal_value;
use super::re::{EngineMatch, MatchKind, Pattern, PatternEngine};
use super::sre_text::Taken;
use super::str::Str;
use super::str_search::is_py_space;
use super::unicode::{is_letter_char, is_numeric_char};

const UNSET: usize = usize::MAX;

/// What matches one character.
#[derive(Clone, Debug)]
enum Single {
    Any,
    Line,
    Class { negated: bool, parts: Vec<Part> },
}

#[derive(Clone, Debug)]
enum Part {
    Range(char, char),
    Kind { ascii: bool, kind: u8 },
}

#[derive(Clone, Debug)]
enum Step {
    One(Single),
    Most(usize, usize, Single),
    Least(usize, usize, Single),
    Fork(usize),
    Jump(usize),
    Save(usize),
    Loop(usize),
    Each(usize, usize),
    Skip(usize, usize),
    Atomic(usize),
    Look {
        positive: bool,
        back: usize,
        next: usize,
    },
    If(usize, usize),
    Again(usize),
    /// Again, where case does not count: in ASCII alone, or everywhere.
    Same(usize, bool),
    At(String),
    Fail,
    Ok,
    Done,
}

/// A program, and what its groups are called.
#[derive(Debug)]
pub struct Sre {
    steps: Vec<Step>,
    groups: usize,
    loops: usize,
    names: Vec<Option<String>>,
}

fn is_kind(c: char, ascii: bool, kind: u8) -> bool {
    let found = match (kind.to_ascii_lowercase(), ascii) {
        (b'w', true) => c.is_ascii_alphanumeric() || c == '_',
        (b'w', false) => is_letter_char(c) || is_numeric_char(c) || c == '_',
        (b'd', true) => c.is_ascii_digit(),
        (b'd', false) => decimal_value(c).is_some(),
        (_, true) => matches!(c, ' ' | '\t'..='\r'),
        _ => is_py_space(c),
    };
    found != kind.is_ascii_uppercase()
}

impl Single {
    fn parse(text: &str) -> Single {
        let (word, list) = text.split_once(':').unwrap_or((text, ""));
        if word == "any" {
            return Single::Any;
        }
        if word == "line" {
            return Single::Line;
        }
        let code = |text: &str, otherwise: char| {
            let number = u32::from_str_radix(text, 16).unwrap_or(0);
            // what a range over surrogates begins or ends with is the next character inside
            char::from_u32(number).unwrap_or(otherwise)
        };
        let parts = list.split(',').map(|part| match part.as_bytes() {
            [b @ (b'a' | b'u'), kind] if kind.is_ascii_alphabetic() && b"wdsWDS".contains(kind) => {
                Part::Kind {
                    ascii: *b == b'a',
                    kind: *kind,
                }
            }
            _ => {
                let (low, high) = part.split_once('-').unwrap_or((part, part));
                Part::Range(code(low, '\u{e000}'), code(high, '\u{d7ff}'))
            }
        });
        Single::Class {
            negated: word == "not",
            parts: parts.collect(),
        }
    }

    fn fits(&self, c: char) -> bool {
        match self {
            Single::Any => true,
            Single::Line => c != '\n',
            Single::Class { negated, parts } => {
                let inside = parts.iter().any(|part| match part {
                    Part::Range(low, high) => (*low..=*high).contains(&c),
                    Part::Kind { ascii, kind } => is_kind(c, *ascii, *kind),
                });
                inside != *negated
            }
        }
    }
}

fn parse_step(text: &str) -> Step {
    let number = |text: &str| text.parse().unwrap_or(UNSET);
    let (word, rest) = text.split_once(':').unwrap_or((text, ""));
    let (first, second) = rest.split_once(':').unwrap_or((rest, ""));
    match word {
        "fork" => Step::Fork(number(rest)),
        "jump" => Step::Jump(number(rest)),
        "save" => Step::Save(number(rest)),
        "loop" => Step::Loop(number(rest)),
        "step" => Step::Each(number(first), number(second)),
        "skip" => Step::Skip(number(first), number(second)),
        "atomic" => Step::Atomic(number(rest)),
        "if" => Step::If(number(first), number(second)),
        "again" => Step::Again(number(rest)),
        "same" | "same_ascii" => Step::Same(number(rest), word != "same"),
        "look" | "nolook" => Step::Look {
            positive: word == "look",
            back: number(first),
            next: number(second),
        },
        "most" | "least" => {
            let (limit, single) = second.split_once(':').unwrap_or((second, ""));
            let (low, high) = (number(first), number(limit));
            if word == "most" {
                Step::Most(low, high, Single::parse(single))
            } else {
                Step::Least(low, high, Single::parse(single))
            }
        }
        "in" | "not" | "any" | "line" => Step::One(Single::parse(text)),
        "fail" => Step::Fail,
        "ok" => Step::Ok,
        "done" => Step::Done,
        _ => Step::At(word.to_owned()),
    }
}

impl Sre {
    fn parse(program: &str) -> Sre {
        let mut parts = program.splitn(4, ';');
        let mut next = || parts.next().unwrap_or("");
        let groups = next().parse().unwrap_or(1);
        let loops = next().parse().unwrap_or(0);
        let mut names = vec![None; groups];
        for pair in next().split(',').filter(|p| !p.is_empty()) {
            if let Some((number, name)) = pair.split_once('=') {
                names[number.parse().unwrap_or(0)] = Some(name.to_owned());
            }
        }
        Sre {
            steps: next().split(' ').map(parse_step).collect(),
            groups,
            loops,
            names,
        }
    }
}

/// What is taken back when a path fails: the first two go on elsewhere, the others only restore.
enum Undo {
    Branch(usize, usize),
    Fewer {
        next: usize,
        least: usize,
        now: usize,
    },
    More {
        at: usize,
        next: usize,
        now: usize,
        most: usize,
    },
    Slot(usize, usize),
    Mark(usize, usize),
}

struct Run<'a> {
    program: &'a Sre,
    text: &'a [char],
    slots: Vec<usize>,
    marks: Vec<usize>,
    stack: Vec<Undo>,
    how: MatchKind,
    /// A match that ends here is none: the last one was empty and ended here.
    not_at: usize,
}

impl Run<'_> {
    fn set_slot(&mut self, i: usize, value: usize) {
        self.stack.push(Undo::Slot(i, self.slots[i]));
        self.slots[i] = value;
    }

    fn set_mark(&mut self, i: usize, value: usize) {
        self.stack.push(Undo::Mark(i, self.marks[i]));
        self.marks[i] = value;
    }

    /// Takes back to where another path goes on; nothing where there is none above `base`.
    fn back(&mut self, base: usize) -> Option<(usize, usize)> {
        while self.stack.len() > base {
            match self.stack.pop()? {
                Undo::Branch(pc, at) => return Some((pc, at)),
                Undo::Slot(i, old) => self.slots[i] = old,
                Undo::Mark(i, old) => self.marks[i] = old,
                Undo::Fewer { next, least, now } => {
                    if now > least {
                        let now = now - 1;
                        self.stack.push(Undo::Fewer { next, least, now });
                        return Some((next, now));
                    }
                }
                Undo::More {
                    at,
                    next,
                    now,
                    most,
                } => {
                    let Step::Least(_, _, single) = &self.program.steps[at] else {
                        continue;
                    };
                    if now < most && self.text.get(now).is_some_and(|c| single.fits(*c)) {
                        let now = now + 1;
                        self.stack.push(Undo::More {
                            at,
                            next,
                            now,
                            most,
                        });
                        return Some((next, now));
                    }
                }
            }
        }
        None
    }

    /// Restores everything as it was below `base`.
    fn unwind(&mut self, base: usize) {
        while self.stack.len() > base {
            match self.stack.pop() {
                Some(Undo::Slot(i, old)) => self.slots[i] = old,
                Some(Undo::Mark(i, old)) => self.marks[i] = old,
                _ => {}
            }
        }
    }

    /// Forgets the other paths above `base`, and keeps what restores groups when what is below fails.
    fn commit(&mut self, base: usize) {
        let kept = self.stack.split_off(base);
        let restoring = kept
            .into_iter()
            .filter(|undo| matches!(undo, Undo::Slot(..) | Undo::Mark(..)));
        self.stack.extend(restoring);
    }

    fn group(&self, n: usize) -> Option<(usize, usize)> {
        let (start, end) = (self.slots[2 * n], self.slots[2 * n + 1]);
        (start != UNSET && end != UNSET && start <= end).then_some((start, end))
    }

    fn is_word(&self, at: usize, ascii: bool) -> bool {
        self.text.get(at).is_some_and(|c| is_kind(*c, ascii, b'w'))
    }

    fn anchored(&self, what: &str, at: usize) -> bool {
        let size = self.text.len();
        let before = at.checked_sub(1).map(|i| self.text[i]);
        let here = self.text.get(at);
        let edge = |ascii| {
            let left = at > 0 && self.is_word(at - 1, ascii);
            left != self.is_word(at, ascii)
        };
        match what {
            "start" => at == 0,
            "end" => at == size,
            "last" => at == size || (at + 1 == size && here == Some(&'\n')),
            "line_start" => before.is_none_or(|c| c == '\n'),
            "line_end" => here.is_none_or(|c| *c == '\n'),
            "boundary" => size > 0 && edge(false),
            "ascii_boundary" => size > 0 && edge(true),
            "inside" => size > 0 && !edge(false),
            "ascii_inside" => size > 0 && !edge(true),
            _ => false,
        }
    }

    /// How many characters from a place on fit, at most so many.
    fn count(&self, single: &Single, at: usize, most: usize) -> usize {
        let rest = self.text[at..].iter().take(most);
        rest.take_while(|c| single.fits(**c)).count()
    }

    /// Where the text of a group stands again, if it does.
    fn again(&self, n: usize, at: usize, equal: impl Fn(char, char) -> bool) -> Option<usize> {
        let (start, end) = self.group(n)?;
        let size = end - start;
        let here = self.text.get(at..at + size)?;
        let pairs = here.iter().zip(&self.text[start..end]);
        pairs
            .into_iter()
            .all(|(a, b)| equal(*a, *b))
            .then_some(at + size)
    }

    /// Runs from a step and a place on; gives the place where it ended.
    fn run(&mut self, start: usize, from: usize) -> Option<usize> {
        let base = self.stack.len();
        let (mut pc, mut at) = (start, from);
        let program = self.program;
        loop {
            let next: Option<(usize, usize)> = match &program.steps[pc] {
                Step::One(single) => {
                    let fits = self.text.get(at).is_some_and(|c| single.fits(*c));
                    fits.then_some((pc + 1, at + 1))
                }
                Step::Most(low, high, single) => {
                    let count = self.count(single, at, *high);
                    (count >= *low).then(|| {
                        let (next, least, now) = (pc + 1, at + low, at + count);
                        self.stack.push(Undo::Fewer { next, least, now });
                        (next, now)
                    })
                }
                Step::Least(low, high, single) => {
                    let count = self.count(single, at, *low);
                    (count == *low).then(|| {
                        let most = at.saturating_add(*high);
                        let (next, now) = (pc + 1, at + count);
                        self.stack.push(Undo::More {
                            at: pc,
                            next,
                            now,
                            most,
                        });
                        (next, now)
                    })
                }
                Step::Fork(other) => {
                    self.stack.push(Undo::Branch(*other, at));
                    Some((pc + 1, at))
                }
                Step::Jump(to) => Some((*to, at)),
                Step::Save(slot) => {
                    self.set_slot(*slot, at);
                    if slot % 2 == 1 {
                        self.set_slot(2 * program.groups, slot / 2); // what was closed last
                    }
                    Some((pc + 1, at))
                }
                Step::Loop(mark) => {
                    self.set_mark(*mark, UNSET);
                    Some((pc + 1, at))
                }
                Step::Each(mark, end) => {
                    if self.marks[*mark] == at {
                        Some((*end, at))
                    } else {
                        self.stack.push(Undo::Branch(*end, at));
                        self.set_mark(*mark, at);
                        Some((pc + 1, at))
                    }
                }
                Step::Skip(mark, end) => {
                    if self.marks[*mark] != at {
                        // the mark is set when the rest has failed, and restored when this fails too
                        self.stack.push(Undo::Mark(*mark, self.marks[*mark]));
                        self.stack.push(Undo::Branch(pc + 1, at));
                        self.stack.push(Undo::Mark(*mark, at));
                    }
                    Some((*end, at))
                }
                Step::Atomic(end) => {
                    let inner = self.stack.len();
                    let ended = self.run(pc + 1, at);
                    if ended.is_some() {
                        self.commit(inner);
                    }
                    ended.map(|at| (*end, at))
                }
                Step::Look {
                    positive,
                    back,
                    next,
                } => {
                    let inner = self.stack.len();
                    let begin = at.checked_sub(*back);
                    let found = begin.and_then(|begin| self.run(pc + 1, begin));
                    if found.is_some() && *positive {
                        self.commit(inner);
                    } else {
                        self.unwind(inner);
                    }
                    (found.is_some() == *positive).then_some((*next, at))
                }
                Step::If(group, other) => {
                    let set = self.group(*group).is_some();
                    Some((if set { pc + 1 } else { *other }, at))
                }
                Step::Again(group) => self.again(*group, at, |a, b| a == b).map(|at| (pc + 1, at)),
                Step::Same(group, ascii) => {
                    let same = |a: char, b: char| match ascii {
                        true => a.eq_ignore_ascii_case(&b),
                        false => a == b || a.to_lowercase().next() == b.to_lowercase().next(),
                    };
                    self.again(*group, at, same).map(|at| (pc + 1, at))
                }
                Step::At(what) => self.anchored(what, at).then_some((pc + 1, at)),
                Step::Fail => None,
                Step::Ok => return Some(at),
                Step::Done => {
                    let whole = self.how != MatchKind::Full || at == self.text.len();
                    if whole && at != self.not_at {
                        return Some(at);
                    }
                    None
                }
            };
            (pc, at) = match next {
                Some(found) => found,
                None => self.back(base)?,
            };
        }
    }
}

impl Sre {
    /// The first match from a place on; `not_at` is where a match may not end that begins at once.
    fn first(
        &self,
        text: &Taken,
        from: usize,
        how: MatchKind,
        not_at: usize,
    ) -> Option<Vec<usize>> {
        let last = if how == MatchKind::Search {
            text.chars.len()
        } else {
            from
        };
        let mut run = Run {
            program: self,
            text: &text.chars,
            slots: vec![UNSET; 2 * self.groups + 1],
            marks: vec![UNSET; self.loops],
            stack: Vec::new(),
            how,
            not_at,
        };
        let first = self.steps.iter().find(|s| !matches!(s, Step::Save(_)));
        for start in from..=last {
            if let Some(Step::One(single)) = first {
                if !text.chars.get(start).is_some_and(|c| single.fits(*c)) {
                    continue;
                }
            }
            if start > from {
                run.not_at = UNSET;
            }
            if let Some(end) = run.run(0, start) {
                run.slots[0] = start;
                run.slots[1] = end;
                return Some(run.slots);
            }
        }
        None
    }

    fn made(&self, text: &Taken, slots: &[usize]) -> EngineMatch {
        let place = |slot: usize| text.offsets.get(slot).copied();
        let pairs = slots.chunks_exact(2);
        let groups = pairs.map(|pair| Some((place(pair[0])?, place(pair[1])?)));
        let last = slots[2 * self.groups];
        (groups.collect(), Some(last).filter(|n| *n != UNSET))
    }
}

impl PatternEngine for Sre {
    fn engine_first(&self, text: &Str, from: usize, how: MatchKind) -> Option<EngineMatch> {
        let taken = Taken::of(text);
        let start = taken.offsets.partition_point(|offset| *offset < from);
        let found = self.first(&taken, start, how, UNSET)?;
        Some(self.made(&taken, &found))
    }

    fn crate_differs(&self, text: &Str) -> bool {
        let newline = text.ends_with('\n');
        self.steps.iter().any(|step| match step {
            Step::At(what) => match what.as_str() {
                "last" => newline,
                "boundary" => !text.is_all_ascii(),
                _ => false,
            },
            _ => false,
        })
    }

    fn engine_all(&self, text: &Str, from: usize) -> Vec<EngineMatch> {
        let taken = Taken::of(text);
        let mut start = taken.offsets.partition_point(|offset| *offset < from);
        let mut not_at = UNSET;
        let mut out = Vec::new();
        while let Some(found) = self.first(&taken, start, MatchKind::Search, not_at) {
            out.push(self.made(&taken, &found));
            // after an empty match the next one may begin at its place, and not be empty
            start = found[1];
            not_at = if found[0] == found[1] { start } else { UNSET };
        }
        out
    }
}

thread_local! {
    static PROGRAMS: RefCell<HashMap<&'static str, Pattern>> = RefCell::new(HashMap::new());
}

/// A pattern that only the running program knew, by its program.
pub(super) fn engine_pattern(program: &str, text: Str, flags: u32) -> Pattern {
    let sre = Sre::parse(program);
    let names = sre.names.clone();
    Pattern::with_engine(Rc::new(sre), None, names, Some((text, flags)))
}

/// A pattern, with the program that it is for the engine here, and its form for the crate where that has one.
pub fn sre_pattern(
    _pattern: &'static str,
    program: &'static str,
    rust: Option<&'static str>,
) -> Pattern {
    PROGRAMS.with(|known| {
        let found = known.borrow().get(program).cloned();
        found.unwrap_or_else(|| {
            let sre = Sre::parse(program);
            let names = sre.names.clone();
            let made = Pattern::with_engine(Rc::new(sre), rust, names, None);
            known.borrow_mut().insert(program, made.clone());
            made
        })
    })
}
