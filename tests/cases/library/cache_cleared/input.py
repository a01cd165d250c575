from functools import cache, lru_cache
class Solution:
    def count(self, n):
        @cache
        def dfs(i):
            calls.append(i)
            return 1 if i < 2 else dfs(i - 1) + dfs(i - 2)
        calls = []
        a = dfs(n)
        dfs.cache_clear()
        b = dfs(n)
        return a, b, len(calls)
print(Solution().count(6), Solution().count(10))
def outer(limits):
    @lru_cache(None)
    def ways(i, k):
        if i == 0:
            return 1
        return sum(ways(i - 1, j) for j in range(min(k, limit) + 1))
    out = []
    for limit in limits:
        out.append(ways(4, 3))
        ways.cache_clear()
    return out
print(outer([1, 2, 3]))
