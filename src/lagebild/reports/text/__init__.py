"""Answers as text for the terminal: one module a command."""
