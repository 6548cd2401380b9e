"""Files and texts at the door: bytes in, a situation or all faults out."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from lagebild.errors import Fault, FaultList, InputError
from lagebild.reading.assemble import ReadClaims, assemble
from lagebild.reading.nodes import Node
from lagebild.reading.yaml_text import MAX_BYTES, decode, read_yaml
from lagebild.situation import Situation


def load(path: str | os.PathLike[str]) -> Situation:
    """The situation in a file: a situation file, or a GMCR+ file.

    Raises: InputError with every fault of the file and of its claims file.
    """
    file = os.fspath(path)
    return _read(file_bytes(file), file=file, folder=Path(file).parent, claims_text=None)


def loads(text: str | bytes, *, file: str = "<text>", claims_text: str | bytes | None = None) -> Situation:
    """The situation in a text. A claims file that it names is ``claims_text``, else read from the current directory.

    Raises: InputError with every fault.
    """
    if isinstance(text, str):
        text = _encoded(text, file)
    if isinstance(claims_text, str):
        claims_text = _encoded(claims_text, "<claims>")
    return _read(text, file=file, folder=Path(), claims_text=claims_text)


def _encoded(text: str, file: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        # decode() tells this fault with all others of its kind.
        faults = FaultList()
        decode(text, file=file, faults=faults)
        raise InputError(faults.found) from None


def file_bytes(file: str) -> bytes:
    """The content of a file. Raises: InputError that says why it cannot be read."""
    try:
        size = os.stat(file).st_size
        if size > MAX_BYTES and os.path.isfile(file):
            message = f"the file has {size / 1e6:.1f} MB, at most {MAX_BYTES / 1e6:.0f} MB are read"
            raise InputError(Fault(where=file, message=message, hint="Move the claims to a file of their own."))
        with open(file, "rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise InputError(Fault(where=file, message="there is no such file", hint=_neighbour(file))) from None
    except IsADirectoryError:
        raise InputError(Fault(where=file, message="this is a folder, not a file", hint="Name a file in it.")) from None
    except PermissionError:
        raise InputError(Fault(where=file, message="the file may not be read", hint="Check its permissions.")) from None
    except InputError:
        raise
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(Fault(where=repr(file), message=f"the file cannot be read: {reason}")) from None


def _neighbour(file: str) -> str:
    from lagebild.errors import closest

    folder = Path(file).parent
    try:
        names = [entry.name for entry in os.scandir(folder)] if folder.is_dir() else []
    except OSError:
        return ""
    # Endings are alike; what people mistype stands before them.
    by_stem = {Path(name).stem: name for name in names}
    close = closest(Path(file).stem, by_stem)
    return f'Did you mean "{by_stem[close]}"?' if close else ""


def _read(data: bytes, *, file: str, folder: Path, claims_text: bytes | None) -> Situation:
    if file.endswith(".gmcr") or _looks_like_gmcr(data):
        return _read_gmcr(data, file)
    digest = hashlib.sha256(data)
    faults = FaultList()
    root = read_yaml(data, file=file, faults=faults)

    def read_claims(named: Node, faults: FaultList) -> Node | None:
        claims_file = str(folder / named.text) if claims_text is None else named.text
        try:
            content = file_bytes(claims_file) if claims_text is None else claims_text
        except InputError as error:
            faults.found.extend(
                replace(f, where="claims", message=f"{f.where}: {f.message}", place=named.place) for f in error.faults
            )
            return None
        digest.update(content)
        return read_yaml(content, file=claims_file, faults=faults)

    reading: ReadClaims = read_claims
    situation = None if root is None else assemble(root, read_claims=reading, faults=faults)
    if faults.found or situation is None:
        raise InputError(_once(faults.found))
    return replace(situation, sha256=digest.hexdigest())


def _once(faults: list[Fault]) -> list[Fault]:
    return list(dict.fromkeys(faults))


def _looks_like_gmcr(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"decisionMakers"' in data


def _read_gmcr(data: bytes, file: str) -> Situation:
    from lagebild.reading.gmcr import read_gmcr

    faults = FaultList()
    text = decode(data, file=file, faults=faults)
    faults.raise_if_any()
    situation = read_gmcr(text or "", file=file)
    return situation if situation.sha256 else replace(situation, sha256=hashlib.sha256(data).hexdigest())
