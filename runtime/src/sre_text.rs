//! Texts as the engine of `sre` reads them.
//! needs: str

use std::cell::RefCell;
use std::rc::Rc;

use super::str::Str;

/// A text taken apart: its characters, and where each of them begins.
pub(super) struct Taken {
    pub(super) chars: Vec<char>,
    pub(super) offsets: Vec<usize>,
}

thread_local! {
    static LAST: RefCell<Option<(Str, Rc<Taken>)>> = const { RefCell::new(None) };
}

impl Taken {
    fn new(text: &str) -> Taken {
        let mut offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        offsets.push(text.len());
        Taken {
            chars: text.chars().collect(),
            offsets,
        }
    }

    /// A text taken apart; the last long one is kept, since a tokenizer asks for it again and again.
    pub(super) fn of(text: &Str) -> Rc<Taken> {
        if text.len() < 256 {
            return Rc::new(Taken::new(text));
        }
        LAST.with(|last| {
            let mut last = last.borrow_mut();
            if let Some((known, taken)) = last.as_ref() {
                if known.is_object(text) {
                    return Rc::clone(taken);
                }
            }
            let made = Rc::new(Taken::new(text));
            *last = Some((text.clone(), Rc::clone(&made)));
            made
        })
    }
}
