def bead(seq):
    for _ in range(len(seq)):
        for i, (a, b) in enumerate(zip(seq, seq[1:])):
            pass
    for i, x in enumerate(seq):
        if x % 2:
            seq[i] = x * 10
        elif i + 1 < len(seq):
            seq[i + 1] += 1
    return seq
print(bead([1, 2, 3, 4, 5]))
def wiggle(nums):
    for i, _ in enumerate(nums):
        if (i % 2 == 1) == (nums[i - 1] > nums[i]):
            nums[i - 1], nums[i] = nums[i], nums[i - 1]
    return nums
print(wiggle([3, 5, 2, 1, 6, 4]))
def grow(xs):
    for n, x in enumerate(xs, 1):
        if x < 5 and n < 20:
            xs.append(x + 1)
            print(n, x)
    return xs
print(grow([1, 4]))
def pairs(xs):
    for p in enumerate(xs):
        xs[p[0]] = p[0] - p[1]
    return xs
print(pairs([5, 6]))
