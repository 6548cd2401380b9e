"""The conditions on certificates for one state."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from lagebild.certify.certificate import Label, Party, entries, read_claim, refuse
from lagebild.certify.conflict import OwnConflict


class SingleState:
    """Forms for one state s: H is the focal decision maker or coalition, X everybody else."""

    def __init__(self, conflict: OwnConflict, certificate: Mapping[str, Any]) -> None:
        self.conflict, self.data = conflict, certificate
        self.concept, self.focal, mode = read_claim(conflict.decision_makers, certificate)
        self.s = conflict.state(certificate.get("state"))
        rest = tuple(j for j in conflict.decision_makers if j not in self.focal)
        # A coalition moves by legal sequences of its members; one decision maker, or a merged one, by single moves.
        self.sequences = mode in ("subcoalitions", "single")
        self.movers_in_focal = [(i,) for i in self.focal] if self.sequences else [self.focal]
        self.improving = self.concept in ("seq", "sseq")
        self.jumps = self.improving and mode == "subcoalitions"
        self.others = list(_subsets(rest)) if self.jumps else [(j,) for j in rest]

    def check(self, form: str) -> None:
        """Check what the certificate carries. Raises: CertificateError."""
        if (self.concept == "nash") != (form in ("empty", "improvement")):
            refuse(f'the form "{form}" proves nothing about {self.concept}')
        if form == "empty" and self._improvements():
            refuse(f"there is an improvement, to {min(self._improvements())}")
        elif form == "improvement":
            self._improvement()
        elif form == "answers":
            self._answers()
        elif form == "closed":
            self._closed()

    def _not_better(self, x: Label) -> bool:
        """Whether x is less or equally preferred to s, for a coalition by some member (merged: not better for all)."""
        return any(self.conflict.payoff(i, x) <= self.conflict.payoff(i, self.s) for i in self.focal)

    def _focal_ends(self, x: Label) -> set[Label]:
        """R_H(x)."""
        return self.conflict.ends(self.movers_in_focal, x) if self.sequences else set(self.conflict.moves(self.focal, x))

    def _improvements(self) -> set[Label]:
        """The focal improvements from s: R_i^+(s), for a coalition CI_H(s)."""
        return {t for t in self._focal_ends(self.s) if not self._not_better(t)}

    def _improvement(self) -> Label:
        """The improvement that ``path`` leads to."""
        end = self._walk(self.s, self.data.get("path"), self.movers_in_focal, self._move)
        if self._not_better(end):
            refuse(f"{end} is no improvement")
        return end

    def _walk(self, start: Label, path: Any, movers: Sequence[Party], step: Callable[[Party, Label, Any], Label]) -> Label:
        """The end of a path whose every step is allowed, nobody twice in succession."""
        at, last = start, None
        for raw_mover, raw_target in entries(path, "a path", 2):
            mover = self._mover(raw_mover, movers)
            if mover == last:
                refuse(f"{' and '.join(mover)} would move twice in succession")
            at, last = step(mover, at, raw_target), mover
        if last is None:
            refuse("a path is empty")
        return at

    def _mover(self, raw: Any, movers: Sequence[Party]) -> Party:
        """The one of ``movers`` that is named."""
        ids = [raw] if isinstance(raw, str) else entries(raw, "a mover")
        found = [mover for mover in movers if sorted(mover) == sorted(map(str, ids))]
        if not found:
            refuse(f"{raw} may not move there")
        return found[0]

    def _move(self, mover: Party, at: Label, target: Any) -> Label:
        """Where a single move leads."""
        state = self.conflict.state(target)
        if state not in self.conflict.moves(mover, at):
            refuse(f"{' and '.join(mover)} cannot move from {at} to {state}")
        return state

    def _answer(self, mover: Party, at: Label, target: Any) -> Label:
        """One step of the others: a move, an improvement, or the jump of a subcoalition along its own path."""
        end = self._walk(at, target, [(j,) for j in mover], self._move) if self.jumps else self._move(mover, at, target)
        if self.improving and not self.conflict.better_for_all(mover, end, at):
            refuse(f"the step of {' and '.join(mover)} from {at} to {end} is no improvement for all who take it")
        return end

    def _answer_targets(self, mover: Party, x: Label) -> Iterable[Label]:
        """Where one step of the others can lead: the checker's own list, never the certificate's."""
        if self.jumps:
            return self.conflict.coalition_improvements(mover, x)
        moves = self.conflict.moves(mover, x)
        return self.conflict.better_ones(mover, x, moves) if self.improving else moves

    def _answers(self) -> None:
        """Exactly the improvements there are, each with a path that ends in a sanction."""
        answers = {}
        for raw, path in entries(self.data.get("answers"), "answers", 2):
            key = self.conflict.state(raw)
            if key in answers:
                refuse(f"the improvement to {key} is answered twice")
            answers[key] = path
        if set(answers) != self._improvements():
            refuse("the answers are not for exactly the improvements there are")
        for key, path in answers.items():
            end = self._walk(key, path, self.others, self._answer)
            escapes = set() if self.concept in ("gmr", "seq") else self._focal_ends(end)
            if not all(map(self._not_better, {end} | escapes)):
                refuse(f"the answer to {key} ends in {end}, which is no sanction")

    def _closed(self) -> None:
        """An improvement, and a set that the others cannot leave from there and in which nothing sanctions."""
        s1 = self._improvement()
        # The short form forgets the last mover. Its set then holds at least what the others can reach, in any model; it may
        # not exist where moves are intransitive, but what it proves is proved.
        short = "states" in self.data
        members: dict[tuple[Label, Party | None], Any] = {}
        for entry in entries(self.data.get("states" if short else "pairs"), "the closed set"):
            items = [*entries(entry, "a member of the closed set")]
            if short:
                items[1:1] = [None]
            label, last, back = (*items, None, None, None)[:3]
            members[self.conflict.state(label), None if last is None else self._mover(last, self.others)] = back
        if (s1, None) not in members:
            refuse(f"the closed set does not hold {s1}, where it starts")
        for (x, last), back in members.items():
            for mover in self.others:
                if mover != last:
                    for y in self._answer_targets(mover, x):
                        if (y, None if short else mover) not in members:
                            refuse(f"the closed set is left from {x} to {y}")
            if (short or last is not None) and not self._no_sanction(x, back):
                refuse(f"{x} is a sanction")

    def _no_sanction(self, x: Label, back: Any) -> bool:
        """Whether x does not deter, for a coalition's symmetric concepts by its own way ``back`` to what is better for all."""
        if not self._not_better(x):
            return True
        if self.concept in ("gmr", "seq"):
            return False
        if not self.sequences:
            return not all(map(self._not_better, self._focal_ends(x)))
        return not self._not_better(self._walk(x, back, self.movers_in_focal, self._move))


def _subsets(party: Party) -> Iterator[Party]:
    for size in range(1, len(party) + 1):
        yield from itertools.combinations(party, size)
