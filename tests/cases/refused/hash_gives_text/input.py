class A:
    def __hash__(self):
        return "a"
    def __eq__(self, o):
        return True
try:
    print(hash(A()))
except TypeError as e:
    print(e)
