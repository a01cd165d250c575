from calc import add


def main():
    print(add(1, 2))


if __name__ == "__main__":
    main()
