import sys
def f(n):
    try:
        if n:
            sys.exit(3)
        print("body")
    finally:
        print("final")
f(0)
try:
    f(1)
except SystemExit as e:
    print("exit caught", e)
f(1)
