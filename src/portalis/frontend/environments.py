"""What the names of a scope may hold at one point: for each a mask of its definitions that may have reached it."""

from __future__ import annotations

UNBOUND = 1  # bit 0: the name may have no value here
Env = dict[str, int]


def merge(a: Env | None, b: Env | None) -> Env | None:
    """Unites two environments into the first; None is an unreachable point."""
    if a is None or a is b:
        return b
    if b is None:
        return a
    for name, mask in b.items():
        a[name] = a.get(name, UNBOUND) | mask
    for name in a.keys() - b.keys():
        a[name] |= UNBOUND
    return a


def become(env: Env, other: Env | None) -> None:
    """Makes one environment what another is."""
    assert other is not None
    if env is not other:
        env.clear()
        env.update(other)
