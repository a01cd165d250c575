from stack import Stack

s = Stack()
s.push(1)
s.push(2)
print(len(s), list(s), s.pop())


class Named(Stack):
    def __init__(self, name):
        super().__init__()
        self.name = name

    def push(self, x):
        print("push", x)
        super().push(x)


n = Named("a")
n.push(5)
print(n.name, len(n))
s.pop()
try:
    s.pop()
except IndexError as e:
    print("error:", e)
