//! Standard streams: buffered output, input by lines, and how a program begins and ends.
//! needs: error, str, repr

use std::cell::RefCell;
use std::io::{self, BufWriter, Read, Write};

use super::error::{Exception, OrExit, PyResult, EOF_ERROR};
use super::repr::Repr;
use super::str::Str;

const STACK_SIZES: [usize; 3] = [4 << 30, 1 << 30, 256 << 20];

thread_local! {
    static OUT: RefCell<BufWriter<io::Stdout>> = RefCell::new(BufWriter::with_capacity(1 << 16, io::stdout()));
}

/// Writes text to standard output. A reader that went away ends the program quietly.
pub fn write_out(text: &str) {
    let written = OUT.with(|out| out.borrow_mut().write_all(text.as_bytes()));
    if written.is_err() {
        std::process::exit(1);
    }
}

/// Hands buffered output to the system.
pub fn flush() {
    let flushed = OUT.with(|out| out.borrow_mut().flush());
    if flushed.is_err() {
        std::process::exit(1);
    }
}

fn line(values: &[&dyn Repr], sep: &str, end: &str) -> String {
    let mut text = String::new();
    for (i, value) in values.iter().enumerate() {
        if i > 0 {
            text.push_str(sep);
        }
        value.write_str(&mut text);
    }
    text.push_str(end);
    text
}

/// `print(…)`.
pub fn print(values: &[&dyn Repr]) {
    write_out(&line(values, " ", "\n"));
}

/// `print(…, sep=…, end=…)`.
pub fn print_with(values: &[&dyn Repr], sep: &str, end: &str) {
    write_out(&line(values, sep, end));
}

/// `print(…, file=sys.stderr)`.
pub fn print_err_with(values: &[&dyn Repr], sep: &str, end: &str) {
    flush();
    eprint!("{}", line(values, sep, end));
}

/// `input(prompt)`.
pub fn try_input(prompt: &str) -> PyResult<Str> {
    write_out(prompt);
    flush();
    let mut text = String::new();
    match io::stdin().read_line(&mut text) {
        Ok(0) | Err(_) => Err(Exception::new(&EOF_ERROR, "EOF when reading a line")),
        Ok(_) => {
            if text.ends_with('\n') {
                text.pop();
            }
            Ok(Str::from(text))
        }
    }
}

/// `input(prompt)`, ending the program at the end of input.
pub fn input(prompt: &str) -> Str {
    try_input(prompt).or_exit()
}

/// `sys.stdin.readline()`.
pub fn read_line() -> Str {
    let mut text = String::new();
    let _ = io::stdin().read_line(&mut text);
    Str::from(text)
}

/// `sys.stdin.read()`.
pub fn read_all() -> Str {
    let mut text = String::new();
    let _ = io::stdin().read_to_string(&mut text);
    Str::from(text)
}

/// Runs a program on a stack deep enough for Python's recursion limit, then ends with status 0.
pub fn run_main(body: impl FnOnce() + Send + 'static) {
    let mut body = Some(body);
    for size in STACK_SIZES {
        let Some(run) = body.take() else { break };
        let cell = std::sync::Arc::new(std::sync::Mutex::new(Some(run)));
        let inner = cell.clone();
        let spawned = std::thread::Builder::new().stack_size(size).spawn(move || {
            let run = inner.lock().ok().and_then(|mut held| held.take());
            if let Some(run) = run {
                run();
                flush();
            }
        });
        match spawned {
            Ok(handle) => {
                if handle.join().is_err() {
                    std::process::exit(101);
                }
                std::process::exit(0);
            }
            Err(_) => body = cell.lock().ok().and_then(|mut held| held.take()),
        }
    }
}

/// Runs a program whose exceptions reach the top as a result.
pub fn run_main_result(body: impl FnOnce() -> PyResult<()> + Send + 'static) {
    run_main(move || body().or_exit());
}
