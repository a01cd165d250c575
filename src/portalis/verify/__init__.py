"""Proof: compile, run both, compare; evidence for each item, and a confidence that is computed from it.

Nothing here knows the compiler. What is judged is a Cargo package, a Python source and a description of the functions that
both have (``portalis.interface``), so that a package which somebody else wrote climbs the same ladder.
"""
