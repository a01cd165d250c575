import os
import sys
from sys import float_info, version_info

print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, float_info.mant_dig)
print(float_info.max_exp, float_info.max_10_exp, float_info.min_exp, float_info.min_10_exp, float_info.radix, float_info.rounds)
print(sys.maxunicode, sys.byteorder in ("little", "big"), sys.platform != "", sys.getdefaultencoding(), sys.intern("text"))
print(sys.version_info >= (3, 8), sys.version_info < (3,), sys.version_info[0] == 3, sys.version_info.major, sys.version_info[:2] >= (3, 6))
print(version_info > (3, 5, 2), version_info[1] >= 8, version_info.minor >= 11, version_info != (2, 7))
if sys.version_info < (3, 0):
    print("old")
else:
    print("new")
print(sys.stderr.write("to the other stream\n"))
sys.stderr.flush()
sys.stdout.writelines(["a\n", "b\n"])
sys.stdout.writelines(str(n) for n in range(3))
print(repr(os.linesep))
