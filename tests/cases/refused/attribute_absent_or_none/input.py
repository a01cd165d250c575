class Timer:
    def start(self):
        self.t0 = None
    def show(self):
        return self.t0
t = Timer()
t.start()
print(t.show())
