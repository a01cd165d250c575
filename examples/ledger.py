"""A small bank ledger: accounts, transfers that may fail, and a report in columns."""


class Account:
    def __init__(self, owner, balance):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"{self.owner} has only {self.balance}")
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def __repr__(self):
        return f"Account({self.owner!r}, {self.balance})"


class Bank:
    def __init__(self):
        self.accounts = {}
        self.rejected = 0

    def open(self, owner, balance=0):
        account = Account(owner, balance)
        self.accounts[owner] = account
        return account

    def transfer(self, source, target, amount):
        try:
            self.accounts[source].withdraw(amount)
            self.accounts[target].deposit(amount)
        except ValueError as error:
            self.rejected += 1
            print(f"rejected: {error}")
            return False
        return True

    def total(self):
        return sum(account.balance for account in self.accounts.values())


def interest(cents, percent, years):
    """Compound interest in whole cents, rounded down each year."""
    for _ in range(years):
        cents += cents * percent // 100
    return cents


def money(cents):
    sign = "-" if cents < 0 else ""
    cents = abs(cents)
    return f"{sign}{cents // 100:,}.{cents % 100:02d}"


def report(bank):
    width = max(len(owner) for owner in bank.accounts)
    print(f"{'owner':<{width}}  {'balance':>14}  {'moves':>5}")
    print("-" * (width + 23))
    for owner in sorted(bank.accounts):
        account = bank.accounts[owner]
        print(f"{owner:<{width}}  {money(account.balance):>14}  {len(account.history):>5}")
    print(f"{'total':<{width}}  {money(bank.total()):>14}  rejected {bank.rejected}")


def main():
    bank = Bank()
    ada = bank.open("Ada", 125_000)
    bank.open("Grace", 99_999)
    bank.open("Alan")
    orders = [
        ("Ada", "Grace", 25_050),
        ("Grace", "Alan", 100_000),
        ("Alan", "Ada", 500_000),
        ("Ada", "Alan", 1),
    ]
    done = [bank.transfer(source, target, amount) for source, target, amount in orders]
    print(f"{done.count(True)} of {len(done)} transfers done")
    report(bank)

    same = bank.accounts["Ada"]
    same.deposit(1_000)
    print(ada, ada is same)
    for kind, amount in ada.history:
        print(f"  {kind:<9}{money(amount):>10}")

    for years in (1, 10, 100, 400):
        print(f"{years:>4} years at 7 %: {money(interest(100_000, 7, years))}")


if __name__ == "__main__":
    main()
