//! Calls a package's functions with inputs that it reads, each call in a process of its own, and writes what came out.
#![allow(dead_code, unused_imports, unused_variables, unused_mut, unreachable_patterns, clippy::all)]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::io::{Read, Seek, SeekFrom, Write};

extern "C" {
    fn fork() -> i32;
    fn waitpid(pid: i32, status: *mut i32, options: i32) -> i32;
    fn dup2(from: i32, to: i32) -> i32;
    fn dup(fd: i32) -> i32;
    fn alarm(seconds: u32) -> u32;
    fn _exit(status: i32) -> !;
}

/// Seconds that one call may take.
const CALL_SECONDS: u32 = 5;
/// Values nested deeper are not written: they may be circular.
const DEPTH: usize = 60;
const SHOWN: usize = 1 << 16;
const MAX_TIMEOUTS: usize = 4;
const SIGALRM: i32 = 14;
/// So many of the calls are timed, each so often.
const TIMED: usize = 24;
const REPEATS: usize = 9;
/// Nanoseconds after which a call is not repeated any more.
const TIMING_NS: u64 = 5_000_000;
/// Milliseconds after which a call is long enough to be timed by what it took in the first place.
const LONG_MS: u128 = 50;

/// Reads values from their wire form.
pub struct Reader<'a> {
    data: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    pub fn tag(&mut self) -> u8 {
        let tag = self.data[self.at];
        self.at += 1;
        tag
    }

    pub fn peek(&self) -> u8 {
        self.data[self.at]
    }

    pub fn until(&mut self, end: u8) -> &'a str {
        let start = self.at;
        while self.data[self.at] != end {
            self.at += 1;
        }
        self.at += 1;
        std::str::from_utf8(&self.data[start..self.at - 1]).expect("the wire is UTF-8")
    }

    pub fn number(&mut self, end: u8) -> usize {
        self.until(end).parse().expect("a count")
    }

    pub fn text(&mut self) -> &'a str {
        let size = self.number(b':');
        let start = self.at;
        self.at += size;
        std::str::from_utf8(&self.data[start..self.at]).expect("the wire is UTF-8")
    }

    pub fn expect(&mut self, tag: u8) {
        let found = self.tag();
        assert!(found == tag, "expected {:?}, found {:?}", tag as char, found as char);
    }

    /// The number of items behind one of these tags.
    pub fn count(&mut self, tag: u8) -> usize {
        self.expect(tag);
        self.number(b';')
    }

    /// The class of the object that comes next; empty where something else does.
    pub fn class(&self) -> &'a str {
        let mut ahead = Reader { data: self.data, at: self.at };
        if ahead.tag() != b'o' {
            return "";
        }
        ahead.number(b';');
        ahead.expect(b's');
        ahead.text()
    }

    /// Whether the next argument is the same object as the argument `of`.
    pub fn same_as(&mut self, of: usize) -> bool {
        if self.peek() != b'@' {
            return false;
        }
        let start = self.at;
        self.expect(b'@');
        let found = self.number(b';');
        if found != of {
            self.at = start; // it is another argument's object
        }
        found == of
    }
}

/// Writes values in their wire form.
pub struct Writer {
    pub out: Vec<u8>,
    pub depth: usize,
}

impl Writer {
    pub fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    pub fn text(&mut self, text: &str) {
        self.raw(&format!("s{}:", text.len()));
        self.raw(text);
    }

    pub fn float(&mut self, x: f64) {
        let bits = if x.is_nan() { 0x7ff8_0000_0000_0000 } else { x.to_bits() };
        self.raw(&format!("f{bits:016x};"));
    }

    pub fn items<'a, T: Wire + 'a>(&mut self, tag: char, items: impl Iterator<Item = &'a T>) {
        let items: Vec<&T> = items.collect();
        self.raw(&format!("{tag}{};", items.len()));
        self.nested(|w| items.iter().for_each(|item| item.put(w)));
    }

    pub fn pairs<'a, K: Wire + 'a, V: Wire + 'a>(&mut self, items: impl Iterator<Item = (&'a K, &'a V)>) {
        let items: Vec<(&K, &V)> = items.collect();
        self.raw(&format!("d{};", items.len()));
        self.nested(|w| {
            for (key, value) in &items {
                key.put(w);
                value.put(w);
            }
        });
    }

    pub fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth > DEPTH {
            unsupported("a value that is nested too deeply, or holds itself");
        }
        write(self);
        self.depth -= 1;
    }
}

/// What can be read and written.
pub trait Wire: Sized {
    fn get(r: &mut Reader) -> Self;
    fn put(&self, w: &mut Writer);
}

/// Ends this call: its outcome is unknown.
pub fn unsupported(what: &str) -> ! {
    RESULT.with(|file| {
        let mut file = file.borrow_mut();
        let file = file.as_mut().expect("the result file");
        let _ = file.seek(SeekFrom::Start(0));
        let _ = file.set_len(0);
        let _ = file.write_all(format!("U{}:{what}", what.len()).as_bytes());
    });
    unsafe { _exit(0) }
}

macro_rules! integers {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn get(r: &mut Reader) -> Self {
                match r.tag() {
                    b'i' => match r.until(b';').parse() {
                        Ok(value) => value,
                        Err(_) => unsupported("an int outside of the range that Rust's type has"),
                    },
                    b'T' => 1 as $ty,
                    b'F' => 0 as $ty,
                    _ => unsupported("not an int"),
                }
            }
            fn put(&self, w: &mut Writer) {
                w.raw(&format!("i{self};"));
            }
        }
    )*};
}

integers!(i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize);

macro_rules! floats {
    ($($ty:ty),*) => {$(
        impl Wire for $ty {
            fn get(r: &mut Reader) -> Self {
                match r.tag() {
                    b'f' => f64::from_bits(u64::from_str_radix(r.until(b';'), 16).expect("a float")) as $ty,
                    b'i' => r.until(b';').parse::<f64>().expect("a number") as $ty,
                    _ => unsupported("not a float"),
                }
            }
            fn put(&self, w: &mut Writer) {
                w.float(f64::from(*self));
            }
        }
    )*};
}

floats!(f32, f64);

impl Wire for bool {
    fn get(r: &mut Reader) -> Self {
        r.tag() == b'T'
    }
    fn put(&self, w: &mut Writer) {
        w.raw(if *self { "T" } else { "F" });
    }
}

impl Wire for () {
    fn get(r: &mut Reader) -> Self {
        r.expect(b'N');
    }
    fn put(&self, w: &mut Writer) {
        w.raw("N");
    }
}

impl Wire for String {
    fn get(r: &mut Reader) -> Self {
        r.expect(b's');
        r.text().to_owned()
    }
    fn put(&self, w: &mut Writer) {
        w.text(self);
    }
}

impl Wire for char {
    fn get(r: &mut Reader) -> Self {
        r.expect(b's');
        r.text().chars().next().unwrap_or_else(|| unsupported("an empty text for a char"))
    }
    fn put(&self, w: &mut Writer) {
        w.text(&self.to_string());
    }
}

impl<'a> Wire for &'a str {
    fn get(r: &mut Reader) -> Self {
        Box::leak(String::get(r).into_boxed_str())
    }
    fn put(&self, w: &mut Writer) {
        w.text(self);
    }
}

impl<T: Wire> Wire for Option<T> {
    fn get(r: &mut Reader) -> Self {
        if r.peek() == b'N' {
            r.tag();
            return None;
        }
        Some(T::get(r))
    }
    fn put(&self, w: &mut Writer) {
        match self {
            None => w.raw("N"),
            Some(value) => value.put(w),
        }
    }
}

impl<T: Wire> Wire for Box<T> {
    fn get(r: &mut Reader) -> Self {
        Box::new(T::get(r))
    }
    fn put(&self, w: &mut Writer) {
        (**self).put(w);
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'l');
        (0..count).map(|_| T::get(r)).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.items('l', self.iter());
    }
}

impl<T: Wire> Wire for VecDeque<T> {
    fn get(r: &mut Reader) -> Self {
        let count = r.count(b'q');
        (0..count).map(|_| T::get(r)).collect()
    }
    fn put(&self, w: &mut Writer) {
        w.items('q', self.iter());
    }
}

macro_rules! sets {
    ($($set:ident: $($bound:path),+;)*) => {$(
        impl<T: Wire $(+ $bound)+> Wire for $set<T> {
            fn get(r: &mut Reader) -> Self {
                let count = r.count(b'S');
                (0..count).map(|_| T::get(r)).collect()
            }
            fn put(&self, w: &mut Writer) {
                w.items('S', self.iter());
            }
        }
    )*};
}

sets! { HashSet: Eq, std::hash::Hash; BTreeSet: Ord; }

macro_rules! maps {
    ($($map:ident: $($bound:path),+;)*) => {$(
        impl<K: Wire $(+ $bound)+, V: Wire> Wire for $map<K, V> {
            fn get(r: &mut Reader) -> Self {
                let count = r.count(b'd');
                (0..count).map(|_| (K::get(r), V::get(r))).collect()
            }
            fn put(&self, w: &mut Writer) {
                w.pairs(self.iter());
            }
        }
    )*};
}

maps! { HashMap: Eq, std::hash::Hash; BTreeMap: Ord; }

macro_rules! tuples {
    ($($count:literal: $($name:ident $index:tt),+;)*) => {$(
        impl<$($name: Wire),+> Wire for ($($name,)+) {
            fn get(r: &mut Reader) -> Self {
                assert!(r.count(b't') == $count);
                ($($name::get(r),)+)
            }
            fn put(&self, w: &mut Writer) {
                w.raw(concat!("t", $count, ";"));
                w.nested(|w| { $(self.$index.put(w);)+ });
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0, B 1;
    3: A 0, B 1, C 2;
    4: A 0, B 1, C 2, D 3;
    5: A 0, B 1, C 2, D 3, E 4;
    6: A 0, B 1, C 2, D 3, E 4, F 5;
    7: A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    8: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    9: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    10: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    11: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    12: A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

thread_local! {
    static RESULT: std::cell::RefCell<Option<std::fs::File>> = const { std::cell::RefCell::new(None) };
    static TIMING: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

thread_local! {
    static BEGAN: std::cell::Cell<Option<std::time::Instant>> = const { std::cell::Cell::new(None) };
    static SPENT: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

/// Begins to measure a call: its arguments have been read.
pub fn begin() {
    BEGAN.with(|at| at.set(Some(std::time::Instant::now())));
}

/// Ends it: what follows writes the answer.
pub fn end() {
    let spent = BEGAN.with(|at| at.take()).map_or(0, |began| began.elapsed().as_nanos() as u64);
    SPENT.with(|place| place.set(spent));
}

/// Makes a call again and again, in a process of its own, and writes the median of its times.
fn time(call: fn(usize, &mut Reader), entry: usize, data: &[u8]) {
    let mut times = Vec::new();
    let mut all = 0;
    while times.len() < REPEATS && all < TIMING_NS {
        call(entry, &mut Reader { data, at: 0 });
        times.push(SPENT.with(|place| place.get()));
        all += times[times.len() - 1];
    }
    times.sort_unstable();
    let median = times[times.len() / 2].to_string();
    RESULT.with(|file| {
        let mut file = file.borrow_mut();
        let _ = file.as_mut().expect("the result file").write_all(median.as_bytes());
    });
}

/// Hands over what a call gave: its value, or the class and text of its exception; then its arguments.
pub fn answer(w: Writer) {
    if TIMING.with(|timing| timing.get()) {
        return;
    }
    RESULT.with(|file| {
        let mut file = file.borrow_mut();
        let file = file.as_mut().expect("the result file");
        if file.write_all(&w.out).is_err() {
            unsafe { _exit(97) }
        }
    });
}

pub fn writer() -> Writer {
    Writer { out: Vec::new(), depth: 0 }
}

/// Writes an exception's class and text.
pub fn failed(class: &str, text: &str) -> Writer {
    let mut w = writer();
    w.raw("E");
    w.text(class);
    w.text(text);
    w
}

fn open(name: &str) -> std::fs::File {
    let mut path = std::env::temp_dir();
    path.push(name);
    std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .open(path)
        .expect("a file for answers")
}

fn descriptor(file: &std::fs::File) -> i32 {
    use std::os::fd::AsRawFd;
    file.as_raw_fd()
}

fn content(file: &mut std::fs::File, limit: usize) -> Vec<u8> {
    let mut data = Vec::new();
    let _ = file.seek(SeekFrom::Start(0));
    let _ = file.take(limit as u64).read_to_end(&mut data);
    data
}

/// Reads requests from standard input, calls, and writes the answers to standard output.
pub fn serve(prepare: fn(), call: fn(usize, &mut Reader)) {
    // deep enough for Python's recursion limit
    let sizes = [1 << 30, 256 << 20, 64 << 20];
    for size in sizes {
        if let Ok(thread) = std::thread::Builder::new().stack_size(size).spawn(move || run(prepare, call)) {
            let _ = thread.join();
            return;
        }
    }
}

/// Entry, place and size of the arguments of each request.
fn starts_of(data: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut r = Reader { data, at: 0 };
    let mut found = Vec::new();
    while r.at < data.len() {
        let entry = r.number(b' ');
        let size = r.number(b' ');
        found.push((entry, r.at, size));
        r.at += size;
    }
    found
}

/// Makes a call in a process of its own; gives its status and what it wrote as its result.
fn apart(
    call: fn(usize, &mut Reader),
    entry: usize,
    data: &[u8],
    timing: bool,
    out: &mut std::fs::File,
    err: &mut std::fs::File,
) -> (i32, Vec<u8>) {
    let mut result = open("portalis-result");
    for file in [&mut *out, &mut *err] {
        let _ = file.set_len(0);
        let _ = file.seek(SeekFrom::Start(0));
    }
    let child = unsafe { fork() };
    if child == 0 {
        unsafe {
            dup2(descriptor(out), 1);
            dup2(descriptor(err), 2);
            alarm(CALL_SECONDS);
        }
        RESULT.with(|place| *place.borrow_mut() = Some(result));
        TIMING.with(|place| place.set(timing));
        let work = || if timing { time(call, entry, data) } else { call(entry, &mut Reader { data, at: 0 }) };
        let clean = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
        unsafe { _exit(if clean.is_ok() { 0 } else { 101 }) }
    }
    let mut status = -1;
    if child > 0 {
        unsafe { waitpid(child, &mut status, 0) };
    }
    (status, content(&mut result, usize::MAX >> 1))
}

fn run(prepare: fn(), call: fn(usize, &mut Reader)) {
    let mut data = Vec::new();
    std::io::stdin().read_to_end(&mut data).expect("requests");
    // the harness and the package's own code must not write among the answers
    let real = unsafe { dup(1) };
    let (mut out, mut err) = (open("portalis-out"), open("portalis-err"));
    unsafe { dup2(descriptor(&out), 1) };
    prepare();
    let mut answers = Vec::new();
    let mut overdue = 0;
    let starts = starts_of(&data);
    let stride = starts.len() / TIMED + 1;
    for (number, &(entry, start, size)) in starts.iter().enumerate() {
        if overdue >= MAX_TIMEOUTS {
            answers.extend_from_slice(b"-1 0 0 0 0 ");
            continue;
        }
        let arguments = &data[start..start + size];
        let began = std::time::Instant::now();
        let (status, made) = apart(call, entry, arguments, false, &mut out, &mut err);
        let took = began.elapsed();
        overdue += usize::from(status & 0x7f == SIGALRM);
        let shown = [content(&mut out, SHOWN), content(&mut err, SHOWN)];
        // only what returned is timed: what raises does so once
        let wanted = status == 0 && made.first() == Some(&b'R') && number % stride == 0;
        let time = match wanted {
            true if took.as_millis() > LONG_MS => took.as_nanos().to_string().into_bytes(),
            true => Some(apart(call, entry, arguments, true, &mut out, &mut err)).filter(|t| t.0 == 0).map_or_else(Vec::new, |t| t.1),
            false => Vec::new(),
        };
        let [said, errors] = shown;
        answers.extend_from_slice(format!("{status} ").as_bytes());
        for part in &[made, said, errors, time] {
            answers.extend_from_slice(format!("{} ", part.len()).as_bytes());
            answers.extend_from_slice(part);
        }
    }
    unsafe { dup2(real, 1) };
    let mut file: std::fs::File = unsafe { std::os::fd::FromRawFd::from_raw_fd(real) };
    file.write_all(b"\x01answers\x02").expect("answers");
    file.write_all(&answers).expect("answers");
    // the harness would write more, and the thread that it waits for has dropped what it needs
    unsafe { _exit(0) }
}
