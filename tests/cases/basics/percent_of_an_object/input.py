class Point:
    def __init__(self, x: int) -> None:
        self.x = x

    def __repr__(self) -> str:
        return f"Point({self.x})"


def show(template: str, point: Point) -> str:
    return template % point


print("%s" % Point(1), show("%s", Point(2)))
