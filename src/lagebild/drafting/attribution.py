"""Who is likely to say what a sentence says, by rule, with the reasons.

1. A verb of saying outside the quotation marks, and the subject nearest to it.
2. ``laut X``, ``X zufolge``, ``according to X``, ``so X``.
3. A quotation without a verb belongs to whoever its other sentences, a colon before it or a verb after it give it to; else to
   who spoke last.
4. German indirect speech without a verb (``sei``, ``habe``, ``könne``) goes on with who spoke last.
5. All else is the author's own voice.

Every rule gives candidates, the likeliest first; which of them it is stays for a person to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lagebild.drafting.language import Language
from lagebild.drafting.mentions import Memory, Mention, mentions, subjects
from lagebild.drafting.names import Entity, Names, slug
from lagebild.drafting.passages import SHORT_QUOTE, Passage, Passages, Token, written
from lagebild.evidence.proposals import Reason

FAR: Final = 4
"""So many sentences after somebody has spoken, indirect speech without a verb still goes on with them."""

_AUXILIARY: Final = frozenset({"hat", "haben", "habe", "hatte", "hatten", "has", "have", "had", "will", "wird", "werden"})
_PASSIVE: Final = frozenset({"wird", "werden", "wurde", "wurden", "worden", "was", "were", "been", "being", "is", "are", "be"})
_CLAUSE: Final = frozenset({",", ";", ":", "–", "-", "—"})
_CONJUNCTIONS: Final = frozenset(
    """nachdem weil da während obwohl wie als after because while although since when who which""".split()  # noqa: SIM905
)
"""How clauses begin that only go with the main one."""

_THAT: Final = frozenset({"dass", "that", "ob", "whether"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking:
    """One who may be saying it: the entity (none: the author), why, and how the verb puts it."""

    entity: Entity | None
    reasons: tuple[Reason, ...]
    score: float
    told: str = ""
    verb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who may be saying a sentence, the likeliest first, and the form in which the text gives it."""

    passage: Passage
    form: str
    speaking: tuple[Speaking, ...]
    mentioned: tuple[Entity, ...] = ()
    only_names: bool = False
    """Whether the sentence only says who speaks: it belongs to the quotation before it."""

    @property
    def first(self) -> Speaking:
        """The likeliest."""
        return self.speaking[0]


@dataclass(frozen=True, slots=True)
class _Saying:
    """A verb of saying in a sentence: where it stands, where its subject is looked for, what it makes of what is said."""

    at: int
    around: int
    told: str
    form: str
    weak: bool
    opinion: bool
    perfect: bool


AUTHOR: Final = Speaking(entity=None, reasons=(Reason(code="own-voice"),), score=0)


def attribute(read: Passages, names: Names) -> tuple[Attribution, ...]:
    """Who says each sentence of a text that is no heading and not the page's."""
    work = _Attributing(read, names)
    return tuple(work.all())


@dataclass(slots=True)
class _Attributing:
    read: Passages
    names: Names
    memory: Memory = field(default_factory=Memory)
    of_quotation: dict[int, Speaking] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        return self.read.language

    def all(self) -> Iterable[Attribution]:
        listed = self.read.read
        for number, passage in enumerate(listed):
            following = [other for other in listed[number + 1 : number + 12] if other.paragraph == passage.paragraph]
            previous = listed[number - 1] if number else None
            found = self._one(passage, previous, following)
            tail = previous is not None and _ends_in_quotation(previous, self.read.text.text) and not passage.quotations
            found = replace(found, only_names=tail and _is_tail(passage, found.first))
            first = found.first
            if first.entity is not None:
                self.memory.spoken.append((passage.number, first.entity))
                for quotation in passage.quotations:
                    self.of_quotation.setdefault(quotation.number, first)
            yield found

    def _one(self, passage: Passage, previous: Passage | None, following: Sequence[Passage]) -> Attribution:
        met = mentions(passage, self.names, self.language, self.memory)
        entities = tuple(dict.fromkeys(mention.entity for mention in met if mention.entity is not None))
        found = self._spoken(passage, met)
        quoted = passage.quoted_words
        if quoted >= SHORT_QUOTE or (quoted and (found or passage.wholly_quoted)):
            return self._quoted(passage, previous, following, found, entities)
        form = "indirect" if any(speaking.told and _reports(passage, speaking) for speaking in found) else "report"
        named = self._according(passage, met)
        if named is not None:
            return _attribution(passage, "indirect", [named, *found], entities)
        if found:
            return _attribution(passage, form, found, entities)
        going_on = self._indirect(passage)
        if going_on is not None:
            return _attribution(passage, "indirect", [going_on, AUTHOR], entities)
        return _attribution(passage, "narration", [AUTHOR], entities)

    # --- quotations -------------------------------------------------------------------------------------------------------

    def _quoted(
        self,
        passage: Passage,
        previous: Passage | None,
        following: Sequence[Passage],
        found: list[Speaking],
        entities: tuple[Entity, ...],
    ) -> Attribution:
        named = self._so(passage)
        if named is not None:
            found = [named, *found]
        if not found:
            found = self._of_the_rest(passage, previous, following)
        if not found:
            going_on = self._indirect(passage)
            if going_on is not None:
                return _attribution(passage, "indirect", [going_on, AUTHOR], entities)
            if not passage.wholly_quoted and passage.quoted_words * 2 < len(passage.tokens):
                # A few words at arm's length within the author's own sentence.
                last = self.memory.last_speaker(passage.number, FAR)
                others = [] if last is None else [Speaking(entity=last, reasons=(Reason(code="spoke-last"),), score=0.2)]
                return _attribution(passage, "narration", [AUTHOR, *others], entities)
            last = self.memory.last_speaker(passage.number, FAR * 2)
            if last is not None:
                found = [Speaking(entity=last, reasons=(Reason(code="spoke-last"),), score=0.3, told="reported")]
        if not found:
            nobody = Speaking(entity=None, reasons=(Reason(code="no-speaker-found"),), score=0)
            return _attribution(passage, "direct", [replace(nobody, told="reported")], entities)
        return _attribution(passage, "direct", found, entities)

    def _of_the_rest(self, passage: Passage, previous: Passage | None, following: Sequence[Passage]) -> list[Speaking]:
        """Who speaks in a quotation by its other sentences, by a colon before it, or by a sentence that follows."""
        for quotation in passage.quotations:
            known = self.of_quotation.get(quotation.number)
            if known is not None:
                return [replace(known, reasons=(*known.reasons, Reason(code="same-quotation")), score=known.score * 0.9)]
        if previous is not None and self.read.text.text[previous.start : previous.end].rstrip().endswith(":"):
            last = self.memory.last_speaker(previous.number + 1, 1)
            if last is not None:
                return [Speaking(entity=last, reasons=(Reason(code="colon-before"),), score=0.8, told="reported")]
        ends = {quotation.end for quotation in passage.quotations}
        for other in following:
            same = any(quotation.end in ends for quotation in other.quotations)
            near = other.number == passage.number + 1 and not other.quotations and len(other.tokens) <= 12
            if not (same or near):
                continue
            glance = Memory(named=list(self.memory.named), spoken=list(self.memory.spoken))
            met = mentions(other, self.names, self.language, glance)
            found = _Attributing(self.read, self.names, glance)._spoken(other, met, quote_before=near)
            so = _Attributing(self.read, self.names, glance)._so(other)
            found = [so, *found] if so is not None else found
            if found and (same or _is_tail(other, found[0])):
                return [
                    replace(each, reasons=(*each.reasons, Reason(code="said-after")), score=each.score * 0.9) for each in found
                ]
        return []

    def _so(self, passage: Passage) -> Speaking | None:
        """``"…", so X`` — German for: thus X."""
        tokens = passage.tokens
        met = mentions(
            passage, self.names, self.language, Memory(named=list(self.memory.named), spoken=list(self.memory.spoken))
        )
        for number in passage.outside:
            if not self.language.has("according.so", tokens[number].low) or (
                number and tokens[number - 1].text not in (",", "–", "-", "“", '"', "«", "”")
            ):
                continue
            for mention in met:
                if mention.first == number + 1 and mention.entity is not None:
                    return Speaking(
                        entity=mention.entity, reasons=_reasons("thus", "so", mention), score=1.0, told="reported", verb="so"
                    )
        return None

    # --- verbs of saying ----------------------------------------------------------------------------------------------------

    def _spoken(self, passage: Passage, met: Sequence[Mention], *, quote_before: bool = False) -> list[Speaking]:
        """Everybody who is the subject of a verb of saying in a sentence, the likeliest first."""
        able = list(subjects(met))
        quoted = passage.quoted_words > 0 or quote_before
        found: list[Speaking] = []
        for saying in self._sayings(passage):
            if saying.weak and not (quoted or saying.opinion or _clause_follows(passage, saying.at)):
                continue
            subject = self._subject(passage, saying, able) or self._noun_subject(passage, saying, met)
            if subject is None:
                continue
            score = 1.0 - 0.03 * abs(subject.first - saying.around) - (0.15 if saying.weak and not quoted else 0)
            if self._subordinate(passage, saying.at):
                score -= 0.25
            alone = saying.weak and not quoted and not _clause_follows(passage, saying.at)
            if alone and not saying.opinion and subject.how in ("group", "pronoun"):
                continue
            found.append(
                Speaking(
                    entity=subject.entity,
                    reasons=_reasons("verb", saying.form, subject),
                    score=score,
                    told=saying.told,
                    verb=saying.form,
                )
            )
        found.sort(key=lambda speaking: -speaking.score)
        return [
            speaking
            for number, speaking in enumerate(found)
            if speaking.entity not in [other.entity for other in found[:number]]
        ]

    def _sayings(self, passage: Passage) -> Iterable[_Saying]:
        language, tokens = self.language, passage.tokens
        lows = [tokens[number].low for number in passage.outside]
        for index, number in enumerate(passage.outside):
            token = tokens[number]
            verbs = language.verbs.get(token.low)
            if (
                verbs is None
                or (token.is_name and number != 0)
                or (language.code == "de" and token.is_name and number == 0 and token.low.endswith("en"))
            ):
                continue
            clause = _clause(lows, index)
            particles = {verb.particle for verb in verbs if verb.particle}
            there = particles & set(clause[1])
            fitting = [verb for verb in verbs if (verb.particle in there if there else not verb.particle)]
            if not fitting:
                continue
            if (
                language.code == "en"
                and index
                and lows[index - 1] in ("the", "a", "an", "his", "her", "their", "its", "of", "to")
            ):
                continue
            passive, auxiliary = _auxiliaries(lows, index, language)
            if passive:
                continue
            around = passage.outside[auxiliary] if auxiliary is not None else number
            weak = token.low in language.weak and not there
            yield _Saying(
                number, around, fitting[0].told, token.text, weak, token.low in language.opinion, auxiliary is not None
            )

    def _subject(self, passage: Passage, saying: _Saying, able: Sequence[Mention]) -> Mention | None:
        """The mention that fits best as the subject of a verb: in its clause, near it, on the side of the word order."""
        tokens = passage.tokens
        best: tuple[float, Mention] | None = None
        inverted = self._inverted(passage, saying.around, able)
        for mention in able:
            after = mention.first > saying.around
            gap = range(saying.around + 1, mention.first) if after else range(mention.last, saying.around)
            between = [tokens[at] for at in gap]
            commas = sum(token.text in _CLAUSE for token in between)
            if not after and between and between[0].text == "," and mention.first and tokens[mention.first - 1].text == ",":
                # A name between commas belongs to the subject before it.
                commas -= 1
            if after and (len(between) > 8 or any(token.text in (",", ";", ":") for token in between)):
                continue
            if not after and commas % 2 and commas < 2 and not saying.perfect:
                continue
            if not after and any(token.text in (":", ";") for token in between):
                continue
            if any(passage.quoted(token) is not None for token in between) and len(between) > 3:
                continue
            limit = 25 if saying.perfect else 16
            if len(between) > limit:
                continue
            score = -0.4 * len(between) - 1.5 * commas
            score += {"name": 3.0, "institution": 2.0, "pronoun": 2.0, "description": 2.5, "group": 1.5, "country": 1.5}[
                mention.how
            ]
            if self.language.code == "de":
                score += 3.0 if after == inverted else -1.0
            elif after and not (passage.quoted_words and _after_quote(passage, saying.at)):
                score -= 6.0
            if best is None or score > best[0]:
                best = (score, mention)
        return None if best is None or best[0] < -4 else best[1]

    def _noun_subject(self, passage: Passage, saying: _Saying, met: Sequence[Mention]) -> Mention | None:
        """A noun directly beside the verb, where nobody is named: ``die Händler fordern``, ``the villagers said``."""
        if saying.weak and not (passage.quoted_words or _clause_follows(passage, saying.at) or saying.opinion):
            return None
        german = self.language.code == "de"
        for at in (saying.around - 1, saying.around + 2 if german else -1):
            if not 0 < at < len(passage.tokens) or passage.quoted(passage.tokens[at]) is not None:
                continue
            token, before = passage.tokens[at], passage.tokens[at - 1].low
            article = before in self.language.words["articles.all"] and not (
                german and self.language.has("articles.oblique", before)
            )
            noun = token.is_word and (token.is_name if german else not token.is_name and token.low not in self.language.verbs)
            if not noun or not article or any(mention.first <= at < mention.last for mention in met):
                continue
            entity = Entity(id=slug(token.low), kind="group", name=token.text, role="unnamed", named=False)
            return Mention(first=at, last=at + 1, how="group", entity=entity, words=token.text)
        return None

    def _inverted(self, passage: Passage, at: int, able: Sequence[Mention]) -> bool:
        """Whether a German verb stands before its subject: after a quotation, a comma, or one part of the sentence."""
        if at == 0:
            return True
        before = passage.tokens[at - 1]
        if passage.quoted(before) is not None or before.text in (",", '"', "“", "”", "«", "»", "–", "-", ":"):
            return True
        following = passage.tokens[at + 1] if at + 1 < len(passage.tokens) else None
        if following is None or any(mention.last == at for mention in able):
            return False
        nominative = self.language.has("articles.all", following.low) and not self.language.has(
            "articles.oblique", following.low
        )
        return nominative or any(mention.first == at + 1 and mention.how == "name" for mention in able)

    def _subordinate(self, passage: Passage, at: int) -> bool:
        """Whether a verb stands in a clause that only goes with the main one: ``nachdem X bestätigt hat``."""
        for number in range(at, -1, -1):
            if passage.tokens[number].text in (",", ";"):
                return False
            if passage.tokens[number].low in _CONJUNCTIONS:
                return True
        return False

    # --- without a verb -----------------------------------------------------------------------------------------------------

    def _according(self, passage: Passage, met: Sequence[Mention]) -> Speaking | None:
        """``laut X``, ``X zufolge``, ``according to X``; ``demnach`` points at who spoke last."""
        language, tokens = self.language, passage.tokens
        lows = passage.lows
        outside = set(passage.outside)
        for phrase in language.phrases["according.thus"]:
            for at in _occurrences(lows, phrase):
                last = self.memory.last_speaker(passage.number, FAR) or _last(self.memory)
                if at in outside and last is not None:
                    return Speaking(
                        entity=last,
                        reasons=(Reason(code="thus", words=written(tokens[at : at + len(phrase)])),),
                        score=0.7,
                        told="reported",
                        verb=phrase[0],
                    )
        for phrase in language.phrases["according.before"]:
            for at in _occurrences(lows, phrase):
                end = at + len(phrase)
                if at not in outside or end >= len(tokens):
                    continue
                near = [
                    mention
                    for mention in met
                    if end <= mention.last - 1 and mention.first <= end + 4 and mention.entity is not None
                ]
                if near and not _comma_between(passage, end, near[0].first):
                    mention = near[0]
                    return Speaking(
                        entity=mention.entity,
                        reasons=_reasons("according", written(tokens[at:end]), mention),
                        score=1.0,
                        told="reported",
                        verb=phrase[0],
                    )
                source = _source_noun(passage, end, language)
                if source is not None and (len(phrase) == 1 or phrase[-1] not in ("angaben", "berichten")):
                    return Speaking(
                        entity=source,
                        reasons=(Reason(code="according", words=written(tokens[at:end])),),
                        score=0.8,
                        told="reported",
                        verb=phrase[0],
                    )
        for phrase in language.phrases["according.after"]:
            for at in _occurrences(lows, phrase):
                near = [
                    mention for mention in met if mention.last <= at and mention.last >= at - 3 and mention.entity is not None
                ]
                if at in outside and near:
                    return Speaking(
                        entity=near[-1].entity,
                        reasons=_reasons("according", phrase[0], near[-1]),
                        score=1.0,
                        told="reported",
                        verb=phrase[0],
                    )
                source = _noun_before(passage, at, language)
                if at in outside and source is not None:
                    return Speaking(
                        entity=source,
                        reasons=(Reason(code="according", words=phrase[0]),),
                        score=0.8,
                        told="reported",
                        verb=phrase[0],
                    )
        return self._so(passage) if language.code == "de" else None

    def _indirect(self, passage: Passage) -> Speaking | None:
        """German indirect speech that no verb of saying goes with: it is still who spoke last."""
        language = self.language
        words = [passage.tokens[number] for number in passage.outside]
        lows = [token.low for token in words]
        sure = [
            t
            for n, t in enumerate(words)
            if _is_subjunctive(t.low, language)
            and not t.is_name
            and not (t.low == "sei" and lows[n - 1 : n] == ["es"] and lows[n + 1 : n + 2] == ["denn"])
        ]
        within = FAR
        if not sure:
            conditions = {phrase[0] for phrase in language.phrases["condition.words"]} | set(
                language.phrases["condition.inverted"] and ("sollte", "sollten")
            )
            if set(lows) & conditions:
                return None
            sure = [token for token in words if token.low in ("hätten", "hätte", "wären", "seien")]
            within = 2
            if language.code == "de" and not sure:
                sure = list(_endings_in_e(words, language))
        last = self.memory.last_speaker(passage.number, within)
        if not sure or last is None:
            return None
        return Speaking(
            entity=last,
            reasons=(Reason(code="indirect-speech", words=sure[0].text), Reason(code="spoke-last", words=last.name)),
            score=0.7,
            told="reported",
        )


def _endings_in_e(words: Sequence[Token], language: Language) -> Iterable[Token]:
    """Verbs that may be in the subjunctive by their ending: behind a noun or a pronoun, before no noun of their own."""
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        subject = (before.is_name and before.is_word) or before.low in ("er", "sie", "es", "man")
        plain = token.low.endswith("e") and len(token.low) > 3 and not token.is_name
        if not plain or not subject or after.is_name or token.low in _NO_VERBS or token.low in language.verbs:
            continue
        if not token.low.endswith("te") or token.low in _IN_TE:
            yield token


_IN_TE: Final = frozenset({"behalte", "erhalte", "enthalte", "halte", "leite", "biete", "trete", "rate", "erwarte", "streite"})
"""Subjunctives that end as the past tense does."""

_NO_VERBS: Final = frozenset(
    """alle beide viele wenige einige keine ohne heute gerade lange gerne neue erste zweite dritte letzte eine ihre
    seine diese jene andere solche manche mehrere welche deine meine unsere eure ende gestern bitte nahe beinahe
    folge wurde werde""".split()  # noqa: SIM905
)
"""Words in -e that stand behind nouns and are no verbs, or no subjunctives."""


def _is_subjunctive(low: str, language: Language) -> bool:
    return language.has("subjunctive.sure", low) or (language.code == "de" and low.endswith("iere") and len(low) > 6)


def _attribution(passage: Passage, form: str, speaking: Sequence[Speaking], entities: tuple[Entity, ...]) -> Attribution:
    return Attribution(passage=passage, form=form, speaking=tuple(speaking), mentioned=entities)


def _ends_in_quotation(passage: Passage, text: str) -> bool:
    """Whether a sentence ends where a quotation does."""
    return bool(passage.quotations) and passage.end - passage.quotations[-1].end <= 1 and text[passage.end - 1] in '"”“»«’'


def _is_tail(passage: Passage, speaking: Speaking) -> bool:
    """Whether a sentence only says who speaks: "… fragt die Ministerin." after a quotation with a mark of its own."""
    words = [token for token in passage.tokens if token.is_word]
    return bool(speaking.verb) and speaking.entity is not None and len(words) <= 5


def _reports(passage: Passage, speaking: Speaking) -> bool:
    """Whether what somebody says is given in a clause of its own."""
    lows = passage.lows
    return any(low in _THAT for low in lows) or speaking.told == "reported"


def _reasons(code: str, words: str, mention: Mention) -> tuple[Reason, ...]:
    reasons = [Reason(code=code, words=words)]
    if mention.how in ("pronoun", "description"):
        reasons.append(Reason(code=mention.how, words=mention.words))
    return tuple(reasons)


def _clause(lows: Sequence[str], index: int) -> tuple[Sequence[str], Sequence[str]]:
    """What stands before and after a word in its clause; what follows goes on to the end of the sentence's first comma."""
    first = index
    while first > 0 and lows[first - 1] not in _CLAUSE:
        first -= 1
    last = index + 1
    while last < len(lows) and lows[last] not in (",", ";", ":"):
        last += 1
    return lows[first:index], lows[index + 1 : last]


def _auxiliaries(lows: Sequence[str], index: int, language: Language) -> tuple[bool, int | None]:
    """Whether a verb is in the passive voice, and where the auxiliary of a perfect stands."""
    low = lows[index]
    before, after = _clause(lows, index)
    participle = (
        low.endswith(("t", "en", "ed", "d", "n"))
        if language.code == "en"
        else (low.startswith("ge") or low.endswith(("t", "en")))
    )
    if not participle:
        return False, None
    beside = [*before[-4:]] if language.code == "en" else [*before, *after[:2]]
    if language.code == "en":
        if any(word in _PASSIVE for word in before[-2:]):
            return True, None
        return False, index - 1 if index and lows[index - 1] in _AUXILIARY else None
    plain = not low.startswith("ge") and index and lows[index - 1] in _CLAUSE
    if plain:
        return False, None
    last = (
        index + 1 >= len(lows) or not lows[index + 1 : index + 2] or lows[index + 1] in {*_CLAUSE, ".", *_AUXILIARY, *_PASSIVE}
    )
    if not last:
        return False, None
    if any(word in ("wurde", "wurden", "worden", "wird", "werden") for word in beside):
        return True, None
    if lows[index + 1 : index + 2] and lows[index + 1] in _AUXILIARY:
        return False, index
    for at in range(index - 1, -1, -1):
        if lows[at] in _AUXILIARY:
            return False, at
        if lows[at] in (",", ";", ":"):
            break
    return False, None


def _clause_follows(passage: Passage, at: int) -> bool:
    """Whether what is said follows a verb: ``dass``, ``that``, a colon."""
    following = passage.tokens[at + 1 : at + 12]
    return any(token.low in _THAT or token.text == ":" for token in following)


def _after_quote(passage: Passage, at: int) -> bool:
    """Whether a verb stands directly behind a quotation."""
    return any(passage.quoted(token) is not None for token in passage.tokens[max(0, at - 3) : at])


def _comma_between(passage: Passage, start: int, end: int) -> bool:
    return any(token.text in (",", ";", ".") for token in passage.tokens[start:end])


def _source_noun(passage: Passage, at: int, language: Language) -> Entity | None:
    """What else a text goes by: a study, a report; the first noun after the words, for it to be found again."""
    tokens = passage.tokens
    for number in range(at, min(at + 5, len(tokens))):
        token = tokens[number]
        if not token.is_word:
            return None
        if language.code == "de" and not token.is_name:
            continue
        if language.code == "en" and (token.low in language.words["articles.all"] or token.low in language.words["common"]):
            continue
        return Entity(id=slug(token.low), kind="group", name=token.text, role="unnamed", named=False)
    return None


def _noun_before(passage: Passage, at: int, language: Language) -> Entity | None:
    token = passage.tokens[at - 1] if at else None
    if token is None or not token.is_name:
        return None
    return Entity(id=slug(token.low), kind="group", name=token.text, role="unnamed", named=False)


def _occurrences(lows: Sequence[str], phrase: Sequence[str]) -> Iterable[int]:
    length = len(phrase)
    return [
        at for at in range(len(lows) - length + 1) if lows[at] == phrase[0] and tuple(lows[at : at + length]) == tuple(phrase)
    ]


def _last(memory: Memory) -> Entity | None:
    institutions = [entity for entity in memory.named if entity.kind == "institution"]
    return institutions[-1] if institutions else None
