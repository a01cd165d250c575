import statistics as st
xs = [2, 4, 4, 4, 5, 5, 7, 9]
ys = [1.5, 2.25, 8.0, 3.75]
print(st.harmonic_mean([40, 60]), st.harmonic_mean([2.5, 3, 10]), st.harmonic_mean([5]), st.harmonic_mean([0, 3]), st.geometric_mean([54, 24, 36]), st.geometric_mean(ys))
print(st.quantiles(xs), st.quantiles(xs, n=10), st.quantiles(ys), st.quantiles(ys, n=3), st.quantiles([10**20, 1, 5], n=2))
print(st.covariance(xs, [1, 2, 3, 4, 5, 6, 7, 9]), st.covariance(ys, [1, 2, 3, 4]))
for f in (lambda: st.quantiles([1]), lambda: st.quantiles([1.5, 2.5], n=0), lambda: [st.geometric_mean([1, -1])], lambda: [st.covariance([1], [2])], lambda: [st.harmonic_mean([-1.5, 2.5])]):
    try:
        print(f())
    except ValueError as e:
        print("v", e)
