"""Certificates made from the oracle's sets, one of every form: slow, and independent of both the engine and the checker."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import cached_property, partial
from typing import Any, TypeVar

from lagebild.situation import Case, Situation
from tests.oracle.definitions import (
    STABLE,
    Conflict,
    State,
    coalition_improvements,
    coalition_stable,
    conflict_of,
    improvements,
    merged_conflict_of,
    merged_name,
    subcoalitions,
)

Mover = TypeVar("Mover", bound=Hashable)
Certificate = dict[str, Any]


def shortest_paths(
    start: State, movers: Iterable[Mover], step: Callable[[Mover, State], Iterable[State]]
) -> dict[tuple[State, Mover | None], list[tuple[Mover, State]]]:
    """A shortest legal sequence from ``start`` to every (state, last mover) that ends one; to (start, None) none."""
    movers = list(movers)
    paths: dict[tuple[State, Mover | None], list[tuple[Mover, State]]] = {(start, None): []}
    waiting: list[tuple[State, Mover | None]] = [(start, None)]
    for state, last in waiting:
        for mover in movers:
            for target in sorted(step(mover, state), key=str):
                if mover != last and (target, mover) not in paths:
                    paths[target, mover] = [*paths[state, last], (mover, target)]
                    waiting.append((target, mover))
    return paths


class Producer:
    """Makes certificates for one case of a situation, and says with the oracle what is true in it."""

    def __init__(self, situation: Situation, case: Case | None = None) -> None:
        self.situation = situation
        self.case = next(situation.cases()) if case is None else case
        self._merged: dict[frozenset[str], Conflict] = {}

    @cached_property
    def conflict(self) -> Conflict:
        return conflict_of(self.situation, self.case)

    def merged(self, coalition: Iterable[str]) -> Conflict:
        H = frozenset(coalition)  # noqa: N806
        if H not in self._merged:
            self._merged[H] = merged_conflict_of(self.situation, H, self.case)
        return self._merged[H]

    # What is true.

    def is_stable(self, concept: str, focal: str | list[str], s: State, mode: str = "") -> bool:
        if isinstance(focal, str):
            return STABLE[concept](self.conflict, focal, s)
        if mode == "merged":
            return STABLE[concept](self.merged(focal), merged_name(focal), s)
        return coalition_stable(self.conflict, concept, focal, s, sanctions=mode)

    def agrees(self, certificate: Certificate) -> bool:
        """Whether the oracle agrees with what the certificate claims."""
        concept, focal, mode = certificate["concept"], certificate["focal"], certificate.get("coalitions", "")
        if certificate["form"] == "column":
            true = {s for s in self.conflict.states if self.is_stable(concept, focal, s)}
            return true == set(certificate["stable"])
        claimed: bool = certificate["verdict"] == "stable"
        return claimed == self.is_stable(concept, focal, certificate["state"], mode)

    # Certificates.

    def header(self, concept: str, focal: str | list[str], mode: str = "") -> Certificate:
        return {
            "situation": self.situation.sha256,
            "what_if": None,
            "case": {
                "circumstances": dict(self.case.circumstances),
                "orders": {address: list(order) for address, order in self.case.orders},
            },
            "concept": concept,
            "focal": focal,
            **({"coalitions": mode} if mode else {}),
        }

    def single(
        self, concept: str, focal: str | list[str], s: State, *, mode: str = "", short: bool = False
    ) -> Certificate | None:
        """The certificate of the verdict at s; None where the short form does not exist."""
        return _SingleState(self, concept, focal, s, mode).certificate(short)

    def column(self, concept: str, i: str, *, short: bool = False) -> Certificate | None:
        """The certificate of all verdicts at once; None where the short form does not exist."""
        conflict = self.conflict
        stable = [s for s in conflict.states if self.is_stable(concept, i, s)]
        certificate = {**self.header(concept, i), "form": "column", "stable": stable}
        if concept == "nash":
            return certificate
        labels = _labels(conflict, concept, i, short)
        return None if labels is None else {**certificate, "labels": labels}


class _SingleState:
    def __init__(self, producer: Producer, concept: str, focal: str | list[str], s: State, mode: str) -> None:
        self.producer, self.concept, self.focal, self.s, self.mode = producer, concept, focal, s, mode
        self.conflict = producer.conflict
        self.members = [focal] if isinstance(focal, str) else focal
        self.rest = [j for j in self.conflict.decision_makers if j not in self.members]
        self.improving = concept in ("seq", "sseq")
        self.jumps = self.improving and mode == "subcoalitions"

    def no_better(self, x: State) -> bool:
        return any(not self.conflict.prefers(i, x, self.s) for i in self.members)

    def own_paths(self, start: State) -> dict[State, list[Any]]:
        """Per end of the focal party's sequences a path as certificates write it."""
        if self.mode == "merged":
            moves = self.producer.merged(self.members).moves[merged_name(self.members)]
            return {t: [[self.members, t]] for t in moves[start]}
        return _by_end(shortest_paths(start, self.members, lambda j, x: self.conflict.moves[j][x]))

    def others_paths(self, start: State) -> dict[tuple[State, Any], list[Any]]:
        """Per (state, last mover) a path as certificates write it."""
        if not self.jumps:
            found = shortest_paths(start, self.rest, self.others_step)
            return {key: [[j, x] for j, x in path] for key, path in found.items()}
        jumps = shortest_paths(start, list(subcoalitions(self.rest)), partial(coalition_improvements, self.conflict))
        written: dict[tuple[State, Any], list[Any]] = {}
        for (end, last), path in jumps.items():
            at, steps = start, []
            for K, x in path:  # noqa: N806
                inner = _by_end(shortest_paths(at, sorted(K), lambda j, y: self.conflict.moves[j][y]))
                steps.append([sorted(K), inner[x]])
                at = x
            written[end, None if last is None else tuple(sorted(last))] = steps
        return written

    def others_step(self, j: str, x: State) -> Iterable[State]:
        return improvements(self.conflict, j, x) if self.improving else self.conflict.moves[j][x]

    def sanctions(self, x: State) -> bool:
        return self.no_better(x) and (self.concept in ("gmr", "seq") or all(map(self.no_better, self.own_paths(x))))

    def certificate(self, short: bool) -> Certificate | None:
        improving_paths = {t: path for t, path in self.own_paths(self.s).items() if not self.no_better(t)}
        head = {**self.producer.header(self.concept, self.focal, self.mode), "state": self.s}
        if self.producer.is_stable(self.concept, self.focal, self.s, self.mode):
            body = (
                {"form": "empty"} if self.concept == "nash" else {"form": "answers", "answers": self.answers(improving_paths)}
            )
            return {**head, "verdict": "stable", **body}
        if self.concept == "nash":
            return {**head, "verdict": "unstable", "form": "improvement", "path": next(iter(improving_paths.values()))}
        s1 = next(s1 for s1 in improving_paths if not self.answered(s1))
        closed = self.closed(s1, short)
        head |= {"verdict": "unstable", "form": "closed", "path": improving_paths[s1]}
        return None if closed is None else {**head, **closed}

    def answered(self, s1: State) -> bool:
        return any(self.sanctions(x) for x, last in self.others_paths(s1) if last is not None)

    def answers(self, improving_paths: Iterable[State]) -> list[Any]:
        found = []
        for s1 in improving_paths:
            paths = self.others_paths(s1).items()
            found.append([s1, next(path for (x, last), path in paths if last is not None and self.sanctions(x))])
        return found

    def closed(self, s1: State, short: bool) -> Certificate | None:
        """The exact reachable set; the short form adds what is reached when the last mover is forgotten."""
        if not short:
            pairs = self.others_paths(s1)
            return {"pairs": [[x, _raw(last), *self.back(x)] for x, last in pairs]}
        states = [s1]
        for x in states:
            states += sorted({y for y, _ in _one_step(self.others_paths(x))} - set(states), key=str)
        if any(self.sanctions(x) for x in states):
            return None
        return {"states": [[x, *self.back(x)] for x in states]}

    def back(self, x: State) -> list[Any]:
        """For smr and sseq of a coalition: its own path to what is better for all, where x is not."""
        if not self.mode or self.mode == "merged" or self.concept in ("gmr", "seq") or not self.no_better(x):
            return []
        return [path for y, path in self.own_paths(x).items() if not self.no_better(y)][:1]


def _one_step(paths: dict[tuple[State, Any], list[Any]]) -> list[tuple[State, Any]]:
    return [key for key, path in paths.items() if len(path) == 1]


def _raw(last: Any) -> Any:
    return list(last) if isinstance(last, tuple) else last


def _by_end(paths: dict[tuple[State, str | None], list[tuple[str, State]]]) -> dict[State, list[Any]]:
    found: dict[State, list[Any]] = {}
    for (end, last), path in paths.items():
        if last is not None:
            found.setdefault(end, [[j, x] for j, x in path])
    return found


def _labels(conflict: Conflict, concept: str, i: str, short: bool) -> dict[str, Any] | None:
    """The least value that the others can reach, per state and last mover, by plain search from every one of them."""
    states = conflict.states
    better = {s: {t for t in states if conflict.prefers(i, t, s)} for s in states}
    worse = {s: {t for t in states if conflict.prefers(i, s, t)} for s in states}
    # Dense ranks: one more than the highest rank below.
    u: dict[State, int] = {}
    for s in sorted(states, key=lambda s: len(worse[s])):
        u[s] = max((u[t] + 1 for t in worse[s]), default=0)
    assert all(u[t] > u[s] for s in states for t in better[s])
    symmetric = concept in ("smr", "sseq")
    bound = {s: max(u[t] for t in ({s} | conflict.moves[i][s] if symmetric else {s})) for s in states}
    rest = [j for j in conflict.decision_makers if j != i]

    def step(j: str, x: State) -> Iterable[State]:
        return improvements(conflict, j, x) if concept in ("seq", "sseq") else conflict.moves[j][x]

    labels: dict[str, Any] = {}
    for last in ["", *([] if short else rest)]:
        row: dict[str, list[Any]] = {"label": [], "parent": [], "depth": []}
        for s in states:
            ends = _ends_after(s, last, rest, step, forget=short)
            least = min(bound[x] for x, _ in ends.values())
            path = min((p for x, p in ends.values() if bound[x] == least), key=len)
            row["label"].append(least)
            row["parent"].append([states.index(path[0][1]), path[0][0]] if path else None)
            row["depth"].append(len(path))
        labels[last] = row
    if short and not _alternates(labels[""]):
        return None
    return labels


def _ends_after(
    s: State, last: str, rest: list[str], step: Callable[[str, State], Iterable[State]], *, forget: bool
) -> dict[Any, tuple[State, list[tuple[str, State]]]]:
    """What can be reached from s if ``last`` moved last: per key the end and a shortest path."""
    ends: dict[Any, tuple[State, list[tuple[str, State]]]] = {(s, last): (s, [])}
    waiting: list[tuple[State, str]] = [(s, last)]
    for state, mover in waiting:
        path = ends[state, mover][1]
        for j in rest:
            for y in step(j, state):
                key = (y, "" if forget else j)
                if (forget or j != mover) and key not in ends:
                    ends[key] = (y, [*path, (j, y)])
                    waiting.append(key)
    return ends


def _alternates(row: dict[str, list[Any]]) -> bool:
    parents = row["parent"]
    return all(p is None or parents[p[0]] is None or parents[p[0]][1] != p[1] for p in parents)
