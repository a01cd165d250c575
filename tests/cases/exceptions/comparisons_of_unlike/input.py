def lt(a, b):
    try:
        return a < b
    except TypeError as e:
        return str(e)
print(lt('a', 1), lt([], 1), lt(1, 2), lt((1, 'a'), (1, 2)), lt((1, 2), (1, 3)))
print(lt([1], ['a']), lt(None, 1), lt({1}, [1]), lt(1.5, 'x'))
print(lt([1, 'a'], [1, 2]))
def srt(xs):
    try:
        return sorted(xs)
    except TypeError as e:
        return str(e)
print(srt([3, 1]), srt(['a', 2]), srt([(1, 'a'), (1, 2)]))
def mx(xs):
    try:
        return max(xs)
    except TypeError as e:
        return str(e)
    except ValueError as e:
        return 'v' + str(e)
print(mx([3, 1]), mx(['a', 2]), mx([]))
