//! Python exceptions as values: the class tree, the exception itself, and how one ends the program.
//! needs: io

use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

/// An exception class: its name and the class that it derives from.
#[derive(Debug)]
pub struct ExceptionClass {
    pub name: &'static str,
    /// The name with its module, unless that is `builtins`.
    pub qualified: &'static str,
    pub base: Option<&'static ExceptionClass>,
    /// The classes that it derives from beside `base`.
    pub more: &'static [&'static ExceptionClass],
}

impl ExceptionClass {
    /// A class of the program that derives from `base`.
    pub const fn derived(
        name: &'static str,
        qualified: &'static str,
        base: &'static ExceptionClass,
    ) -> Self {
        Self {
            name,
            qualified,
            base: Some(base),
            more: &[],
        }
    }

    /// A class of the program that derives from `base` and then from others.
    pub const fn joined(
        name: &'static str,
        qualified: &'static str,
        base: &'static ExceptionClass,
        more: &'static [&'static ExceptionClass],
    ) -> Self {
        Self {
            name,
            qualified,
            base: Some(base),
            more,
        }
    }

    /// Whether it is a class or derives from it.
    pub fn is(&self, class: &'static ExceptionClass) -> bool {
        let mut current = self;
        loop {
            if std::ptr::eq(current, class) || current.more.iter().any(|c| c.is(class)) {
                return true;
            }
            match current.base {
                Some(base) => current = base,
                None => return false,
            }
        }
    }
}

macro_rules! classes {
    ($($ident:ident = $name:literal < $base:ident;)*) => {
        $(pub static $ident: ExceptionClass = ExceptionClass::derived($name, $name, &$base);)*
    };
}

pub static BASE_EXCEPTION: ExceptionClass = ExceptionClass {
    name: "BaseException",
    qualified: "BaseException",
    base: None,
    more: &[],
};

classes! {
    SYSTEM_EXIT = "SystemExit" < BASE_EXCEPTION;
    KEYBOARD_INTERRUPT = "KeyboardInterrupt" < BASE_EXCEPTION;
    GENERATOR_EXIT = "GeneratorExit" < BASE_EXCEPTION;
    EXCEPTION = "Exception" < BASE_EXCEPTION;
    ARITHMETIC_ERROR = "ArithmeticError" < EXCEPTION;
    ZERO_DIVISION_ERROR = "ZeroDivisionError" < ARITHMETIC_ERROR;
    OVERFLOW_ERROR = "OverflowError" < ARITHMETIC_ERROR;
    FLOATING_POINT_ERROR = "FloatingPointError" < ARITHMETIC_ERROR;
    ASSERTION_ERROR = "AssertionError" < EXCEPTION;
    ATTRIBUTE_ERROR = "AttributeError" < EXCEPTION;
    BUFFER_ERROR = "BufferError" < EXCEPTION;
    EOF_ERROR = "EOFError" < EXCEPTION;
    IMPORT_ERROR = "ImportError" < EXCEPTION;
    MODULE_NOT_FOUND_ERROR = "ModuleNotFoundError" < IMPORT_ERROR;
    LOOKUP_ERROR = "LookupError" < EXCEPTION;
    INDEX_ERROR = "IndexError" < LOOKUP_ERROR;
    KEY_ERROR = "KeyError" < LOOKUP_ERROR;
    MEMORY_ERROR = "MemoryError" < EXCEPTION;
    NAME_ERROR = "NameError" < EXCEPTION;
    UNBOUND_LOCAL_ERROR = "UnboundLocalError" < NAME_ERROR;
    OS_ERROR = "OSError" < EXCEPTION;
    FILE_NOT_FOUND_ERROR = "FileNotFoundError" < OS_ERROR;
    FILE_EXISTS_ERROR = "FileExistsError" < OS_ERROR;
    PERMISSION_ERROR = "PermissionError" < OS_ERROR;
    TIMEOUT_ERROR = "TimeoutError" < OS_ERROR;
    CONNECTION_ERROR = "ConnectionError" < OS_ERROR;
    RUNTIME_ERROR = "RuntimeError" < EXCEPTION;
    NOT_IMPLEMENTED_ERROR = "NotImplementedError" < RUNTIME_ERROR;
    RECURSION_ERROR = "RecursionError" < RUNTIME_ERROR;
    STOP_ITERATION = "StopIteration" < EXCEPTION;
    SYNTAX_ERROR = "SyntaxError" < EXCEPTION;
    TYPE_ERROR = "TypeError" < EXCEPTION;
    VALUE_ERROR = "ValueError" < EXCEPTION;
    UNICODE_ERROR = "UnicodeError" < VALUE_ERROR;
    UNICODE_DECODE_ERROR = "UnicodeDecodeError" < UNICODE_ERROR;
    UNICODE_ENCODE_ERROR = "UnicodeEncodeError" < UNICODE_ERROR;
    WARNING = "Warning" < EXCEPTION;
}

/// A raised exception. `message` is what `str(e)` gives; it is `None` when the exception has no arguments.
#[derive(Clone, Debug)]
pub struct Exception {
    pub class: &'static ExceptionClass,
    pub message: Option<String>,
    /// `repr(e.args[0])` where that differs from a quoted message (a `KeyError(3)`, an `Exception(42)`).
    pub argument: Option<String>,
    /// The object, where the class has attributes or methods of its own; `argument` is then its whole `repr`.
    pub object: Option<Rc<dyn Any>>,
}

/// What every operation that may raise gives back.
pub type PyResult<T> = Result<T, Exception>;

impl Exception {
    /// An exception with a string argument.
    pub fn new(class: &'static ExceptionClass, message: impl Into<String>) -> Self {
        Self {
            class,
            message: Some(message.into()),
            argument: None,
            object: None,
        }
    }

    /// An exception without arguments.
    pub fn bare(class: &'static ExceptionClass) -> Self {
        Self {
            class,
            message: None,
            argument: None,
            object: None,
        }
    }

    /// An exception whose single argument is not a string: `text` is its `str`, `repr` its `repr`.
    pub fn with_argument(class: &'static ExceptionClass, text: String, repr: String) -> Self {
        Self {
            class,
            message: Some(text),
            argument: Some(repr),
            object: None,
        }
    }

    /// Whether an `except class` clause catches this.
    pub fn is(&self, class: &'static ExceptionClass) -> bool {
        self.class.is(class)
    }

    /// Ends the program as CPython does for an uncaught exception: status 1 and the last traceback line on standard error.
    pub fn exit(&self) -> ! {
        super::io::flush();
        if self.is(&SYSTEM_EXIT) {
            std::process::exit(self.exit_status());
        }
        if self.is(&STOP_ITERATION) && GENERATORS.with(Cell::get) > 0 {
            Exception::new(&RUNTIME_ERROR, "generator raised StopIteration").exit();
        }
        eprintln!("Traceback (most recent call last):\n{self}");
        std::process::exit(1)
    }

    fn exit_status(&self) -> i32 {
        match self.message.as_deref() {
            None | Some("None") => 0,
            Some(text) => match (self.argument.is_some(), text.parse::<i64>()) {
                (true, Ok(code)) => (code & 0xff) as i32,
                _ => {
                    eprintln!("{text}");
                    1
                }
            },
        }
    }
}

impl fmt::Display for Exception {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let qualified = self.class.qualified;
        let name = qualified.strip_prefix("__main__.").unwrap_or(qualified);
        match self.message.as_deref() {
            None | Some("") => f.write_str(name),
            Some(text) => write!(f, "{name}: {text}"),
        }
    }
}

thread_local! {
    static GENERATORS: Cell<usize> = const { Cell::new(0) };
}

/// While a generator's body runs: a `StopIteration` that leaves it is another exception (PEP 479).
pub struct RunsGenerator(());

impl RunsGenerator {
    /// The body begins to run, or goes on.
    pub fn enter() -> Self {
        GENERATORS.with(|running| running.set(running.get() + 1));
        RunsGenerator(())
    }
}

impl Drop for RunsGenerator {
    fn drop(&mut self) {
        GENERATORS.with(|running| running.set(running.get() - 1));
    }
}

/// Unwraps a result, or ends the program with its exception: for code that nothing catches.
pub trait OrExit<T> {
    fn or_exit(self) -> T;
}

impl<T> OrExit<T> for PyResult<T> {
    fn or_exit(self) -> T {
        match self {
            Ok(value) => value,
            Err(error) => error.exit(),
        }
    }
}

/// Unwraps a result inside the labelled block of a `try`, or leaves the block with its exception.
#[macro_export]
macro_rules! attempt {
    ($label:lifetime, $result:expr) => {
        match $result {
            Ok(value) => value,
            Err(error) => break $label Err(error),
        }
    };
}

// Modules beside the first one take it from here.
pub use crate::attempt;
