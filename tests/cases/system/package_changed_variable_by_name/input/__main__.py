from zcount import count, inc
import zcount

inc()
print(count, zcount.count)
