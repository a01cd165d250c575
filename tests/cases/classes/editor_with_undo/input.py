class Editor:
    def __init__(self): self.text = ""; self.undo_stack = []; self.redo_stack = []
    def do(self, action, undo):
        action(); self.undo_stack.append((undo, action)); self.redo_stack.clear()
    def insert(self, s):
        old = self.text
        def act(): self.text = old + s
        def und(): self.text = old
        self.do(act, und)
    def upper(self):
        old = self.text
        self.do(lambda: self.set(old.upper()), lambda: self.set(old))
    def set(self, t): self.text = t
    def undo(self):
        if not self.undo_stack: return False
        u, a = self.undo_stack.pop()
        u(); self.redo_stack.append((u, a))
        return True
    def redo(self):
        if not self.redo_stack: return False
        u, a = self.redo_stack.pop()
        a(); self.undo_stack.append((u, a))
        return True
e = Editor()
e.insert("hello"); e.insert(" world"); e.upper()
print(e.text)
e.undo(); print(e.text)
e.undo(); print(e.text)
e.redo(); print(e.text, e.undo(), e.undo(), e.undo(), repr(e.text))

