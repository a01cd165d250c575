from typing import TypedDict, Optional, List
class Point(TypedDict):
    """A point."""
    x: int
    y: int
class Named(Point, total=False):
    name: str
Person = TypedDict("Person", {"id": int, "tags": List[str]})
def norm(p: Point) -> int:
    return p["x"] ** 2 + p["y"] ** 2
def label(n: "Named") -> str:
    return n.get("name", "?") + str(norm(n))
def find(ps: list[Person], i: int) -> Optional[Person]:
    for p in ps:
        if p["id"] == i:
            return p
    return None
print(norm({"x": 3, "y": 4}), norm(Point(x=1, y=2)))
n: Named = {"x": 1, "y": 1, "name": "n"}
print(label(n), label({"x": 2, "y": 2}))
people: list[Person] = [{"id": 1, "tags": ["a"]}, {"id": 2, "tags": []}]
q = find(people, 1)
if q is not None:
    q["tags"].append("z")
print(people, find(people, 9))
