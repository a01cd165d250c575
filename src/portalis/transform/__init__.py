"""Decisions written into the IR; see docs/architecture.md for what stands elsewhere today."""
