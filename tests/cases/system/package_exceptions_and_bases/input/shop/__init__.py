from .models import Item, Order
from .errors import ShopError, OutOfStock
