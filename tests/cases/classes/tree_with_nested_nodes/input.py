class BST:
    class Node:
        def __init__(self, k, v): self.k = k; self.v = v; self.l = None; self.r = None
    def __init__(self): self.root = None; self.n = 0
    def __setitem__(self, k, v):
        if self.root is None:
            self.root = BST.Node(k, v); self.n = 1
            return
        cur = self.root
        while True:
            if k == cur.k:
                cur.v = v
                return
            if k < cur.k:
                if cur.l is None:
                    cur.l = BST.Node(k, v); self.n += 1
                    return
                cur = cur.l
            else:
                if cur.r is None:
                    cur.r = BST.Node(k, v); self.n += 1
                    return
                cur = cur.r
    def __getitem__(self, k):
        cur = self.root
        while cur:
            if k == cur.k: return cur.v
            cur = cur.l if k < cur.k else cur.r
        raise KeyError(k)
    def __contains__(self, k):
        try:
            self[k]
            return True
        except KeyError:
            return False
    def __len__(self): return self.n
    def __iter__(self):
        stack, cur = [], self.root
        while stack or cur:
            while cur:
                stack.append(cur); cur = cur.l
            cur = stack.pop()
            yield cur.k
            cur = cur.r
t = BST()
for i, w in enumerate("the quick brown fox jumps over the lazy dog".split()): t[w] = i
print(len(t), list(t), t["the"], "cat" in t, "fox" in t)
try: print(t["cat"])
except KeyError as e: print("missing", e)

