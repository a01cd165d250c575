class Node:
    def __init__(self, v):
        self.v = v

    def show(self):
        return "a" + str(self.v)


class Error(Exception):
    pass
