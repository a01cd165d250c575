class A:
    def __bool__(self):
        return 1
try:
    if A():
        print("yes")
except TypeError as e:
    print(e)
