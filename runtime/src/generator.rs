//! Generators: what a function yields, computed when it is asked for.
//! needs: error, recursion

use std::cell::Cell;
use std::future::{poll_fn, Future};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use super::error::RunsGenerator;
use super::recursion::enter_frame;

/// What a generator's body yields with.
pub struct Yielder<T>(Rc<Cell<Option<T>>>);

impl<T> Yielder<T> {
    /// `yield value`: the body goes on when the next value is asked for.
    pub async fn give(&self, value: T) {
        self.0.set(Some(value));
        let mut paused = false;
        poll_fn(|_| {
            if paused {
                return Poll::Ready(());
            }
            paused = true;
            Poll::Pending
        })
        .await;
    }
}

/// Nothing has to be woken: a generator runs when it is asked.
struct Asleep;

impl Wake for Asleep {
    fn wake(self: Arc<Self>) {}
}

struct Generator<T> {
    body: Option<Pin<Box<dyn Future<Output = ()>>>>,
    given: Rc<Cell<Option<T>>>,
    waker: Waker,
}

impl<T> Iterator for Generator<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let body = self.body.as_mut()?;
        let _frame = enter_frame();
        let _running = RunsGenerator::enter();
        match body.as_mut().poll(&mut Context::from_waker(&self.waker)) {
            Poll::Pending => self.given.take(),
            Poll::Ready(()) => {
                self.body = None;
                None
            }
        }
    }
}

/// A generator with this body, which begins to run when the first value is asked for.
pub fn generator<T: 'static, B: Future<Output = ()> + 'static>(
    body: impl FnOnce(Yielder<T>) -> B,
) -> Box<dyn Iterator<Item = T>> {
    let given = Rc::new(Cell::new(None));
    Box::new(Generator {
        body: Some(Box::pin(body(Yielder(Rc::clone(&given))))),
        given,
        waker: Waker::from(Arc::new(Asleep)),
    })
}
