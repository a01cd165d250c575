class Base:
    def where(self):
        return __name__
