from dataclasses import dataclass
@dataclass(kw_only=True)
class C:
    host: str = "localhost"
    port: int
    def url(self):
        return f"{self.host}:{self.port}"
print(C(port=80), C(host="h", port=1).url())
@dataclass(eq=False)
class D:
    x: int
d = D(1)
print(d == d, d == D(1))
@dataclass(slots=True)
class E:
    x: int
    y: int = 0
print(E(1), E(1) == E(1, 0))
