//! `os.path` as POSIX has it: the functions that work on text alone (Lib/posixpath.py).
//! needs: str

#[cfg(windows)]
compile_error!("paths are joined and split here as POSIX does");

use super::str::Str;

/// `os.sep`.
pub fn path_separator() -> Str {
    Str::from("/")
}

/// `os.linesep`.
pub fn line_separator() -> Str {
    Str::from("\n")
}

/// `os.path.join(a, …)`.
pub fn path_join(parts: &[&str]) -> Str {
    let mut path = String::new();
    for (i, part) in parts.iter().enumerate() {
        if part.starts_with('/') {
            path.clear();
        } else if i > 0 && !path.is_empty() && !path.ends_with('/') {
            path.push('/');
        }
        path.push_str(part);
    }
    Str::from(path)
}

/// Where the last part of a path begins.
fn last_part(path: &str) -> usize {
    path.rfind('/').map_or(0, |i| i + 1)
}

/// `os.path.split(path)`.
pub fn path_split(path: &str) -> (Str, Str) {
    (path_dirname(path), path_basename(path))
}

/// `os.path.basename(path)`.
pub fn path_basename(path: &str) -> Str {
    Str::from(&path[last_part(path)..])
}

/// `os.path.dirname(path)`.
pub fn path_dirname(path: &str) -> Str {
    let head = &path[..last_part(path)];
    let bare = head.trim_end_matches('/');
    Str::from(if bare.is_empty() { head } else { bare })
}

/// `os.path.splitext(path)`.
pub fn path_splitext(path: &str) -> (Str, Str) {
    let start = last_part(path);
    let name = &path[start..];
    let leading = name.len() - name.trim_start_matches('.').len();
    match name.rfind('.').filter(|dot| *dot >= leading) {
        Some(dot) => {
            let (root, extension) = path.split_at(start + dot);
            (Str::from(root), Str::from(extension))
        }
        None => (Str::from(path), Str::default()),
    }
}

/// `os.path.normpath(path)`.
pub fn path_normpath(path: &str) -> Str {
    if path.is_empty() {
        return Str::from(".");
    }
    let slashes = path.len() - path.trim_start_matches('/').len();
    let root = match slashes {
        0 => "",
        2 => "//",
        _ => "/",
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if root.is_empty() && parts.last().is_none_or(|p| *p == "..") => parts.push(part),
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    let normal = format!("{root}{}", parts.join("/"));
    Str::from(if normal.is_empty() {
        ".".to_owned()
    } else {
        normal
    })
}

/// `os.path.commonprefix(paths)`.
pub fn path_commonprefix(paths: impl IntoIterator<Item = Str>) -> Str {
    let mut paths: Vec<Str> = paths.into_iter().collect();
    paths.sort();
    let (Some(first), Some(last)) = (paths.first(), paths.last()) else {
        return Str::default();
    };
    let same = first.chars().zip(last.chars()).take_while(|(a, b)| a == b);
    same.map(|(a, _)| a).collect()
}
