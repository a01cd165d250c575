import bisect
import heapq
from collections import Counter, OrderedDict, defaultdict, deque

counts = Counter("mississippi")
print(counts.most_common(2), counts["s"], counts["z"], sum(counts.values()))
groups = defaultdict(list)
for word in ["apple", "avocado", "bean"]:
    groups[word[0]].append(word)
print(dict(groups), sorted(groups))
queue = deque([1, 2, 3])
queue.append(4)
queue.appendleft(0)
print(list(queue), queue.popleft(), len(queue))
heap = [5, 1, 4]
heapq.heapify(heap)
heapq.heappush(heap, 0)
print([heapq.heappop(heap) for _ in range(4)], heapq.nlargest(2, [3, 1, 2]), heapq.nsmallest(2, [3, 1, 2]))
xs = [1, 3, 5]
bisect.insort(xs, 4)
print(xs, bisect.bisect_left(xs, 3), bisect.bisect_right(xs, 3), bisect.bisect(xs, 9))
ordered = OrderedDict()
ordered["b"] = 1
ordered["a"] = 2
print(list(ordered.items()))
