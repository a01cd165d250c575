print(max(*[3, 5]), min(*[2, 1]), max(*(k * k for k in range(3))))
for xs in ([], [4]):
    try:
        print(max(*xs))
    except TypeError as e:
        print(e)
    try:
        print(max(xs))
    except ValueError as e:
        print(e)

