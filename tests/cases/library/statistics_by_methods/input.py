"""`statistics`: quantiles by both methods, correlation."""

import statistics
from statistics import correlation, quantiles

data = [3, 1, 4, 1, 5, 9, 2, 6]
print(quantiles(data, method="inclusive"), quantiles(data, n=10, method="inclusive"), quantiles(data, n=3, method="exclusive"))
print(quantiles([0.5, 2.25, 3.75], n=4, method="inclusive"), quantiles([1.5, 2.5]), quantiles(data, n=1, method="inclusive"))
for method in ("inclusive", "exclusive", "other"):
    try:
        print(method, quantiles(data, n=5, method=method))
    except ValueError as error:
        print(type(error).__name__, error)
print(correlation([1, 2, 3, 4], [1.5, 2.5, 2.0, 8.0]), correlation([1, 2, 3], [3, 2, 1]), statistics.covariance([1, 2], [3, 5]))
for x, y in (([1, 2], [1, 1]), ([1], [2]), ([1, 2], [1, 2, 3])):
    try:
        print(correlation(x, y))
    except ValueError as error:
        print(error)
