from .account import Account
class Checking(Account):
    def fee(self):
        return 1
class Savings(Account):
    rate = 5
    def __init__(self, owner, balance=0, rate=None):
        super().__init__(owner, balance)
        self.rate = rate if rate is not None else Savings.rate
    def fee(self):
        return 0
    def grow(self):
        self.deposit(self.balance * self.rate // 100)
