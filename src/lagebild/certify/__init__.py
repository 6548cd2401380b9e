"""The independent checker of certificates: whether a state really is, or really is not, as stable as claimed.

It shares nothing with the engine but the situation's own words: it lists states, moves and payoffs itself, from the
statements, and believes nothing that a certificate says of them. The conditions are those of the theory page.

A certificate is a JSON-able mapping. A *label* is a state as the JSON of ``solve`` writes it: its number, or its id in graph
form. A *mover* is a decision maker's id, or a list of ids that act as one. A *path* is a nonempty list ``[[mover, label], …]``.

======================  ================================================================================================
``situation``           sha256 of the file
``what_if``             the what-if that was applied, or null
``case``                as ``case_data`` writes it
``concept``             nash, gmr, smr, seq or sseq
``focal``               a decision maker's id, or a list of ids: a coalition
``coalitions``          with a coalition: ``subcoalitions`` (how the others sanction seq and sseq), ``single``, or ``merged``
``form``                one of the five below
``state``, ``verdict``  the label and ``stable`` or ``unstable``; not with ``column``
======================  ================================================================================================

=================  =========  ==========================================================================================
form               proves     and carries
=================  =========  ==========================================================================================
``empty``          stable     nothing: nash, nobody can improve
``improvement``    unstable   ``path``: nash, the focal decision maker's (coalition's) own path to something better
``answers``        stable     ``answers``: ``[[label, path], …]``, for every improvement the others' path to a sanction. With
                              ``subcoalitions`` a step of seq and sseq is ``[[ids], path]``: who jumps, and how
``closed``         unstable   ``path`` to an improvement, and what the others can make of it, none a sanction: ``pairs``
                              ``[[label, last mover or null], …]``, or short ``states`` ``[[label], …]``. A coalition's smr and
                              sseq add to an entry that is no better for some member the path to what is better for all
``column``         each state ``stable``: the labels claimed stable, every other state being claimed unstable; and ``labels``
=================  =========  ==========================================================================================

``labels`` (left out for nash) maps the last mover, ``""`` for nobody, to three lists over all states in ascending order (graph
form: the order of the file): ``label``, the focal decision maker's payoff as a dense rank, 0 the worst; ``parent``, null or
``[index, mover]``; ``depth``. The keys are ``""`` and every other decision maker, or in the short form ``""`` alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from lagebild.certify.certificate import Label, read, refuse
from lagebild.certify.column import Column
from lagebild.certify.conflict import OwnConflict
from lagebild.certify.single import SingleState
from lagebild.situation import Case, Situation

VERDICTS: Final = {"empty": "stable", "improvement": "unstable", "answers": "stable", "closed": "unstable"}


def verify(situation: Situation, case: Case, certificate: Mapping[str, Any], *, what_if: str | None = None) -> None:
    """Check one certificate. Raises: CertificateError with a sentence on what fails.

    ``situation`` is the one the certificate speaks of, with ``what_if`` already applied to it.
    """
    Checker(situation, case, what_if=what_if).check(certificate)


def verify_all(
    situation: Situation,
    case: Case,
    certificates: Iterable[Mapping[str, Any]],
    claimed: Mapping[str, Mapping[str, Iterable[Label]]],
    *,
    what_if: str | None = None,
) -> None:
    """Check that columns prove the stable states ``claimed`` per concept and decision maker, as the JSON of ``solve`` has them.

    Raises: CertificateError, also for a claim without a certificate.
    """
    checker = Checker(situation, case, what_if=what_if)
    proved = {}
    for certificate in certificates:
        checker.check(certificate)
        if certificate["form"] == "column":
            proved[certificate["concept"], certificate["focal"]] = certificate["stable"]
    for concept, columns in claimed.items():
        for focal, stable in columns.items():
            if (concept, focal) not in proved:
                refuse(f"nothing certifies {concept} for {focal}")
            if set(proved[concept, focal]) != set(stable):
                refuse(f"other states are certified stable for {focal} under {concept} than are claimed")


def case_data(case: Case) -> dict[str, Any]:
    """How a certificate names its case."""
    orders = {address: list(order) for address, order in case.orders}
    return {"circumstances": dict(case.circumstances), "orders": orders}


class Checker:
    """Checks certificates of one case of a situation, and keeps what it worked out from one to the next."""

    def __init__(self, situation: Situation, case: Case, *, what_if: str | None = None) -> None:
        self._conflict = OwnConflict(situation, case)
        self._header = {"situation": situation.sha256, "what_if": what_if, "case": case_data(case)}

    def check(self, certificate: Mapping[str, Any]) -> None:
        """Check one certificate. Raises: CertificateError."""
        for key, expected in self._header.items():
            if certificate.get(key) != expected:
                refuse(f"it was made for another {key.replace('_', '-')}")
        form = read(certificate, "form", str)
        if form == "column":
            Column(self._conflict, certificate).check()
        elif form not in VERDICTS:
            refuse(f'there is no form "{form}"')
        elif certificate.get("verdict") != VERDICTS[form]:
            refuse(f'the form "{form}" proves "{VERDICTS[form]}" only')
        else:
            SingleState(self._conflict, certificate).check(form)
