"""Fetch and compile the crates of the verifier into its cache, while its image is built.

The crates are pinned and nobody else's code runs, and a build has no namespaces to give: limits alone do here.
"""

from portalis.verify.buildcache import prepare
from portalis.verify.sandbox import Sandbox

print(prepare(Sandbox("limits")))
