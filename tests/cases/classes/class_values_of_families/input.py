class Base:
    kind = "b"
    tags = ["x"] + ["y"]
    def show(self):
        return self.kind, self.tags
class D(Base):
    kind = "d"
    tags = ["z"] * 2
print(Base().show(), D().show())
D.tags.append("q")
print(Base().show(), D().show())
