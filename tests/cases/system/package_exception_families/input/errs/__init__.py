from .core import AppError, ConfigError
from .more import NetError
