//! What the table of a set holds, and the iteration over it.

#[derive(Clone, Debug)]
pub(super) enum Slot<T> {
    Free,
    Dummy,
    Full(i64, T),
}

/// The elements of a set. A named type, which has nothing to drop: a borrow in a function's last expression ends with it.
pub struct Elements<'a, T>(pub(super) std::slice::Iter<'a, Slot<T>>);

impl<T> Clone for Elements<'_, T> {
    fn clone(&self) -> Self {
        Elements(self.0.clone())
    }
}

impl<'a, T> Iterator for Elements<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.0.find_map(Slot::item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, self.0.size_hint().1)
    }
}

impl<T> DoubleEndedIterator for Elements<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0.by_ref().rev().find_map(Slot::item)
    }
}

impl<T> Slot<T> {
    pub(super) fn item(&self) -> Option<&T> {
        match self {
            Slot::Full(_, item) => Some(item),
            _ => None,
        }
    }
}
