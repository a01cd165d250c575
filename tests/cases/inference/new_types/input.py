from typing import NewType, Dict, TypedDict, Literal
UserId = NewType("UserId", int)
Name = NewType("Name", str)
Key = NewType("Key", UserId)
class M(TypedDict):
    a: int
def get(users: Dict[UserId, Name], i: UserId) -> Name:
    return users.get(i, Name("nobody"))
users: Dict[UserId, Name] = {UserId(1): Name("a"), UserId(2): Name("b")}
print(get(users, UserId(2)), get(users, UserId(5)), Key(UserId(7)) + 1)
def kind(m: M, how: Literal["M", "x"] = "M") -> str:
    d = {"M": 1}
    return f"{m['a']} {how} {d['M']}"
print(kind({"a": 1}), kind(M(a=2), "x"))
