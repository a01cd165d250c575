from app import Engine, __version__
from app.config import Config, settings

print(Engine().run(), Engine(Config("z")).run(), __version__)
settings.name = "changed"
print(Engine().run())
if __name__ == "__main__":
    print("main")
