class Config:
    def __init__(self, name="default"):
        self.name = name


settings = Config()
