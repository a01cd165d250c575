reg = []
class A:
    def __init__(self):
        self.x = 1
        reg.append(self)
        self.x = 5
a = A()
print(reg[0].x)

class Game:
    def __init__(self, player):
        self.player = player
        player.on_win = self.won
        self.log = []
    def won(self, n): self.log.append(n)
class Player:
    def __init__(self): self.on_win = None; self.score = 0
    def play(self):
        self.score += 1
        if self.on_win: self.on_win(self.score)
p = Player()
g = Game(p)
p.play(); p.play()
print(g.log)

