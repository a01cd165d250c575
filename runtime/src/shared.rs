//! Objects that several names reach and one of them changes.
//! needs: error, repr

use std::cell::{Ref, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use super::repr::Repr;

/// A reference-counted object with interior mutability. No borrow outlives one operation, so none can clash.
#[derive(Debug, Default)]
pub struct Shared<C>(Rc<RefCell<C>>);

impl<C> Clone for Shared<C> {
    /// Another handle of the same object.
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<C> Shared<C> {
    /// A new object.
    pub fn new(content: C) -> Self {
        Shared(Rc::new(RefCell::new(content)))
    }

    /// `a is b`.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// `hash(x)` of an object that defines none: by its place.
    pub fn address_hash(&self) -> i64 {
        (Rc::as_ptr(&self.0).cast::<()>() as usize >> 4) as i64
    }

    /// Reads the object.
    pub fn with<R>(&self, read: impl FnOnce(&C) -> R) -> R {
        read(&self.0.borrow())
    }

    /// Changes the object.
    pub fn update<R>(&self, change: impl FnOnce(&mut C) -> R) -> R {
        change(&mut self.0.borrow_mut())
    }

    /// The object, for as long as nothing changes it.
    pub fn borrow(&self) -> Ref<'_, C> {
        self.0.borrow()
    }
}

impl<C: Clone> Shared<C> {
    /// A copy of the content.
    pub fn get(&self) -> C {
        self.0.borrow().clone()
    }
}

/// `==` of what handles reach: of containers by what they hold; of objects by `__eq__`, which is given the handles,
/// since it may ask which object it has.
pub trait SharedEq: Sized {
    /// `a == b`.
    fn handles_equal(a: &Shared<Self>, b: &Shared<Self>) -> bool;
}

/// `<` of what handles reach.
pub trait SharedOrd: SharedEq {
    /// How `a` compares with `b`.
    fn handles_order(a: &Shared<Self>, b: &Shared<Self>) -> Option<Ordering>;
}

impl<C: SharedEq> PartialEq for Shared<C> {
    /// Equality as containers see it: an object is equal to itself, whatever its `__eq__` says.
    fn eq(&self, other: &Self) -> bool {
        self.ptr_eq(other) || C::handles_equal(self, other)
    }
}

impl<C: SharedEq> Shared<C> {
    /// `a == b`, which asks `__eq__` even of an object and itself.
    pub fn equals(&self, other: &Self) -> bool {
        C::handles_equal(self, other)
    }
}

impl<C: SharedOrd> PartialOrd for Shared<C> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        C::handles_order(self, other)
    }
}

impl<C> Shared<C> {
    /// Whether both hold the same.
    pub fn same_content(&self, other: &Self) -> bool
    where
        C: PartialEq,
    {
        *self.borrow() == *other.borrow()
    }

    /// How the contents compare.
    pub fn order_of_contents(&self, other: &Self) -> Option<Ordering>
    where
        C: PartialOrd,
    {
        self.borrow().partial_cmp(&other.borrow())
    }
}

/// `a is b` of objects that may be absent.
pub trait SameObject {
    /// Whether both are one object.
    fn is_same(&self, other: &Self) -> bool;
}

impl<C> SameObject for Shared<C> {
    fn is_same(&self, other: &Self) -> bool {
        self.ptr_eq(other)
    }
}

impl<T: SameObject> SameObject for Option<T> {
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => a.is_same(b),
            (None, None) => true,
            _ => false,
        }
    }
}

/// `a is b`.
pub fn same_object<T: SameObject>(a: &T, b: &T) -> bool {
    a.is_same(b)
}

thread_local! {
    static SHOWN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// Shows a container, or dots inside itself.
pub fn write_shared<C>(
    object: &Shared<C>,
    dots: &str,
    out: &mut String,
    write: impl FnOnce(&C, &mut String),
) {
    let address = Rc::as_ptr(&object.0) as *const () as usize;
    if SHOWN.with(|shown| shown.borrow().contains(&address)) {
        out.push_str(dots);
        return;
    }
    SHOWN.with(|shown| shown.borrow_mut().push(address));
    write(&object.0.borrow(), out);
    SHOWN.with(|shown| shown.borrow_mut().pop());
}

/// How what handles reach is shown: objects by `__repr__` and `__str__`, which are given the handle.
pub trait SharedRepr: Sized {
    /// Appends `repr(this)`.
    fn write_handle(this: &Shared<Self>, out: &mut String);
    /// Appends `str(this)`.
    fn write_handle_str(this: &Shared<Self>, out: &mut String) {
        Self::write_handle(this, out);
    }
}

impl<C: SharedRepr> Repr for Shared<C> {
    fn write_repr(&self, out: &mut String) {
        C::write_handle(self, out);
    }

    fn write_str(&self, out: &mut String) {
        C::write_handle_str(self, out);
    }
}

impl<T: Repr> SharedRepr for Vec<T> {
    fn write_handle(this: &Shared<Self>, out: &mut String) {
        write_shared(this, "[...]", out, |items, out| items.write_repr(out));
    }
}
