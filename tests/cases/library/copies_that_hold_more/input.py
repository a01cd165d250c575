class Meta:
    def __init__(self, kw):
        self.kw = dict(kw)
    def get(self, k, d=None):
        return self.kw.get(k, d)
print(Meta({"x": 5}).get("x"), Meta({"x": 1}).get("z", 9))
