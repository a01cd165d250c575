"""A float made of an int stands right before `<`."""


def relaxed(dist: dict[int, float], edges: list[tuple[int, int, int]]) -> int:
    found = 0
    for u, v, w in edges:
        if dist[u] + w < dist[v]:
            found += 1
        if dist[u] - w * 2 < dist[v] and dist[u] * w <= dist[v] + w:
            found += 10
        if (dist[u] + w < dist[v]) == (dist[u] < w):
            found += 100
    return found


print(relaxed({0: 0.0, 1: float("inf"), 2: 2.5}, [(0, 1, 4), (1, 2, 3), (2, 0, 1)]))
n = 7
x = 0.5
print(x + n < 8, 8 > x + n, x + n << 1 if isinstance(x + n, int) else x - n)
print([i for i in range(10) if x * i < 3.5 and x + i > 2])
