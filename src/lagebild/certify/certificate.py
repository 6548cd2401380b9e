"""Reading a certificate: what it speaks of, and refusing what is malformed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NoReturn

from lagebild.errors import CertificateError

Label = int | str
Party = tuple[str, ...]
"""Decision makers who move as one, mostly a single one."""


CHECKED: Final = ("nash", "gmr", "smr", "seq", "sseq")
"""The concepts that can be checked. The checker knows their definitions by itself, and so their codes too."""


def read_claim(decision_makers: Party, certificate: Mapping[str, Any]) -> tuple[str, Party, str]:
    """The concept, the focal decision maker or coalition, and how the coalition is meant; empty without one."""
    concept, focal = certificate.get("concept"), certificate.get("focal")
    mode = certificate.get("coalitions", "")
    if concept not in CHECKED:
        refuse(f"nothing certifies the concept {concept}")
    ids = [focal] if isinstance(focal, str) else entries(focal, "the focal coalition")
    party = tuple(dm for dm in decision_makers if dm in ids)
    if not party or len(party) != len(ids):
        refuse(f"{focal} is no decision maker or coalition here")
    if mode not in (("",) if isinstance(focal, str) else ("subcoalitions", "single", "merged")):
        refuse(f'coalitions cannot be "{mode}" here')
    return str(concept), party, str(mode)


def read(data: Mapping[str, Any], key: str, kind: type) -> Any:
    """What stands under ``key``, if it is of that kind."""
    value = data.get(key)
    if not isinstance(value, kind):
        refuse(f'"{key}" is missing or malformed')
    return value


def entries(value: Any, what: str, size: int | None = None) -> list[Any]:
    """``value`` as a list, of lists of ``size`` items if a size is given."""
    if not isinstance(value, list) or any(size and not (isinstance(item, list) and len(item) == size) for item in value):
        refuse(f"{what} is missing or malformed")
    return value


def refuse(reason: str) -> NoReturn:
    """Raise a CertificateError."""
    raise CertificateError(f"The certificate is refused: {reason}.")
