class Base:
    def _run(self):
        return "base _run"
    def run(self):
        return "base run"
class Sub(Base):
    def _run(self):
        return "sub " + super()._run()
    def run(self):
        return "sub " + super().run()
s = Sub()
print(s.run(), s._run())
