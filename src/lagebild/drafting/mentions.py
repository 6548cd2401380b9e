"""Who could be the subject of a verb of saying: every mention in a sentence, and whom pronouns and descriptions mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from lagebild.drafting.language import Language
from lagebild.drafting.names import Entity, Names, country_at, country_names, institution_at, slug
from lagebild.drafting.passages import Passage, Token

_AS_SUBJECT: Final = 3
"""So many sentences back a description or a pronoun looks for somebody who has spoken, before any other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Somebody named, described or meant by a pronoun, from one token to another (half open).

    ``how``: name, institution, country, group, description, pronoun. ``oblique``: it cannot be a subject, by the words before.
    """

    first: int
    last: int
    how: str
    entity: Entity | None
    words: str = ""
    oblique: bool = False
    gender: str = ""
    plural: bool = False
    quoted: bool = False


@dataclass(slots=True)
class Memory:
    """Whom the text has spoken of so far, the latest last."""

    named: list[Entity] = field(default_factory=list)
    spoken: list[tuple[int, Entity]] = field(default_factory=list)
    """Who said something, with the number of the passage."""

    def note(self, entity: Entity) -> None:
        """Somebody has been named."""
        if entity in self.named:
            self.named.remove(entity)
        self.named.append(entity)

    def last_speaker(self, number: int, within: int) -> Entity | None:
        """Who spoke last, at most so many passages ago."""
        if self.spoken and number - self.spoken[-1][0] <= within:
            return self.spoken[-1][1]
        return None

    def meant(self, role: str, noun: str, gender: str, number: int) -> Entity | None:
        """The last person whom a description or a pronoun fits."""
        people = [entity for entity in self.named if entity.kind == "person"]
        spoken = [
            entity for at, entity in self.spoken[-12:] if number - at <= _AS_SUBJECT and entity.kind in ("person", "somebody")
        ]
        if role:
            fitting = [entity for entity in people if entity.role == role and _same_gender(entity.gender, gender)]
            exact = [entity for entity in fitting if entity.noun[-6:] == noun[-6:]]
            fitting = exact or fitting
        else:
            just = [entity for entity in spoken[-1:] if entity.kind == "somebody" and _same_gender(entity.gender, gender)]
            fitting = just or [e for e in spoken if e.gender == gender] or [e for e in people if e.gender == gender]
            fitting = fitting or [entity for entity in spoken if not entity.gender]
        return fitting[-1] if fitting else None


def _same_gender(one: str, other: str) -> bool:
    return not one or not other or one == other


def mentions(passage: Passage, names: Names, language: Language, memory: Memory) -> list[Mention]:
    """Every mention in a sentence, in order; ``memory`` learns of who is named in it."""
    found: list[Mention] = []
    position = 0
    while position < len(passage.tokens):
        mention = _at(passage, position, names, language, memory)
        if mention is None:
            position += 1
            continue
        mention = _placed(passage, mention, language)
        found.append(mention)
        if mention.entity is not None and mention.how in ("name", "institution"):
            memory.note(mention.entity)
        position = mention.last
    return _apposed(passage, found)


def _apposed(passage: Passage, found: list[Mention]) -> list[Mention]:
    """``The minister, Owen Pryce, said``: a description with a name between commas behind it means the one named."""
    for number in range(len(found) - 1):
        mention, following = found[number], found[number + 1]
        between = [token.text for token in passage.tokens[mention.last : following.first]]
        if mention.how == "description" and following.how == "name" and between[-1:] == [","] and between.count(",") == 1:
            closed = passage.tokens[following.last].text if following.last < len(passage.tokens) else "."
            if closed in (",", ".", "–") and len(between) <= 4:
                found[number] = replace(mention, entity=following.entity)
    return found


def _at(passage: Passage, position: int, names: Names, language: Language, memory: Memory) -> Mention | None:
    tokens = passage.tokens
    token = tokens[position]
    if not token.is_word:
        return None
    named = names.at(tokens, position)
    if named is not None:
        return Mention(first=position, last=position + named[1], how="name", entity=named[0], gender=named[0].gender)
    institution = institution_at(tokens, position)
    if institution is not None:
        return Mention(first=position, last=position + institution[1], how="institution", entity=institution[0])
    country = country_at(tokens, position)
    if country is not None and country[1] in ("name", "seat") and "-" not in token.text:
        return Mention(first=position, last=position + country[2], how="country", entity=_state(country[0], language),
                       oblique=_is_genitive(token, language))  # fmt: skip
    if language.has("pronouns.subject", token.low) and not (language.code == "de" and token.text == "Sie" and position):
        return _pronoun(passage, position, language, memory)
    if token.is_name or language.code == "en":
        return _noun(passage, position, language, memory)
    return None


def _is_genitive(token: Token, language: Language) -> bool:
    return token.possessive or (
        language.code == "de" and token.low.endswith("s") and token.low not in ("usa", "laos", "honduras")
    )


def _state(code: str, language: Language) -> Entity:
    name = country_names()[code].get(language.code, code)
    return Entity(id=slug(name), kind="country", name=name, role="government", country=code)


def _pronoun(passage: Passage, position: int, language: Language, memory: Memory) -> Mention:
    low = passage.tokens[position].low
    gender = "f" if language.has("pronouns.feminine", low) else "m" if language.has("pronouns.masculine", low) else ""
    entity = memory.meant("", "", gender, passage.number) if gender else None
    if entity is None and low == "they":
        spoken = memory.last_speaker(passage.number, _AS_SUBJECT)
        entity = spoken if spoken is not None and spoken.kind != "person" else None
    return Mention(
        first=position, last=position + 1, how="pronoun", entity=entity, gender=gender, words=passage.tokens[position].text
    )


def _noun(passage: Passage, position: int, language: Language, memory: Memory) -> Mention | None:
    """A description, an institution by its kind, or a group."""
    tokens, token = passage.tokens, passage.tokens[position]
    low = token.low
    before = tokens[position - 1].low if position else ""
    group = language.group(low)
    if group and not (language.code == "en" and before in ("the",) and group == "unnamed" and low in ("authorities",)):
        role = "expert" if group == "expert" else "unnamed"
        name = low if language.code == "en" else token.text if low in language.groups else token.text.removesuffix("n")
        entity = Entity(id=slug(name), kind="group", name=name, role=role, named=False)
        return Mention(first=position, last=position + 1, how="group", entity=entity, plural=True)
    role, gender = _role(tokens, position, language)
    before_name = language.code == "en" and position + 1 < len(tokens) and tokens[position + 1].is_name
    if role and not before_name:
        start = _start(tokens, position, language)
        definite = tokens[start].low in _DEFINITE or (start > 0 and tokens[start - 1].low in _DEFINITE)
        meant = memory.meant(role, low, gender, passage.number) if definite else None
        entity = meant or _described(tokens, position, language, role, gender)
        return Mention(first=position, last=position + 1, how="description", entity=entity, gender=gender, words=token.text)
    kind = language.institution(low)
    owned = language.code == "en" and language.has("articles.oblique", before)
    if kind and (token.is_name or owned or before in language.words["articles.all"] or _country_before(tokens, position)):
        return _institution(tokens, position, language, kind, memory)
    return None


_DEFINITE: Final = frozenset({"der", "die", "das", "dieser", "diese", "dieses", "the", "this", "jener", "jene"})


def _role(tokens: Sequence[Token], position: int, language: Language) -> tuple[str, str]:
    if language.code == "de" and not tokens[position].is_name:
        return "", ""
    return language.role(tokens[position].low)


def _start(tokens: Sequence[Token], position: int, language: Language) -> int:
    """Where the noun's group begins: at its article, or the first of its adjectives."""
    start = position
    while start > 0 and position - start < 4:
        low = tokens[start - 1].low
        if low in language.words["articles.all"] or language.has("articles.oblique", low):
            return start - 1
        adjective = country_at(tokens, start - 1) is not None or (
            tokens[start - 1].is_word and low not in language.verbs and not language.has("prepositions.words", low)
            and (low.endswith(("e", "er", "en", "em", "es")) and not tokens[start - 1].is_name if language.code == "de"
                 else low not in language.words["common"])
        )  # fmt: skip
        if not adjective:
            break
        start -= 1
    return start


def _country_before(tokens: Sequence[Token], position: int) -> bool:
    return position > 0 and country_at(tokens, position - 1) is not None


def _described(tokens: Sequence[Token], position: int, language: Language, role: str, gender: str) -> Entity:
    """Somebody without a name: a spokesman of the ministry, an expert."""
    last = position + 1
    joins = ("of", "for", "the") if language.code == "en" else ("des", "der", "von", "vom", "für")
    while (
        last < len(tokens)
        and last - position <= 4
        and (tokens[last].is_name or (tokens[last].low in joins and last + 1 < len(tokens)))
    ):
        last += 1
    while last > position + 1 and not tokens[last - 1].is_name:
        last -= 1
    start = _start(tokens, position, language)
    while start < position and tokens[start].low in language.words["articles.all"]:
        start += 1
    words = " ".join(token.text for token in tokens[max(start, position - 2) : last][:6])
    return Entity(id=slug(words), kind="somebody", name=words, role=role, gender=gender, named=False,
                  country=_country(tokens[start:last]))  # fmt: skip


def _country(tokens: Sequence[Token]) -> str:
    for at in range(len(tokens)):
        found = country_at(tokens, at)
        if found is not None:
            return found[0]
    return ""


def _institution(tokens: Sequence[Token], position: int, language: Language, kind: str, memory: Memory) -> Mention | None:
    """An institution by its kind, with the country or the name that goes with it; alone it points back at one."""
    token = tokens[position]
    start = _start(tokens, position, language)
    country = _country(tokens[start : position + 1])
    last = position + 1
    after = institution_at(tokens, last) if last < len(tokens) else None
    if after is not None:
        entity = after[0] if not country else replace(after[0], country=after[0].country or country)
        return Mention(first=position, last=last + after[1], how="institution", entity=entity)
    written = [
        t
        for t in tokens[start:last]
        if t.low not in language.words["articles.all"] and not language.has("articles.oblique", t.low)
    ]
    name = " ".join(t.text for t in written[-3:])
    if not country and len(written) == 1:
        back = [e for e in memory.named if e.kind == "institution" and e.name.lower().endswith(token.low)]
        if back:
            return Mention(first=position, last=last, how="institution", entity=back[-1])
    entity = Entity(id=slug(name), kind="institution", name=name, role=kind, country=country)
    return Mention(first=position, last=last, how="institution", entity=entity)


def _placed(passage: Passage, mention: Mention, language: Language) -> Mention:
    """With where its group of words begins, and whether it can be a subject there."""
    tokens = passage.tokens
    start = _start(tokens, mention.first, language) if mention.how not in ("pronoun",) else mention.first
    if mention.how == "name":
        start = _name_start(tokens, mention.first, language)
    article = tokens[start].low
    before = tokens[start - 1].low if start else ""
    oblique = mention.oblique or (language.has("articles.oblique", article) and language.code == "de")
    if language.code == "de" and article == "der":
        feminine = mention.gender == "f" or (mention.how == "institution" and _is_feminine(tokens[mention.first].low))
        oblique = oblique or feminine or mention.plural
    if language.has("prepositions.words", before) or (language.code == "en" and tokens[mention.last - 1].possessive):
        oblique = True
    if mention.how == "name" and mention.entity is not None and language.code == "de":
        last = tokens[mention.last - 1].low
        oblique = oblique or (last.endswith("s") and not any(last in alias for alias in mention.entity.aliases))
    quoted = passage.quoted(tokens[mention.first]) is not None
    return replace(mention, first=start, oblique=oblique, quoted=quoted)


def _is_feminine(low: str) -> bool:
    return low.endswith(
        (
            "ung",
            "schaft",
            "ei",
            "tion",
            "behörde",
            "behoerde",
            "armee",
            "bank",
            "agentur",
            "partei",
            "union",
            "wehr",
            "zeitung",
            "marine",
            "waffe",
            "universität",
        )
    )


def _name_start(tokens: Sequence[Token], position: int, language: Language) -> int:
    """Before a name stand its office and the words of that."""
    start = position
    while start > 0 and position - start < 6:
        before = tokens[start - 1]
        if before.text == "." or before.low in ("dr", "prof", "herr", "herrn", "frau", "mr", "mrs", "ms"):
            start -= 1
        elif _role(tokens, start - 1, language)[0]:
            return _start(tokens, start - 1, language)
        else:
            break
    if start == position and start and tokens[start - 1].low in language.words["articles.all"]:
        return start - 1
    return start


def subjects(found: Sequence[Mention]) -> Iterator[Mention]:
    """Those that could be the subject of a sentence's own verbs."""
    for mention in found:
        if not mention.oblique and not mention.quoted and mention.entity is not None:
            yield mention
