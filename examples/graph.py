"""Graphs and matrices: shortest paths, components, reachability, and Fibonacci numbers by matrix powers."""

import heapq

ROADS = [
    ("Aachen", "Bonn", 92),
    ("Aachen", "Cologne", 70),
    ("Bonn", "Cologne", 28),
    ("Cologne", "Dortmund", 95),
    ("Dortmund", "Essen", 37),
    ("Essen", "Cologne", 73),
    ("Oslo", "Bergen", 463),
]


def build(roads):
    graph = {}
    for start, end, distance in roads:
        graph.setdefault(start, []).append((end, distance))
        graph.setdefault(end, []).append((start, distance))
    return graph


def shortest(graph, start):
    """Dijkstra: the distance to each town, and the town before it."""
    distances = {start: 0}
    previous = {}
    queue = [(0, start)]
    while queue:
        distance, town = heapq.heappop(queue)
        if distance > distances[town]:
            continue
        for neighbour, length in graph[town]:
            candidate = distance + length
            if neighbour not in distances or candidate < distances[neighbour]:
                distances[neighbour] = candidate
                previous[neighbour] = town
                heapq.heappush(queue, (candidate, neighbour))
    return distances, previous


def path(previous, target):
    towns = [target]
    while towns[-1] in previous:
        towns.append(previous[towns[-1]])
    return towns[::-1]


def components(graph):
    seen = set()
    found = []
    for start in sorted(graph):
        if start in seen:
            continue
        stack = [start]
        members = []
        seen.add(start)
        while stack:
            town = stack.pop()
            members.append(town)
            for neighbour, _ in graph[town]:
                if neighbour not in seen:
                    seen.add(neighbour)
                    stack.append(neighbour)
        found.append(sorted(members))
    return found


def multiply(left, right):
    rows, inner, columns = len(left), len(right), len(right[0])
    return [[sum(left[i][k] * right[k][j] for k in range(inner)) for j in range(columns)] for i in range(rows)]


def power(matrix, exponent):
    size = len(matrix)
    result = [[1 if i == j else 0 for j in range(size)] for i in range(size)]
    while exponent > 0:
        if exponent % 2 == 1:
            result = multiply(result, matrix)
        matrix = multiply(matrix, matrix)
        exponent //= 2
    return result


def fibonacci(n):
    return power([[1, 1], [1, 0]], n)[0][1]


def main():
    graph = build(ROADS)
    distances, previous = shortest(graph, "Aachen")
    for town in sorted(distances):
        print(f"{town:<10}{distances[town]:>5} km  {' > '.join(path(previous, town))}")
    for number, members in enumerate(components(graph), 1):
        print(f"component {number}: {', '.join(members)}")
    print(multiply([[1, 2], [3, 4]], [[0, 1], [5, -2]]))
    for n in (1, 2, 10, 90, 300):
        print(f"fibonacci({n}) = {fibonacci(n)}")


if __name__ == "__main__":
    main()
