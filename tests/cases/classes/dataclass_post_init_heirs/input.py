from dataclasses import dataclass, field
@dataclass
class Base:
    id: int
    tags: list[str] = field(default_factory=list)
    def __post_init__(self):
        if self.id < 0:
            raise ValueError("negative")
        self.tags.append(f"id{self.id}")
@dataclass
class Child(Base):
    extra: str = "e"
    def __post_init__(self):
        super().__post_init__()
        self.extra = self.extra.upper()
print(Base(1))
print(Child(2, ["q"], "w"), Child(3))
try:
    Base(-1)
except ValueError as e:
    print("E", e)
