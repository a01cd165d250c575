"""App."""

__version__ = "0.1"
from .engine import Engine
