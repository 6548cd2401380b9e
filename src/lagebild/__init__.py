"""Conflict analysis from a readable file: which outcomes are stable and why, and which claims the answer hinges on.

::

    import lagebild as lb

    situation = lb.load("dam.yaml")
    analysis = lb.solve(situation)
    analysis.equilibria("seq")

Importing it loads nothing else; what is used is imported when it is first named.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from lagebild.errors import (
        CertificateError,
        Fault,
        InputError,
        LagebildError,
        NotApplicableError,
        StatementError,
        TooLargeError,
        UnknownNameError,
    )
    from lagebild.library import (
        Analysis,
        answer,
        check,
        compare_what_ifs,
        hinges,
        inverse,
        lever_sets,
        levers,
        load,
        loads,
        paths,
        solve,
        status_quo,
        uncertain,
        views,
        ways,
    )
    from lagebild.situation import Situation
    from lagebild.solutions import CONCEPTS

__version__ = "0.1.0"

__all__ = [
    "CONCEPTS",
    "Analysis",
    "CertificateError",
    "Fault",
    "InputError",
    "LagebildError",
    "NotApplicableError",
    "Situation",
    "StatementError",
    "TooLargeError",
    "UnknownNameError",
    "__version__",
    "answer",
    "check",
    "compare_what_ifs",
    "hinges",
    "inverse",
    "lever_sets",
    "levers",
    "load",
    "loads",
    "paths",
    "solve",
    "status_quo",
    "uncertain",
    "views",
    "ways",
]

_HOME: Final = {
    "CONCEPTS": "lagebild.solutions",
    "Analysis": "lagebild.library",
    "CertificateError": "lagebild.errors",
    "Fault": "lagebild.errors",
    "InputError": "lagebild.errors",
    "LagebildError": "lagebild.errors",
    "NotApplicableError": "lagebild.errors",
    "Situation": "lagebild.situation",
    "StatementError": "lagebild.errors",
    "TooLargeError": "lagebild.errors",
    "UnknownNameError": "lagebild.errors",
    "answer": "lagebild.library",
    "check": "lagebild.library",
    "compare_what_ifs": "lagebild.library",
    "hinges": "lagebild.library",
    "inverse": "lagebild.library",
    "lever_sets": "lagebild.library",
    "levers": "lagebild.library",
    "load": "lagebild.library",
    "loads": "lagebild.library",
    "paths": "lagebild.library",
    "solve": "lagebild.library",
    "status_quo": "lagebild.library",
    "uncertain": "lagebild.library",
    "views": "lagebild.library",
    "ways": "lagebild.library",
}
"""Where each public name lives."""


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
