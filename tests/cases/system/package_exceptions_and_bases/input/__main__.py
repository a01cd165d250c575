from shop import Item, Order, ShopError, OutOfStock
from shop.special import Discounted, Bulk
import shop.errors as errors

o = Order()
i = Item("pen", 2.0, 3)
o.items.append(i)
i.take(2)
try:
    i.take(2)
except OutOfStock as e:
    print("no:", e, e.name, e.left)
try:
    i.take(5)
except errors.ShopError as e:
    print("shop", e, isinstance(e, OutOfStock))
print(o.total(), i)
d = Discounted("ink", 10.0, 5)
print(d.cut(), d, isinstance(d, Item))
b = Bulk("paper", 1.0, 25)
b.take(2)
print(b.stock)
try:
    b.take(1)
except errors.OutOfStock as e:
    print(e)
things = [i, d]
for t in things:
    print(type(t).__name__, isinstance(t, Discounted), t.price)
