//! Standard streams: buffered output, input by lines, and how a program begins and ends.
//! needs: error, repr, str

use std::cell::RefCell;
use std::io::{self, BufRead, BufWriter, IsTerminal, Read, Write};
use std::sync::{Arc, Mutex};

use super::error::{Exception, OrExit, PyResult, EOF_ERROR, OS_ERROR, UNICODE_DECODE_ERROR};
use super::repr::Repr;
use super::str::Str;

/// Address space for the program's stack, in bytes; the first size that the system grants is taken.
const STACK_SIZES: [usize; 4] = [4 << 30, 1 << 30, 256 << 20, 64 << 20];

/// Standard output, and whether somebody watches it line by line.
struct Output {
    buffer: BufWriter<io::Stdout>,
    watched: bool,
}

thread_local! {
    static OUT: RefCell<Output> = RefCell::new(Output {
        buffer: BufWriter::with_capacity(1 << 16, io::stdout()),
        watched: io::stdout().is_terminal(),
    });
}

/// Ends the program when output failed: a reader that went away is no news.
fn written(result: io::Result<()>) {
    if result.is_err() {
        std::process::exit(1);
    }
}

/// Writes text to standard output.
pub fn write_out(text: &str) {
    written(OUT.with(|out| {
        let mut out = out.borrow_mut();
        out.buffer.write_all(text.as_bytes())?;
        if out.watched && text.contains('\n') {
            out.buffer.flush()?;
        }
        Ok(())
    }));
}

/// `sys.stdout.write(text)`: the number of code points.
pub fn write_text(text: &str) -> i64 {
    write_out(text);
    text.chars().count() as i64
}

/// `sys.stdout.writelines(texts)`.
pub fn write_texts(texts: impl IntoIterator<Item = Str>) {
    for text in texts {
        write_out(&text);
    }
}

/// `sys.stderr.write(text)`.
pub fn write_error_text(text: &str) -> i64 {
    flush();
    let _ = io::stderr().write_all(text.as_bytes());
    text.chars().count() as i64
}

/// `sys.argv`: the program, then its arguments.
pub fn program_arguments() -> Vec<Str> {
    std::env::args_os()
        .map(|argument| Str::from(argument.to_string_lossy().into_owned()))
        .collect()
}

/// Hands buffered output to the system.
pub fn flush() {
    written(OUT.with(|out| out.borrow_mut().buffer.flush()));
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
    let text = line(values, sep, end);
    flush();
    // nobody is left to tell when standard error fails
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Text of the bytes that standard input gave.
fn decoded(bytes: io::Result<Vec<u8>>) -> PyResult<Str> {
    let bytes = bytes.map_err(|error| Exception::new(&OS_ERROR, error.to_string()))?;
    let error = match String::from_utf8(bytes) {
        Ok(text) => return Ok(Str::from(text)),
        Err(error) => error,
    };
    let start = error.utf8_error().valid_up_to();
    let first = error.as_bytes()[start];
    let (length, reason) = match (error.utf8_error().error_len(), first) {
        (None, _) => (error.as_bytes().len() - start, "unexpected end of data"),
        (Some(n), 0x80..=0xc1 | 0xf5..=0xff) => (n, "invalid start byte"),
        (Some(n), _) => (n, "invalid continuation byte"),
    };
    let place = if length == 1 {
        format!("byte 0x{first:02x} in position {start}")
    } else {
        format!("bytes in position {start}-{}", start + length - 1)
    };
    let message = format!("'utf-8' codec can't decode {place}: {reason}");
    Err(Exception::new(&UNICODE_DECODE_ERROR, message))
}

/// `sys.stdin.readline()`.
pub fn try_read_line() -> PyResult<Str> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut bytes);
    decoded(read.map(|_| bytes))
}

/// `sys.stdin.readline()`, or the end of the program.
pub fn read_line() -> Str {
    try_read_line().or_exit()
}

/// `sys.stdin.read()`.
pub fn try_read_all() -> PyResult<Str> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    decoded(read.map(|_| bytes))
}

/// `sys.stdin.read()`, or the end of the program.
pub fn read_all() -> Str {
    try_read_all().or_exit()
}

/// `sys.stdin.readlines()`.
pub fn try_read_lines() -> PyResult<Vec<Str>> {
    let text = try_read_all()?;
    Ok(text.split_inclusive('\n').map(Str::from).collect())
}

/// `sys.stdin.readlines()`, or the end of the program.
pub fn read_lines() -> Vec<Str> {
    try_read_lines().or_exit()
}

/// The lines of `sys.stdin`, each read when it is wanted.
pub fn each_line() -> impl Iterator<Item = Str> {
    std::iter::from_fn(|| Some(read_line()).filter(|line| !line.is_empty()))
}

/// `input(prompt)`.
pub fn try_input(prompt: &str) -> PyResult<Str> {
    write_out(prompt);
    flush();
    let text = try_read_line()?;
    if text.is_empty() {
        return Err(Exception::new(&EOF_ERROR, "EOF when reading a line"));
    }
    Ok(text
        .strip_suffix('\n')
        .map_or_else(|| text.clone(), Str::from))
}

/// `input(prompt)`, or the end of the program.
pub fn input(prompt: &str) -> Str {
    try_input(prompt).or_exit()
}

/// Runs a program on a stack deep enough for Python's recursion limit, then ends with status 0.
pub fn run_main(body: impl FnOnce() + Send + 'static) {
    // the body waits here: a thread that cannot start would not give it back
    let body = Arc::new(Mutex::new(Some(body)));
    for size in STACK_SIZES {
        let waiting = Arc::clone(&body);
        let thread = std::thread::Builder::new().stack_size(size);
        if let Ok(running) = thread.spawn(move || run_waiting(&waiting)) {
            // a panic has shown its message
            let status = if running.join().is_ok() { 0 } else { 101 };
            std::process::exit(status);
        }
    }
    run_waiting(&body);
    std::process::exit(0);
}

fn run_waiting(body: &Mutex<Option<impl FnOnce()>>) {
    let body = body.lock().ok().and_then(|mut waiting| waiting.take());
    if let Some(body) = body {
        body();
    }
    flush();
}

/// Runs a program whose exceptions reach the top as a result.
pub fn run_main_result(body: impl FnOnce() -> PyResult<()> + Send + 'static) {
    run_main(move || body().or_exit());
}
