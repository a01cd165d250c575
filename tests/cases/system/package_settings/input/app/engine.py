from . import __version__
from .config import settings, Config


class Engine:
    def __init__(self, cfg: Config | None = None):
        self.cfg = cfg or settings

    def run(self):
        return f"{__version__}:{self.cfg.name}"
