from derived import Child, Grand
import base

c = Child()
print(c.area(), c.queue(), c.both(), c.mine(), c.stat(4), Child.make().r, c.names())
g = Grand()
print(g.area(), g.extra, g.r, base.names)
xs = [c, g, base.Base(2)]
print([x.area() for x in xs], [isinstance(x, Child) for x in xs])
