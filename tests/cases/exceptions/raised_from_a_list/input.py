class TransactionError(Exception):
    def __init__(self, message, tx_id, retriable=False):
        super().__init__(message)
        self.tx_id = tx_id
        self.retriable = retriable
        self.notes = []
    def note(self, s):
        self.notes.append(s)
        return self
class Timeout(TransactionError):
    def __init__(self, tx_id, seconds):
        super().__init__(f"tx {tx_id} timed out after {seconds}s", tx_id, retriable=True)
        self.seconds = seconds
class Rejected(TransactionError):
    def __str__(self):
        return f"REJECTED {self.args[0]} #{self.tx_id}"
def process(i):
    if i % 3 == 0:
        raise Timeout(i, i * 1.5)
    if i % 3 == 1:
        raise Rejected("bad card", i)
    return f"ok {i}"
failed = []
for i in range(6):
    try:
        print(process(i))
    except TransactionError as e:
        e.note(f"seen {i}").note("x")
        failed.append(e)
for e in failed:
    print(e, e.tx_id, e.retriable, e.notes, type(e).__name__)
print([e.tx_id for e in failed if e.retriable])
t = [e for e in failed if isinstance(e, Timeout)]
print(sum(x.seconds for x in t))
try:
    raise failed[1]
except Rejected as r:
    print("again", r, r is failed[1])
