import util
from util import up, VERSION, sqrt
from util.nums import double

print(
    util.up("a"),
    up("b"),
    VERSION,
    util.nums.double(4),
    double(5),
    sqrt(16.0),
    util.sqrt(4.0),
    util.WIDTH,
    util.json.dumps([1]),
)
