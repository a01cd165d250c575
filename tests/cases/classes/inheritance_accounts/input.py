from abc import ABC, abstractmethod


class Account(ABC):
    """A bank account."""

    bank = "First"

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.__history = []

    @abstractmethod
    def fee(self):
        pass

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self.__history.append(("deposit", amount))

    def withdraw(self, amount):
        total = amount + self.fee()
        if total > self.balance:
            raise ValueError(f"insufficient funds: {self.balance} < {total}")
        self.balance -= total
        self.__history.append(("withdraw", amount))
        return total

    def history(self):
        return self.__history

    def __str__(self):
        return f"{self.__class__.__name__}({self.owner}, {self.balance})"


class Checking(Account):
    def fee(self):
        return 1


class Savings(Account):
    def __init__(self, owner, balance, rate):
        super().__init__(owner, balance)
        self.rate = rate

    def fee(self):
        return 0

    def add_interest(self):
        interest = self.balance * self.rate
        self.deposit(interest)
        return interest

    def __str__(self):
        return super().__str__() + f" at {self.rate:.0%}"


class Premium(Savings):
    def __init__(self, owner):
        super().__init__(owner, balance=1000, rate=0.05)
        self.level = "gold"

    def withdraw(self, amount):
        print("premium withdraw")
        return super().withdraw(amount)


accounts = [Checking("ann", 100), Savings("bob", 200, 0.1), Premium("cy")]
for a in accounts:
    a.deposit(50)
    print(a, a.withdraw(20), a.bank, isinstance(a, Savings))
    a.balance += 1
for a in accounts:
    if isinstance(a, Savings):
        print(a.owner, a.add_interest(), a.rate)
    print(a.history(), type(a).__name__)
try:
    accounts[0].withdraw(10000)
except ValueError as e:
    print("error:", e)
total = sum(a.balance for a in accounts)
print(f"{total:.2f}")
best = max(accounts, key=lambda a: a.balance)
print(best.owner, best is accounts[2])
by_name = {a.owner: a for a in accounts}
by_name["bob"].deposit(1)
print(accounts[1].balance, sorted(by_name))
