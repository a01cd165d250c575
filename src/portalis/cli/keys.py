"""``portalis keys add|list|revoke``."""

from __future__ import annotations

import argparse
import sys
import time

from portalis.cli import exit_codes
from portalis.service.keys import KeyFile, KeyStore


def keys_command(namespace: argparse.Namespace) -> int:
    """Change or show the API keys of a file or of Redis; status 2 when it cannot be done."""
    store: KeyStore
    try:
        if namespace.redis:
            from portalis.service.redis_keys import RedisKeys

            store = shared = RedisKeys(namespace.redis)
            shared.reload()
        else:
            store = KeyFile(namespace.file)
        if namespace.action == "add":
            print(store.add(namespace.name, namespace.rate))
        elif namespace.action == "revoke":
            store.revoke(namespace.name)
        else:
            for key in store.entries():
                made = time.strftime("%Y-%m-%d", time.gmtime(key.created))
                print(f"{key.name}\t{made}\t{'revoked' if key.revoked else 'valid'}")
    except ImportError as error:
        print(
            f"portalis keys: {error.name} is not installed; install it with `pip install 'portalis[service]'`",
            file=sys.stderr,
        )
        return exit_codes.INPUT
    except KeyError:
        print(f"portalis keys: there is no key named {namespace.name!r}", file=sys.stderr)
        return exit_codes.INPUT
    except (ValueError, OSError) as error:
        print(f"portalis keys: {error}", file=sys.stderr)
        return exit_codes.INPUT
    return exit_codes.OK
