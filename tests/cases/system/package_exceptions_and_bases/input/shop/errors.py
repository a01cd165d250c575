class ShopError(Exception):
    """Base."""


class OutOfStock(ShopError):
    def __init__(self, name, left):
        super().__init__(f"{name}: only {left} left")
        self.name = name
        self.left = left
