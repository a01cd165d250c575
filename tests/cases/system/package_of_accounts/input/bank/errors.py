class BankError(Exception): pass
class InsufficientFunds(BankError):
    def __init__(self, need, have):
        self.need, self.have = need, have
        super().__init__(f"need {need}, have {have}")
