//! What a pattern says, as CPython's Lib/re/_parser.py takes it apart.

/// The flags of `re`, as numbers.
pub(super) const TEMPLATE: u32 = 1;
pub(super) const IGNORECASE: u32 = 2;
pub(super) const LOCALE: u32 = 4;
pub(super) const MULTILINE: u32 = 8;
pub(super) const DOTALL: u32 = 16;
pub(super) const UNICODE: u32 = 32;
pub(super) const VERBOSE: u32 = 64;
pub(super) const DEBUG: u32 = 128;
pub(super) const ASCII: u32 = 256;
pub(super) const TYPE_FLAGS: u32 = ASCII | LOCALE | UNICODE;

/// A repeat without an end.
pub(super) const MAXREPEAT: u64 = 0xffff_ffff;

/// As wide as CPython counts.
pub(super) const MAXWIDTH: u128 = 1 << 64;

/// What may stand in a class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    Literal(u32),
    Range(u32, u32),
    /// `\d` and so on: the letter, a capital for the negation.
    Category(char),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Anchor {
    Beginning,
    BeginningString,
    Boundary,
    NonBoundary,
    End,
    EndString,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Greed {
    Most,
    Least,
    Possessive,
}

#[derive(Debug)]
pub(super) enum Node {
    Literal(u32),
    NotLiteral(u32),
    Any,
    In(bool, Vec<Item>),
    At(Anchor),
    Branch(Vec<Sequence>),
    Group {
        number: Option<usize>,
        add: u32,
        remove: u32,
        body: Sequence,
    },
    Atomic(Sequence),
    Repeat(Greed, u64, u64, Sequence),
    Look {
        positive: bool,
        behind: bool,
        body: Sequence,
    },
    GroupRef(usize),
    GroupExists(usize, Sequence, Option<Sequence>),
}

pub(super) type Sequence = Vec<Node>;

impl Node {
    /// Whether two nodes say the same; CPython compares by identity what has parts of its own.
    pub(super) fn is_same(&self, other: &Node) -> bool {
        match (self, other) {
            (Node::Literal(a), Node::Literal(b)) | (Node::NotLiteral(a), Node::NotLiteral(b)) => {
                a == b
            }
            (Node::Any, Node::Any) => true,
            (Node::In(n, a), Node::In(m, b)) => n == m && a == b,
            (Node::At(a), Node::At(b)) => a == b,
            (Node::GroupRef(a), Node::GroupRef(b)) => a == b,
            _ => false,
        }
    }

    /// Whether there are groups inside that keep what they match.
    pub(super) fn captures(&self) -> bool {
        match self {
            Node::Group { number, body, .. } => number.is_some() || has_groups(body),
            Node::Branch(branches) => branches.iter().any(|b| has_groups(b)),
            Node::Atomic(body) | Node::Repeat(_, _, _, body) | Node::Look { body, .. } => {
                has_groups(body)
            }
            Node::GroupExists(_, yes, no) => {
                has_groups(yes) || no.as_ref().is_some_and(|no| has_groups(no))
            }
            _ => false,
        }
    }
}

/// Whether a part of a pattern has groups that keep what they match.
pub(super) fn has_groups(body: &[Node]) -> bool {
    body.iter().any(Node::captures)
}

/// The least and the largest number of characters that a sequence matches.
pub(super) fn width(body: &[Node], groups: &[Option<(u128, u128)>]) -> (u128, u128) {
    let (mut low, mut high) = (0u128, 0u128);
    for node in body {
        let (i, j) = match node {
            Node::Branch(branches) => branches.iter().fold((MAXWIDTH, 0), |(i, j), branch| {
                let (l, h) = width(branch, groups);
                (i.min(l), j.max(h))
            }),
            Node::Atomic(body) | Node::Group { body, .. } => width(body, groups),
            Node::Repeat(_, least, most, body) => {
                let (i, j) = width(body, groups);
                let high = if *most == MAXREPEAT && j > 0 {
                    MAXWIDTH
                } else {
                    j * u128::from(*most)
                };
                (i * u128::from(*least), high)
            }
            Node::Literal(_) | Node::NotLiteral(_) | Node::Any | Node::In(..) => (1, 1),
            Node::GroupRef(group) => groups.get(*group).copied().flatten().unwrap_or((0, 0)),
            Node::GroupExists(_, yes, no) => {
                let (i, j) = width(yes, groups);
                match no {
                    Some(no) => {
                        let (l, h) = width(no, groups);
                        (i.min(l), j.max(h))
                    }
                    None => (0, j),
                }
            }
            Node::At(_) | Node::Look { .. } => (0, 0),
        };
        low += i;
        high += j;
    }
    (low.min(MAXWIDTH), high.min(MAXWIDTH))
}
