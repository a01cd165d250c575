class Stack:
    limit = 3

    def __init__(self):
        self.items = []
        self.dropped = 0

    def push(self, item):
        if len(self.items) >= self.limit:
            self.dropped += 1
            return False
        self.items.append(item)
        return True

    def pop(self):
        if not self.items:
            raise IndexError("pop from an empty stack")
        return self.items.pop()

    def __len__(self):
        return len(self.items)

    def __contains__(self, item):
        return item in self.items

    def __str__(self):
        return "<" + ", ".join(str(item) for item in self.items) + ">"


stack = Stack()
print([stack.push(n) for n in range(5)], len(stack), stack.dropped, Stack.limit)
print(stack, 1 in stack, 9 in stack, f"{stack}")
while len(stack):
    print(stack.pop())
try:
    stack.pop()
except IndexError as error:
    print("error:", error)
