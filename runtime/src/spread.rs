//! Calls whose arguments are the items of an iterable.
//! needs: error

use super::error::{Exception, OrExit, PyResult, TYPE_ERROR};

/// The items that fill the parameters `names` of a function, which has been given `before` other arguments.
pub fn try_spread<T, const N: usize>(
    items: Vec<T>,
    function: &str,
    before: usize,
    names: [&str; N],
) -> PyResult<[T; N]> {
    let given = items.len();
    items
        .try_into()
        .map_err(|_| Exception::new(&TYPE_ERROR, misfit(function, before, given, &names)))
}

/// The items that fill the parameters `names` of a function, or the end of the program.
pub fn spread<T, const N: usize>(
    items: Vec<T>,
    function: &str,
    before: usize,
    names: [&str; N],
) -> [T; N] {
    try_spread(items, function, before, names).or_exit()
}

fn misfit(function: &str, before: usize, given: usize, names: &[&str]) -> String {
    if given > names.len() {
        let takes = before + names.len();
        let plural = if takes == 1 { "" } else { "s" };
        let total = before + given;
        return format!(
            "{function} takes {takes} positional argument{plural} but {total} were given"
        );
    }
    let missing: Vec<String> = names[given..].iter().map(|n| format!("'{n}'")).collect();
    let plural = if missing.len() == 1 { "" } else { "s" };
    let listed = match missing.as_slice() {
        [one] => one.clone(),
        [first, last] => format!("{first} and {last}"),
        [first @ .., last] => format!("{}, and {last}", first.join(", ")),
        [] => String::new(),
    };
    format!(
        "{function} missing {} required positional argument{plural}: {listed}",
        missing.len()
    )
}

/// The arguments of a function that takes two or more values, or one iterable: numbers are none.
pub fn try_several<T>(items: Vec<T>, function: &str, kind: &str) -> PyResult<Vec<T>> {
    let message = match items.len() {
        0 => format!("{function} expected at least 1 argument, got 0"),
        1 => format!("'{kind}' object is not iterable"),
        _ => return Ok(items),
    };
    Err(Exception::new(&TYPE_ERROR, message))
}

/// The arguments of such a function, or the end of the program.
pub fn several<T>(items: Vec<T>, function: &str, kind: &str) -> Vec<T> {
    try_several(items, function, kind).or_exit()
}
