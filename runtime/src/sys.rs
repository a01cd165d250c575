//! `sys`: what it says of the machine.
//! needs: str

use super::str::Str;

/// `sys.byteorder`.
pub fn sys_byte_order() -> Str {
    Str::from(if cfg!(target_endian = "big") {
        "big"
    } else {
        "little"
    })
}

/// `sys.platform`.
pub fn sys_platform() -> Str {
    Str::from(match std::env::consts::OS {
        "macos" => "darwin",
        "windows" => "win32",
        other => other,
    })
}

/// `sys.getdefaultencoding()`.
pub fn sys_default_encoding() -> Str {
    Str::from("utf-8")
}
