//! The recursion limit against CPython 3.11.

use pyrt::*;

fn depth_reached() -> (i64, String) {
    match try_enter_frame() {
        Ok(_frame) => {
            let (depth, message) = depth_reached();
            (depth + 1, message)
        }
        Err(error) => (0, error.to_string()),
    }
}

#[test]
fn limit() {
    let message = "RecursionError: maximum recursion depth exceeded".to_owned();
    assert_eq!(recursion_limit(), 1000);
    assert_eq!(depth_reached(), (999, message.clone()));
    set_recursion_limit(50);
    assert_eq!(depth_reached(), (49, message));
    assert_eq!(recursion_limit(), 50);
}

#[test]
fn refused_limits() {
    let refused = |limit: i64| match try_set_recursion_limit(limit) {
        Ok(()) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    };
    assert_eq!(
        refused(0),
        "ValueError: recursion limit must be greater or equal than 1"
    );
    assert_eq!(
        refused(2),
        "RecursionError: cannot set the recursion limit to 2 at the recursion depth 2: the limit is too low"
    );
    assert_eq!(
        refused(1 << 40),
        "OverflowError: Python int too large to convert to C int"
    );
    assert_eq!(refused(3), "accepted");
}
