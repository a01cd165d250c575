def bank():
    accounts = {}
    def open_account(name, amount=0):
        if name in accounts:
            raise ValueError(f"{name} exists")
        accounts[name] = amount
    def move(src, dst, amount):
        if accounts[src] < amount:
            return False
        accounts[src] -= amount
        accounts[dst] += amount
        return True
    def report():
        for k in sorted(accounts):
            print(k, accounts[k])
    return open_account, move, report
o, m, r = bank()
o("x", 10)
o("y")
print(m("x", "y", 7), m("x", "y", 7))
r()
try:
    o("x")
except ValueError as e:
    print(e)
