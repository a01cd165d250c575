import time
t0 = time.time()
t1 = time.perf_counter()
time.sleep(0.01)
print(time.time() - t0 >= 0.009, time.perf_counter() - t1 > 0.009, time.monotonic() >= 0, time.time_ns() > 10**18, time.perf_counter_ns() >= 0)
start = time.time()
total = sum(i * i for i in range(1000))
elapsed = time.time() - start
print(total, f"{elapsed:.0f}s", elapsed < 5)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
