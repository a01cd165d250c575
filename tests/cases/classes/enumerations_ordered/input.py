from enum import Enum
class Suit(Enum):
    CLUBS = 1
    HEARTS = 3
    SPADES = 2
    def __lt__(self, other):
        return self.value < other.value
print(sorted(Suit, reverse=True), max(Suit), Suit.CLUBS < Suit.SPADES, min([Suit.HEARTS, Suit.SPADES]))
