import os
import os.path
from os.path import basename, join as combined

print(os.path.join("a", "b"), os.path.join("a/", "b", "c"), os.path.join("a", "/b", "c"), os.path.join("", "b"), os.path.join("a", ""), combined("x", "y", "", "z"))
for path in ("a/b/c.txt", "/a", "/", "//", "a//b", "///a/b", "", "a/", ".bashrc", "a.tar.gz", "a.b/c", "..x", "a/.x.y", "...", "é/ü.ö", "x."):
    print(repr(path), os.path.basename(path), os.path.dirname(path), os.path.split(path), os.path.splitext(path), os.path.isabs(path), os.path.normpath(path))
for path in ("a/./b/../c", "../a/..", "/../a", "//x//y/..", "a/../..", "./."):
    print(os.path.normpath(path))
print(os.sep, basename("q/r"), os.path.commonprefix(["/usr/lib", "/usr/local"]), repr(os.path.commonprefix(("a", "b"))))
