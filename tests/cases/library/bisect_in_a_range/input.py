from bisect import bisect_left, bisect_right, bisect
from heapq import heapify, heappop, heappush
def sqrt_floor(n):
    return bisect_right(range(n + 1), n, key=lambda x: x * x) - 1
print([sqrt_floor(n) for n in (0, 1, 8, 9, 10**6)])
def capacity(weights, days):
    def fits(cap):
        used, need = 0, 1
        for w in weights:
            if used + w > cap:
                used, need = 0, need + 1
            used += w
        return need <= days
    low, high = max(weights), sum(weights) + 1
    return low + bisect_left(range(low, high), True, key=fits)
print(capacity([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5), capacity([3, 2, 2, 4, 1, 4], 3))
print(bisect_left(range(0, 100, 7), 50), bisect(range(10), 4), bisect_left(range(10, 0, -1), -5, key=lambda v: -v))
print(bisect_left(range(100), x=500, key=lambda x: x // 3 + x * 20))
print(bisect_left(a=[1, 3, 5], x=3), bisect_right(range(0), 3), bisect_left(range(20), 30, 2, 9, key=lambda v: v * v))
def drain(nums):
    heapify(nums)
    out = []
    while nums:
        a = heappop(nums)
        if a % 2 == 0 and a > 1:
            heappush(nums, a // 2)
        out.append(a)
    return out
print(drain([4, 7, 2]))
