"""YAML text and other tools' files -> ``Situation``: all faults at once, with line, column and a way out."""
