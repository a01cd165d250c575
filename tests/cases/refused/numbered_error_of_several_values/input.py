class Lost(OSError):
    def twice(self):
        return 2


try:
    raise Lost(2, "nowhere")
except Lost as e:
    print(e, e.twice())
