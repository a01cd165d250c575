"""`json.dumps` with separators and indents that are text."""

import json

data = {"name": "x", "items": [1, 2.5, None, True], "empty": [], "none": {}}
print(json.dumps(data, separators=(",", ":")))
print(json.dumps(data, separators=(", ", " = "), indent=2))
print(json.dumps(data, indent="\t", sort_keys=True))
print(json.dumps([1, [2, [3]]], indent="--"), json.dumps([1, 2], separators=None), json.dumps({"é": "ß"}, ensure_ascii=False, separators=(",", ": ")))
print(json.dumps([[1], {"a": 1}], indent=0), json.dumps((1, 2), indent=None, separators=["; ", ":"]))
try:
    print(json.dumps({"a": {1, 2}} if not data else {"b": 1}, separators=(",", ":")))
except TypeError as error:
    print(error)
