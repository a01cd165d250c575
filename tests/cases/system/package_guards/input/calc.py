def add(a, b):
    return a + b


if __name__ == "__main__":
    print("calc alone")
print("calc imported", __name__)
