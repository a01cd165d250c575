from .models import Item
from . import models


class Discounted(Item):
    def cut(self):
        return self.price / 2


class Bulk(models.Item):
    def take(self, n):
        super().take(n * 10)
