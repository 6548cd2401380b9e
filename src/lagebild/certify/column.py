"""The conditions on certificates for all states at once: labels that leave one value only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lagebild.certify.certificate import entries, read, read_claim, refuse
from lagebild.certify.conflict import OwnConflict


@dataclass(slots=True)
class _Labels:
    label: list[int]
    parent: list[tuple[int, str] | None]
    depth: list[int]


class Column:
    """The form for all states at once: g(x, l) is the worst for i that the others can make of x, i's own rest counted in."""

    def __init__(self, conflict: OwnConflict, certificate: Mapping[str, Any]) -> None:
        self.conflict, self.data = conflict, certificate
        self.concept, focal, mode = read_claim(conflict.decision_makers, certificate)
        if mode:
            refuse("a column is for one decision maker, not for a coalition")
        (self.i,) = focal
        self.others = [j for j in conflict.decision_makers if j != self.i]
        self.states = conflict.states()
        self.u = conflict.ranks(self.i)

    def check(self) -> None:
        """Check the labels and what they prove. Raises: CertificateError."""
        g = self.u if self.concept == "nash" else self._checked_labels()
        own = self.conflict.arcs(self.i)
        stable = [all(min(self.u[t], g[t]) <= self.u[s] for t in own[s]) for s in range(len(self.states))]
        claimed = [self.conflict.state(label) for label in entries(self.data.get("stable"), "stable")]
        if len(set(claimed)) != len(claimed) or set(claimed) != {
            s for s, holds in zip(self.states, stable, strict=True) if holds
        }:
            refuse(f"the labels prove other states stable for {self.i} than are claimed")

    def _checked_labels(self) -> list[int]:
        """g(x, none), once all conditions on the labels hold."""
        given = read(self.data, "labels", dict)
        short = set(given) == {""} and bool(self.others)
        if not short and set(given) != {"", *self.others}:
            refuse("the labels are not for nobody and every other decision maker")
        rows = {last: self._read(given[last]) for last in given}
        bound, arcs = self._bound(), self._arcs()
        # The least label that each mover can lead to; the mover is then the last one.
        after = {j: rows["" if short else j] for j in self.others}
        floors = {j: [min((after[j].label[y] for y in ends), default=None) for ends in arcs[j]] for j in self.others}
        for last, row in rows.items():
            for x, name in enumerate(self.states):
                g, parent = row.label[x], row.parent[x]
                if g > bound[x]:
                    refuse(f"the label of {name} is above what {self.i} gets there")
                for j in self.others:
                    floor = floors[j][x]
                    if j != last and floor is not None and g > floor:
                        refuse(f"the label of {name} is above one that {j} can move to")
                if parent is None:
                    if g != bound[x]:
                        refuse(f"the label of {name} comes from nowhere")
                    continue
                y, j = parent
                if j == last or j not in arcs or y not in arcs[j][x]:
                    refuse(f"the parent of {name} is not a move away")
                if g < after[j].label[y] or row.depth[x] <= after[j].depth[y]:
                    refuse(f"the label of {name} does not come from its parent")
                # With the last mover forgotten, "no label above what a move leads to" holds against more moves than there
                # are: sound in any model. But parents must still be legal sequences, so nobody may lead twice in succession.
                # A shortest sequence never does where moves are transitive; elsewhere the short form may not exist.
                following = after[j].parent[y]
                if short and following is not None and following[1] == j:
                    refuse(f"{j} would move twice in succession from {name}")
        return rows[""].label

    def _read(self, given: Any) -> _Labels:
        lists = [entries(given.get(key) if isinstance(given, dict) else None, key) for key in ("label", "parent", "depth")]
        if any(len(values) != len(self.states) for values in lists):
            refuse(f"the labels do not fit the {len(self.states)} states there are")
        label, parent, depth = lists
        if not all(type(value) is int for value in (*label, *depth)):
            refuse("a label or depth is no whole number")
        pairs = [None if value is None else tuple(entries(value, "a parent")) for value in parent]
        if not all(pair is None or list(map(type, pair)) == [int, str] for pair in pairs):
            refuse("a parent is no pair of index and mover")
        return _Labels(label, pairs, depth)

    def _bound(self) -> list[int]:
        """B(x): what i has at x, or for the symmetric concepts the best it can still move to."""
        if self.concept in ("gmr", "seq"):
            return self.u
        return [max(self.u[y] for y in (x, *ends)) for x, ends in enumerate(self.conflict.arcs(self.i))]

    def _arcs(self) -> dict[str, list[tuple[int, ...]]]:
        """The moves the others may sanction with: all, or the improvements."""
        if self.concept in ("gmr", "smr"):
            return {j: self.conflict.arcs(j) for j in self.others}
        return {j: self.conflict.improving_arcs(j) for j in self.others}
