from .core import AppError


class NetError(AppError):
    code = 3


class Timeout(NetError):
    def __str__(self):
        return "timeout!"
