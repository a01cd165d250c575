d = {"x": 10 ** 30}
small = {"m": 1}
print({**{"m": 1}, **d}, {**small, "z": 2.5}, {**d, **small})
mixed = {**small, "a": None}
print(mixed, small)
shared = {"k": [1]}
other = {**shared, "n": [2, 10 ** 20]}
other["k"].append(5)
print(shared, other)
