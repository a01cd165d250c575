import json


def main() -> None:
    print(json.dumps({"a": 1, "b": [1, 2.5, None, True], "c": "x\"y"}), json.dumps([1, 2]), json.dumps("é\n\t\\/\x01😀"))
    print(json.dumps({"b": 1, "a": 2}, sort_keys=True), json.dumps({"b": [1, 2], "a": []}, indent=2), json.dumps({}, indent=4))
    print(json.dumps([]), json.dumps(()), json.dumps((1, "a")), json.dumps({1: 2, 0: 3}, sort_keys=True), json.dumps({1.5: True}))
    print(json.dumps(None), json.dumps(1.0), json.dumps(10**30), json.dumps(1e100), json.dumps(False), json.dumps(float("inf")))
    print(json.dumps("é", ensure_ascii=False), json.dumps([["a", 1], ["b", 2]]), json.dumps({"k": {"n": [1, {"z": 0}]}}, indent=1))
    rows = [{"name": "x", "n": 1}, {"name": "y", "n": 2}]
    rows.append({"name": "z", "n": 3})
    print(json.dumps(rows), json.dumps(rows, indent=2, sort_keys=True))
    maybe = {"a": None, "b": 2}
    print(json.dumps(maybe), json.dumps({True: 1, False: 0}), json.dumps([None, "t"]))


main()
