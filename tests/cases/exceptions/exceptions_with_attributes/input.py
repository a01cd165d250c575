class InsufficientFunds(Exception):
    def __init__(self, balance, amount):
        super().__init__(f"need {amount - balance} more")
        self.balance = balance
        self.amount = amount

    def shortfall(self):
        return self.amount - self.balance


class AppError(Exception):
    pass


class NotFound(AppError):
    def __init__(self, name):
        self.name = name


class Invalid(AppError):
    def __init__(self, field, reason="bad"):
        super().__init__(field, reason)
        self.field = field
        self.reason = reason

    def __str__(self):
        return f"{self.field} is {self.reason}"


class Worse(Invalid):
    level = 3


def withdraw(balance, amount):
    if amount > balance:
        raise InsufficientFunds(balance, amount)
    return balance - amount


def find(name):
    if name == "x":
        raise NotFound(name)
    if name == "y":
        raise Invalid("name", reason="why")
    if name == "z":
        raise Worse("zed")
    if name == "v":
        raise ValueError("plain")
    return name.upper()


try:
    withdraw(10, 25)
except InsufficientFunds as e:
    print(e, e.balance, e.amount, e.shortfall(), e.args)
for n in ["x", "y", "z", "v", "ok"]:
    try:
        print(find(n))
    except NotFound as e:
        print("not found", e.name, e, repr(e))
    except Invalid as e:
        print("invalid", e, e.field, e.args, type(e).__name__)
    except Exception as e:
        print("other", type(e).__name__, e, repr(e))
for n in ["x", "z", "w"]:
    try:
        find(n)
    except AppError as e:
        print("app", e, repr(e), type(e).__name__)
    else:
        print("fine")
    finally:
        print("done", n)
try:
    try:
        withdraw(1, 2)
    except InsufficientFunds as e:
        e.amount += 100
        raise
except InsufficientFunds as e:
    print(e.amount, e.shortfall())
err = Invalid("f")
print(err, repr(err), err.args)
try:
    raise err
except AppError:
    print("raised", err.field)
raise InsufficientFunds(1, 5)
