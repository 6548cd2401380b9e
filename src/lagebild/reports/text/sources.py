"""The lines an explanation rests on, numbered in the order in which they are told, with the claims behind each."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyses.reasons import Reason
from lagebild.evidence.grounds import ClaimReference, Grounds, grounds_in_words, references
from lagebild.evidence.records import Claim
from lagebild.reports.speakers import who_says
from lagebild.reports.text.moves import begun
from lagebild.reports.words import Words
from lagebild.situation import Line, Situation

Paragraph = tuple[int, str]
"""A paragraph of text and how far it is set in."""


def short_name(words: Words, situation: Situation, decision_maker: str) -> str:
    """The name of a decision maker without what stands in brackets behind it: it is said often."""
    name = words.name(situation, decision_maker)
    short = name.split(" (")[0].strip()
    alike = [dm.id for dm in situation.decision_makers if words.name(situation, dm.id).split(" (")[0].strip() == short]
    return short if short and len(alike) == 1 else name


@dataclass(eq=False)
class Sources:
    """Numbers the lines behind reasons; says who told what is behind each, once briefly and in the end in full."""

    words: Words
    situation: Situation
    _numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    _reasons: list[Reason] = field(default_factory=list)

    def because(self, reason: Reason) -> str:
        """``because North Korea wants “…” (1: assessed by …)``."""
        name = short_name(self.words, self.situation, reason.decision_maker)
        # What is not known rests on no line.
        mark = "" if reason.kind == "completion" else self.mark(reason)
        if reason.statement is not None:
            want = self.situation.in_words(reason.statement, self.words.language)
            return self.words("explain.because.want", name=name, want=want, mark=mark)
        key = f"explain.because.{reason.kind}{'-worse' if reason.sign < 0 else ''}"
        return self.words(key, name=name, names=self._weighed(reason), mark=mark)

    def mark(self, reason: Reason) -> str:
        """The number of the line that decides, with who told it where it appears for the first time."""
        known = self._numbers.get(reason.addresses)
        if known is not None:
            return self.words("explain.rests.mark-again", number=known)
        number = self._numbers[reason.addresses] = len(self._numbers) + 1
        self._reasons.append(reason)
        claims = self._claims([line.because for line in self.lines(reason)])
        if not claims:
            return self.words("explain.rests.mark-unsourced", number=number)
        key = "mark" if len(claims) == 1 else "mark-more"
        return self.words(f"explain.rests.{key}", number=number, told=self.told(claims[0]))

    def lines(self, reason: Reason) -> list[Line]:
        """The lines of the situation behind a reason."""
        known = {line.address: line for line in self.situation.lines()}
        return [known[address] for address in reason.addresses if address in known]

    def in_full(self) -> list[Paragraph]:
        """Every line told of, with its claims; and how many have none."""
        if not self._reasons:
            return []
        found: list[Paragraph] = [(0, ""), (0, self.words("explain.rests.title"))]
        unsourced = 0
        for number, reason in enumerate(self._reasons, start=1):
            found.append((1, self._line(number, reason)))
            lines = self.lines(reason)
            pro = [line.because for line in lines if line.because is not None]
            unsourced += not pro
            if not pro:
                found.append((2, self.words("explain.rests.unsourced")))
            for grounds in pro:
                found.extend(self._grounds(grounds))
            for line in lines:
                if line.against is not None:
                    found.append((2, self.words("explain.rests.against")))
                    found.extend((indent + 1, text) for indent, text in self._grounds(line.against))
        if unsourced == len(self._reasons):
            found.append((1, self.words("explain.rests.summary.all")))
        else:
            found.append((1, self.words.several("explain.rests.summary", unsourced, total=len(self._reasons))))
        return found

    def _line(self, number: int, reason: Reason) -> str:
        name = begun(short_name(self.words, self.situation, reason.decision_maker))
        if reason.statement is not None:
            want = self.situation.in_words(reason.statement, self.words.language)
            return self.words("explain.rests.want", number=number, name=name, want=want, place=reason.place, of=reason.of)
        if reason.tiers is not None:
            first, second = sorted(reason.tiers)
            return self.words("explain.rests.ranking", number=number, name=name, first=first, second=second)
        if reason.kind == "comparison":
            return self.words("explain.rests.comparison", number=number, name=name)
        return self.words("explain.rests.weights", number=number, name=name, names=self._weighed(reason))

    def _grounds(self, grounds: Grounds) -> list[Paragraph]:
        found: list[Paragraph] = []
        if any(isinstance(part, Grounds) for part in grounds.parts):
            found.append((2, self.words("explain.rests.nested", grounds=grounds_in_words(grounds))))
        elif grounds.count == 1 < len(grounds.parts):
            found.append((2, self.words("explain.rests.any")))
        elif grounds.count < len(grounds.parts):
            found.append((2, self.words("explain.rests.at-least", count=grounds.count)))
        deeper = 3 if found else 2
        for claim in self._claims([grounds]):
            found.append((deeper, self.quoted(claim)))
        return found

    def quoted(self, claim: Claim) -> str:
        """What a claim says, and who told it how, with its id."""
        says = claim.says.in_language(self.words.language).rstrip(".")
        return self.words("explain.rests.claim", says=says, told=self.told(claim), id=claim.id)

    def _claims(self, listed: list[Grounds | None]) -> list[Claim]:
        named: list[ClaimReference] = [reference for grounds in listed for reference in references(grounds)]
        return [self.situation.claim(claim) for claim in dict.fromkeys(reference.claim for reference in named)]

    def told(self, claim: Claim) -> str:
        """How a claim is told, and by whom."""
        told_as = self.words(f"explain.told-as.{claim.told_as}")
        if claim.by == "unnamed":
            return self.words("explain.rests.told-unnamed", told_as=told_as)
        return self.words("explain.rests.told", told_as=told_as, speaker=who_says(self.situation, claim, self.words))

    def _weighed(self, reason: Reason) -> str:
        parts: list[str] = []
        for weight in reason.weights:
            # What weighs for the state entered: something good that holds there, or something bad that does not.
            if (weight.value > 0) == (weight.there == (reason.sign > 0)):
                key = "holds" if weight.value > 0 else "holds-not"
                parts.append(self.words(f"explain.because.{key}", name=self.words.name(self.situation, weight.name)))
        return self.words.listed(parts)
