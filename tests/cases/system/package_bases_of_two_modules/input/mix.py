class Loud:
    def speak(self):
        return super().speak() + "!"


class Base:
    def speak(self):
        return "hi"

    def __private(self):
        return 1

    def secret(self):
        return self.__private()
