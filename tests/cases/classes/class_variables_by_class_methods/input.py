class Counter:
    count = 0
    limit = None

    @classmethod
    def bump(cls, by=1):
        cls.count += by
        return cls.count

    def set_limit(self, n):
        type(self).limit = n
        return self.limit

    @staticmethod
    def look():
        return Counter.count


print(Counter.bump(), Counter.bump(5), Counter.look(), Counter().count)
c = Counter()
print(c.limit)
print(c.set_limit(4), Counter.limit, Counter().limit)
