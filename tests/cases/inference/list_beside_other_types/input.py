"""Lists of dynamic items are compared as values of their own."""

nums = list(range(3))
copy = nums[:] if len("ab") > 1 else ""
nums.append([20, 30] if nums else "")
print(nums, copy)
other = [0, 1, 2, [20, 31]]
print(nums == other, nums < other, sorted([nums[:2], other[1:3]]))
