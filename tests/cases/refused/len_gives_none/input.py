class A:
    def __len__(self):
        print("x")
try:
    print(len(A()))
except TypeError as e:
    print(e)
