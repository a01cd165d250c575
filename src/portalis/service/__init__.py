"""The translation service: REST, gRPC and WebSocket over one core, translations in worker processes.

Nothing is imported here, so that the command line and the worker processes load only what they use.
"""
