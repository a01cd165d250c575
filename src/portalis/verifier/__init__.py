"""The verifier as a service of its own: gRPC for the gateway, probes and metrics over HTTP.

Its messages are generated into ``v1`` from ``proto/portalis/verifier``. Each job is a process that can be killed.
"""
