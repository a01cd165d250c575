from errs import AppError, ConfigError, NetError
from errs.more import Timeout


def run(k):
    if k == 0:
        raise ConfigError("port", hint="set it")
    if k == 1:
        raise NetError("down")
    if k == 2:
        raise Timeout()
    if k == 3:
        raise AppError("plain")
    return k


for k in range(5):
    try:
        print(run(k))
    except ConfigError as e:
        print("config", e.key, e.hint, e.describe(), e.args)
    except NetError as e:
        print("net", e, e.describe(), isinstance(e, Timeout))
    except AppError as e:
        print("app", e.describe(), repr(e))
    finally:
        print("done", k)


class Local(NetError):
    code = 9


try:
    raise Local("x")
except (ValueError, NetError) as e:
    print(type(e).__name__, e)
