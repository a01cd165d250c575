import copy


class Pair:
    def __init__(self) -> None:
        self.left = [1]
        self.right = self.left


a = Pair()
b = copy.deepcopy(a)
b.left.append(2)
print(b.right)
