"""Inference and IR building, in one walk."""
