from bank.kinds import Checking, Savings
from bank import errors
from bank.errors import BankError
def total(accounts):
    return sum(a.balance for a in accounts)
accounts = [Checking("ann", 100), Savings("bob", 1000), Savings("cy", 10, rate=50)]
for a in accounts:
    a.deposit(10)
    if isinstance(a, Savings):
        a.grow()
    try:
        a.withdraw(60)
    except errors.InsufficientFunds as e:
        print(a.owner, "cannot:", e, e.need - e.have)
    except BankError as e:
        print("other", e)
print(total(accounts), [a.log for a in accounts])
try:
    accounts[0].withdraw(-1)
except (BankError, ValueError) as e:
    print(type(e).__name__, e)
by_owner = {a.owner: a for a in accounts}
print(sorted(by_owner), by_owner["bob"].balance)
accounts[0].withdraw(10 ** 6)
