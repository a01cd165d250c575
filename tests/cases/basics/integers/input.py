def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


print(factorial(50))
print(-7 // 2, -7 % 2, 7 // -2, 7 % -2, divmod(-7, 2))
print(2**10, 2**-1, (-2) ** 3, 2**100, 0**0)
print(7 / 2, 6 / 3, -7 / 2)
print(10**18 * 10**18, -(2**63), 2**63 - 1, 2**64)
print(1 << 70, -1 >> 3, 5 & 3, 5 | 3, 5 ^ 3, ~5)
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, 2**53 + 1 == float(2**53))
