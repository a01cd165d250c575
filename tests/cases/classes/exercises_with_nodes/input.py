class Node:
    def __init__(self, val, left=None, right=None):
        self.val = val
        self.left = left
        self.right = right
def insert(root, v):
    if root is None:
        return Node(v)
    if v < root.val:
        root.left = insert(root.left, v)
    else:
        root.right = insert(root.right, v)
    return root
def inorder(root, out):
    if root:
        inorder(root.left, out)
        out.append(root.val)
        inorder(root.right, out)
    return out
def height(n):
    return 0 if n is None else 1 + max(height(n.left), height(n.right))
def bfs(root):
    q, out = [root], []
    while q:
        n = q.pop(0)
        out.append(n.val)
        for c in (n.left, n.right):
            if c:
                q.append(c)
    return out
def delete(root, v):
    if not root:
        return root
    if v < root.val:
        root.left = delete(root.left, v)
    elif v > root.val:
        root.right = delete(root.right, v)
    else:
        if not root.left:
            return root.right
        if not root.right:
            return root.left
        cur = root.right
        while cur.left:
            cur = cur.left
        root.val = cur.val
        root.right = delete(root.right, cur.val)
    return root
r = None
for v in [5, 2, 8, 1, 9, 3]:
    r = insert(r, v)
print(inorder(r, []), height(r), bfs(r))
r = delete(r, 5)
print(inorder(r, []), bfs(r))
class LRU:
    def __init__(self, cap):
        self.cap = cap
        self.d = {}
    def get(self, k):
        if k not in self.d:
            return -1
        v = self.d.pop(k)
        self.d[k] = v
        return v
    def put(self, k, v):
        if k in self.d:
            self.d.pop(k)
        elif len(self.d) >= self.cap:
            oldest = next(iter(self.d))
            del self.d[oldest]
        self.d[k] = v
c = LRU(2)
c.put(1, 1)
c.put(2, 2)
print(c.get(1))
c.put(3, 3)
print(c.get(2), list(c.d.items()))
class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]
    def __add__(self, o):
        return Matrix([[a + b for a, b in zip(x, y)] for x, y in zip(self.rows, o.rows)])
    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])
    def __eq__(self, o):
        return self.rows == o.rows
    def __str__(self):
        return '\n'.join(' '.join(map(str, r)) for r in self.rows)
    def transpose(self):
        return Matrix(zip(*self.rows))
m = Matrix([[1, 2], [3, 4]])
print(m + m)
print(m * 3)
print(m.transpose(), m == m.transpose(), m == Matrix([(1, 2), (3, 4)]))
class LL:
    def __init__(self):
        self.head = None
        self.n = 0
    def add(self, v):
        node = Node(v)
        node.right = self.head
        self.head = node
        self.n += 1
    def rev(self):
        prev = None
        cur = self.head
        while cur:
            nxt = cur.right
            cur.right = prev
            prev = cur
            cur = nxt
        self.head = prev
    def to_list(self):
        out = []
        cur = self.head
        while cur is not None:
            out.append(cur.val)
            cur = cur.right
        return out
    def find(self, v):
        cur = self.head
        while cur and cur.val != v:
            cur = cur.right
        return cur
l = LL()
for i in range(4):
    l.add(i)
print(l.to_list())
l.rev()
print(l.to_list(), l.n, l.find(2).val, l.find(9) is None)
class Bank:
    rate = 0.1
    count = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        Bank.count += 1
    def deposit(self, x):
        if x <= 0:
            raise ValueError('bad amount: %d' % x)
        self.balance += x
        return self.balance
    @property
    def interest(self):
        return self.balance * self.rate
    @staticmethod
    def check(x):
        return x > 0
    @classmethod
    def make(cls, text):
        owner, bal = text.split(':')
        return cls(owner, int(bal))
b = Bank.make('bob:50')
print(b.deposit(25), b.interest, Bank.check(-1), Bank.count, b.owner)
try:
    b.deposit(-5)
except ValueError as e:
    print('Error:', e)
