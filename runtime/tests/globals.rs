//! Module variables: those of a library begin with their module's code, once.

use std::cell::Cell;

use pyrt::*;

thread_local! {
    static RUNS: Cell<i64> = const { Cell::new(0) };
    static LIMITS: Global<Vec<i64>> = const { Global::of("LIMITS", module_body) };
    static TOP: Global<i64> = const { Global::of("TOP", module_body) };
}

fn module_body() {
    if begun("limits") {
        return;
    }
    RUNS.set(RUNS.get() + 1);
    LIMITS.store(vec![10, 20]);
    TOP.store(LIMITS.share().len_i64());
}

#[test]
fn a_library_begins_when_a_variable_is_read() {
    assert_eq!(*LIMITS.share().at(1), 20);
    assert_eq!((TOP.load(), RUNS.get()), (2, 1));
}

#[test]
fn a_library_begins_before_a_variable_is_assigned() {
    TOP.store(7);
    assert_eq!(
        (LIMITS.load(), TOP.load(), RUNS.get()),
        (vec![10, 20], 7, 1)
    );
}

#[test]
fn a_module_that_was_run_does_not_run_again() {
    module_body();
    module_body();
    TOP.store(3);
    assert_eq!((TOP.load(), RUNS.get()), (3, 1));
}
