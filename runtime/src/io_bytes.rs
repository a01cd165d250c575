//! `sys.stdin.buffer`: standard input as bytes.
//! needs: bytes, error

use std::io::{self, BufRead, Read};

use super::bytes::Bytes;
use super::error::{Exception, OrExit, PyResult, OS_ERROR};

fn taken(read: io::Result<usize>, bytes: Vec<u8>) -> PyResult<Bytes> {
    match read {
        Ok(_) => Ok(Bytes::from(bytes)),
        Err(error) => Err(Exception::new(&OS_ERROR, error.to_string())),
    }
}

/// `sys.stdin.buffer.read()`.
pub fn try_read_bytes() -> PyResult<Bytes> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_to_end(&mut bytes);
    taken(read, bytes)
}

/// `sys.stdin.buffer.read()`, or the end of the program.
pub fn read_bytes() -> Bytes {
    try_read_bytes().or_exit()
}

/// `sys.stdin.buffer.readline()`.
pub fn try_read_line_bytes() -> PyResult<Bytes> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut bytes);
    taken(read, bytes)
}

/// `sys.stdin.buffer.readline()`, or the end of the program.
pub fn read_line_bytes() -> Bytes {
    try_read_line_bytes().or_exit()
}

/// `sys.stdin.buffer.readlines()`.
pub fn try_read_lines_bytes() -> PyResult<Vec<Bytes>> {
    let bytes = try_read_bytes()?;
    Ok(bytes
        .split_inclusive(|byte| *byte == b'\n')
        .map(Bytes::from)
        .collect())
}

/// `sys.stdin.buffer.readlines()`, or the end of the program.
pub fn read_lines_bytes() -> Vec<Bytes> {
    try_read_lines_bytes().or_exit()
}

/// The lines of `sys.stdin.buffer`, each read when it is wanted.
pub fn each_line_bytes() -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(|| Some(read_line_bytes()).filter(|line| !line.is_empty()))
}
