class Node:
    def __init__(self, w):
        self.w = w

    def show(self):
        return "b" + self.w


class Error(Exception):
    pass


def fail(n):
    raise Error(n)
