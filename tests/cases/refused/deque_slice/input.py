from collections import deque

q = deque([1, 2, 3])
print(q[1:])
