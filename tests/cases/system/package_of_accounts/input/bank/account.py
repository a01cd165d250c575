from abc import ABC, abstractmethod
from bank.errors import InsufficientFunds, BankError
class Account(ABC):
    _next = 1
    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.log = []
    @abstractmethod
    def fee(self): ...
    def withdraw(self, n):
        if n <= 0:
            raise ValueError("bad amount")
        total = n + self.fee()
        if total > self.balance:
            raise InsufficientFunds(total, self.balance)
        self.balance -= total
        self.log.append(("w", n))
    def deposit(self, n):
        self.balance += n
        self.log.append(("d", n))
        return self
