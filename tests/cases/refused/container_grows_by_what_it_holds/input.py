from collections import deque
s = deque([1, 2, 3])
s.extend((s[n - 2] - s[n - 1]) % 7 for n in range(2, 5))
print(s)
