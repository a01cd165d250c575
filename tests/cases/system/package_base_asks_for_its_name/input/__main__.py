from base import Base
class Sub(Base): pass
print(Base().where(), Sub().where())
