import statistics


def main() -> None:
    print(statistics.mean([1, 2, 3, 4]), statistics.mean([1, 2, 3]), statistics.mean([0.1, 0.2, 0.7]), statistics.mean((1.5, 2.5)))
    print(statistics.mean([10**30, 1]), statistics.mean([1e308, 1e308]), statistics.mean([0.1] * 10), statistics.mean({1, 2}))
    print(statistics.median([1, 3, 2]), statistics.median([1, 2, 3, 4]), statistics.median([1.5, 0.5]), statistics.median([2.5]))
    print(statistics.median_low([1, 2, 3, 4]), statistics.median_high([4, 3, 2, 1]), statistics.mode([1, 1, 2]), statistics.mode("abb"))
    print(statistics.multimode("aabbc"), statistics.multimode([]), statistics.fmean([1, 2, 4]), statistics.fmean([0.5, 0.25]))
    print(statistics.stdev([1, 2, 3, 4]), statistics.pstdev([1, 2, 3]), statistics.variance([1, 2, 3, 4]), statistics.variance([1, 2, 3]))
    print(statistics.pvariance([1, 2, 3, 4]), statistics.pvariance([0, 2]), statistics.stdev([1.5, 2.5, 2.5, 2.75]), statistics.pstdev([1, 1]))
    print(statistics.variance([2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]), statistics.stdev([1e-300, 3e-300]), statistics.stdev([10**20, 1]))
    data = [3.1, 4.1, 5.9, 2.6, 5.3, 5.8]
    data.append(9.7)
    print(statistics.mean(data), statistics.stdev(data), statistics.pvariance(data), statistics.median(data))
    print(round(statistics.mean(x * x for x in range(10)), 3), statistics.mean([1, 2.5]), statistics.stdev([1, 2.5]))
    try:
        print(statistics.stdev([1]))
    except ValueError as e:
        print(e)
    try:
        print(statistics.mode(""))
    except ValueError as e:
        print(e)
    nothing = [1]
    nothing.pop()
    print(statistics.mean(nothing))


main()
