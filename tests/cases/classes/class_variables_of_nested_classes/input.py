class Outer:
    class Inner:
        hits = 0

        def hit(self):
            Outer.Inner.hits += 1
            return self.hits

    total = 0

    def go(self):
        Outer.total += self.Inner.hits if False else 1
        return Outer.total


i = Outer.Inner()
print(i.hit(), i.hit(), Outer().go(), Outer.total)
