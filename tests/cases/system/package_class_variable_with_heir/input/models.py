class Base:
    total = 0

    def add(self):
        Base.total += 1

    def show(self):
        return self.total
