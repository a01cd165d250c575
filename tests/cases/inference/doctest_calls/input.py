def mean(numbers):
    """Mean of the numbers.

    >>> mean([1, 2, 3])
    2.0
    """
    return sum(numbers) / len(numbers)


def shout(text="hi"):
    return text.upper() + "!"


print("loaded", shout())
