from mix import Base


class Polite(Base):
    def speak(self):
        return "please " + super().speak()
