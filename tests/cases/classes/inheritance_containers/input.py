class Node:
    def __init__(self, data):
        self.data = data
        self.next = None


class LinkedList:
    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, data):
        node = Node(data)
        node.next = self.head
        self.head = node
        self.size += 1

    def __len__(self):
        return self.size

    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.data
            cur = cur.next


class Stack(LinkedList):
    def pop(self):
        if self.head is None:
            raise IndexError("pop from empty stack")
        data = self.head.data
        self.head = self.head.next
        self.size -= 1
        return data

    def peek(self):
        return self.head.data if self.head else None


s = Stack()
for i in range(5):
    s.push(i * i)
print(list(s), len(s), s.pop(), s.peek(), len(s))
while len(s):
    s.pop()
try:
    s.pop()
except IndexError as e:
    print("caught", e)


class Observer:
    def __init__(self):
        self.events = []

    def notify(self, event):
        self.events.append(event)


class Logger(Observer):
    def notify(self, event):
        super().notify("log:" + event)


class Subject:
    def __init__(self):
        self.observers = []

    def attach(self, o):
        self.observers.append(o)

    def fire(self, event):
        for o in self.observers:
            o.notify(event)


sub = Subject()
a, b = Observer(), Logger()
sub.attach(a)
sub.attach(b)
sub.fire("x")
sub.fire("y")
print(a.events, b.events)


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __add__(self, other):
        return Matrix([[x + y for x, y in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __getitem__(self, ij):
        i, j = ij
        return self.rows[i][j]

    def __len__(self):
        return len(self.rows)


class Identity(Matrix):
    def __init__(self, n):
        super().__init__([[1 if i == j else 0 for j in range(n)] for i in range(n)])


m = Identity(2) + Matrix([[1, 2], [3, 4]])
print(m.rows, m[0, 1], len(m))
if Identity(0):
    print("non-empty")
else:
    print("empty")
maybe = Identity(0) if len(m) > 5 else None
print("none" if maybe is None else "some")
opt = Identity(0) if len(m) == 2 else None
print("truthy" if opt else "falsy")
