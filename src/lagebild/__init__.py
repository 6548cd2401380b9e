"""Conflict analysis from a readable file: which outcomes are stable and why, and which claims the answer hinges on."""

__version__ = "0.1.0"
