import sys

print("before", len(sys.argv), sys.argv[1:])
sys.exit(4)
