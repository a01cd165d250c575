class Task:
    def __init__(self, pri):
        self.pri = pri
    def __lt__(self, other):
        return self.pri < other.pri
    def __repr__(self):
        return f"{type(self).__name__}({self.pri})"
class Urgent(Task):
    pass
class Later(Task):
    def __init__(self, pri, days):
        super().__init__(pri + days)
        self.days = days
import heapq
ts = [Task(3), Urgent(1), Later(1, 4), Urgent(2)]
print(sorted(ts), max(ts), min(ts), sorted(ts, reverse=True))
h = []
for t in ts:
    heapq.heappush(h, t)
while h:
    print(heapq.heappop(h))
