"""Language models that propose Rust where rules refuse it. Nothing that they say is believed before it is verified.

A backend is a server behind the protocol of :mod:`portalis.backends.base`; entry points of the group ``portalis.backends``
name the kinds. :mod:`portalis.backends.repair` is the loop that asks, parses, verifies and asks again.
"""
