from collections import Counter, OrderedDict, defaultdict, deque

graph = defaultdict(list)
seen = Counter()
queue = deque([1])
order = OrderedDict()


def visit(n: int) -> None:
    graph[n].append(n + 1)
    seen[n % 2] += 1
    seen.update([n])
    queue.append(n)
    order[n] = str(n)
    if n % 2:
        order.move_to_end(n, last=False)


class Cache:
    def __init__(self, size: int) -> None:
        self.size = size
        self.items: OrderedDict[int, str] = OrderedDict()
        self.hits: Counter[int] = Counter()
        self.recent: deque[int] = deque(maxlen=2)

    def get(self, key: int) -> str:
        if key not in self.items:
            return "?"
        self.items.move_to_end(key)
        self.hits[key] += 1
        self.recent.append(key)
        return self.items[key]

    def put(self, key: int, value: str) -> None:
        self.items[key] = value
        self.items.move_to_end(key)
        if len(self.items) > self.size:
            self.items.popitem(last=False)


def main() -> None:
    for i in range(5):
        visit(i)
    print(dict(graph), seen, queue, order)
    print(graph[77], len(graph), seen[99], queue.popleft(), queue[0], order[3], seen.most_common(1))
    for k, v in graph.items():
        print(k, v, end=";")
    print(sum(seen.values()), [x for x in queue], list(order), seen == {0: 4})
    a = b = deque([1, 2])
    a.append(3)
    b.rotate(1)
    print(a, b, a is b)
    c = Cache(2)
    other = c
    other.put(1, "one")
    c.put(2, "two")
    print(c.get(1), c.get(5))
    c.put(3, "three")
    print(c.get(2), other.get(3), c.items, c.hits, c.recent)


main()
