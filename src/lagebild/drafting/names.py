"""Who and what a text names: people with their offices, institutions, countries, and groups without a name.

No model of language: a person is known by a first name, by an office or a verb of saying beside the name, and afterwards by the
family name alone. What is missed stays a person's task.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final

from lagebild.drafting.language import Language, Phrase, fold, table
from lagebild.drafting.passages import Passage, Passages, Token, written

_INITIAL: Final = re.compile(r"[A-ZÄÖÜ]\.?$")
_ARTICLES_TOO: Final = frozenset({"der", "den", "zu", "zum", "zur", "le", "la"})
"""Parts of names that are other words as well: within a name only behind another part (``van der``)."""

_NOUN_ENDINGS: Final = (
    "ung",
    "heit",
    "keit",
    "schaft",
    "tion",
    "ismus",
    "nis",
    "tum",
    "ment",
    "tät",
    "anz",
    "enz",
    "ungen",
    "schaften",
    "tionen",
)
"""Endings of German nouns that are no family's names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody or something that a text names. ``kind``: person, institution, country, group."""

    id: str
    kind: str
    name: str
    role: str = ""
    noun: str = ""
    """The noun that says what somebody is, folded: what ``the expert`` can point back at."""
    office: str = ""
    """The office as the text words it, with the country."""
    country: str = ""
    gender: str = ""
    named: bool = True
    aliases: frozenset[Phrase] = frozenset()
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All of them, and under which words each is met again."""

    entities: Mapping[str, Entity]
    aliases: Mapping[Phrase, str] = field(repr=False)
    longest: int = 1

    def at(self, tokens: Sequence[Token], position: int) -> tuple[Entity, int] | None:
        """Who is named from a token on, and by how many tokens."""
        if not tokens[position].is_name:
            return None
        for length in range(min(self.longest, len(tokens) - position), 0, -1):
            lows = tuple(token.low for token in tokens[position : position + length])
            for form in (lows, (*lows[:-1], lows[-1].removesuffix("s"))):
                if form in self.aliases:
                    return self.entities[self.aliases[form]], length
        return None


def slug(name: str) -> str:
    """A name as an id: small letters, digits and hyphens."""
    folded = unicodedata.normalize("NFC", name.lower().replace("ß", "ss"))
    made = "-".join("".join(letter if letter.isalnum() else " " for letter in folded).split())
    return made if made[:1].isalpha() else f"x-{made}"


# --- countries and institutions ---------------------------------------------------------------------------------------


@cache
def countries() -> Mapping[Phrase, tuple[str, str]]:
    """What names a country: the phrase, its code, and whether it is the country, its people, its adjective or a city."""
    found: dict[Phrase, tuple[str, str]] = {}
    for code, entry in table("countries").items():
        for kind, key in (
            ("seat", "seats"),
            ("people", "people-de"),
            ("people", "people-en"),
            ("adjective", "adjectives"),
            ("name", "names"),
        ):
            for name in entry.get(key, ()):
                found[_phrase(name)] = (code, kind)
        for stem in entry.get("stems", ()):
            for ending in ("", "e", "er", "en", "em", "es"):
                found.setdefault((fold(stem) + ending,), (code, "adjective"))
        for people in entry.get("people-de", ()):
            for ending in ("n", "s", "in", "innen", "en"):
                found.setdefault((fold(people) + ending,), (code, "people"))
    return found


@cache
def country_names() -> Mapping[str, Mapping[str, str]]:
    """A country's name by its code and language."""
    return {
        code: {"en": entry["names"][0], "de": entry["names"][min(1, len(entry["names"]) - 1)]}
        for code, entry in table("countries").items()
    }


@cache
def known_institutions() -> tuple[Mapping[Phrase, str], Mapping[str, Any]]:
    """The phrases under which institutions are met, and the institutions by id."""
    entries = {slug(entry["name"]["en"]): entry for entry in table("institutions")["institution"]}
    return {_phrase(name): id_ for id_, entry in entries.items() for name in entry["names"]}, entries


def name_in(entity: Entity, code: str) -> str:
    """What somebody is called in a language, where the tables say so."""
    entry = known_institutions()[1].get(entity.id)
    return entity.name if entry is None else str(entry["name"].get(code, entity.name))


def country_at(tokens: Sequence[Token], position: int) -> tuple[str, str, int] | None:
    """The country that is named from a token on, how, and by how many tokens."""
    first = tokens[position]
    for length in (3, 2, 1):
        lows = tuple(token.low for token in tokens[position : position + length])
        for form in (lows, (*lows[:-1], lows[-1].removesuffix("s"))):
            if len(lows) == length and form in countries():
                code, kind = countries()[form]
                # Only German adjectives are written small.
                if first.is_name or kind == "adjective":
                    return code, kind, length
    if "-" in first.text:
        # US-Präsident, Kreml-Sprecher: what stands before the hyphen.
        before = (fold(first.text.partition("-")[0]),)
        if before in countries():
            return countries()[before][0], "adjective", 1
    return None


def institution_at(tokens: Sequence[Token], position: int) -> tuple[Entity, int] | None:
    """The institution of the table that is named from a token on."""
    if not tokens[position].is_name:
        return None
    phrases, entries = known_institutions()
    for length in (5, 4, 3, 2, 1):
        lows = tuple(token.low for token in tokens[position : position + length])
        if len(lows) == length and lows in phrases:
            id_ = phrases[lows]
            entry = entries[id_]
            # A short name in small letters is another word: "Nis" is no NIS.
            if length == 1 and len(lows[0]) <= 3 and tokens[position].text not in entry["names"]:
                return None
            return Entity(
                id=id_, kind="institution", name=entry["name"]["en"], role=entry["role"], country=entry.get("country", "")
            ), length
    return None


# --- people -----------------------------------------------------------------------------------------------------------


def find_names(read: Passages) -> Names:
    """Every person whom a text names, with the office it gives them.

    1. Who has a known first name, a courtesy or an office before the name, an office behind it, or says something.
    2. The same person under the family name alone, or under more of the name, is one.
    """
    found: dict[str, Entity] = {}
    for passage in read.all:
        if passage.kind != "page":
            for entity in _people(passage, read.language):
                _take(found, entity)
    merged = _without_doubles(found)
    aliases: dict[Phrase, str] = {}
    for entity in merged.values():
        for alias in entity.aliases:
            # A family name that two share points at nobody.
            aliases[alias] = "" if aliases.get(alias, entity.id) != entity.id else entity.id
    aliases = {alias: id_ for alias, id_ in aliases.items() if id_}
    return Names(entities=merged, aliases=aliases, longest=max((len(alias) for alias in aliases), default=1))


def _take(found: dict[str, Entity], entity: Entity) -> None:
    known = found.get(entity.id)
    if known is None:
        found[entity.id] = entity
        return
    found[entity.id] = replace(
        known,
        role=known.role or entity.role,
        noun=known.noun or entity.noun,
        office=known.office or entity.office,
        country=known.country or entity.country,
        gender=known.gender or entity.gender,
        aliases=known.aliases | entity.aliases,
    )


def _without_doubles(found: Mapping[str, Entity]) -> dict[str, Entity]:
    """Someone known by the family name only, who is somebody named in full, goes into them."""
    full = {entity.id: entity for entity in found.values() if _parts(entity) > 1}
    for entity in found.values():
        if _parts(entity) > 1:
            continue
        (alias,) = list(entity.aliases)[:1]
        owners = [other for other in full.values() if alias in other.aliases]
        if len(owners) == 1:
            _take(full, replace(entity, id=owners[0].id))
        elif not owners:
            full[entity.id] = entity
    return full


def _parts(entity: Entity) -> int:
    return len(entity.name.split())


@cache
def _first_names() -> Mapping[str, str]:
    names = table("names")
    female = {fold(name) for name in names["female"].split()}
    male = {fold(name) for name in names["male"].split()}
    return {name: "" if name in female and name in male else "f" if name in female else "m" for name in female | male}


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    names = table("names")
    keys = ("courtesy-female", "courtesy-male", "courtesy", "particles", "family-first")
    return {key: frozenset(fold(word) for word in names[key].split()) for key in keys}


def _people(passage: Passage, language: Language) -> Iterator[Entity]:
    tokens = passage.tokens
    position = 0
    while position < len(tokens):
        length = _name_length(tokens, position, language)
        if length:
            entity = _person(tokens, position, length, language, passage)
            if entity is not None:
                yield entity
                position += length
                continue
        position += 1


def _name_length(tokens: Sequence[Token], position: int, language: Language) -> int:
    """How many tokens from here on could be a name; 0 if the first cannot begin one."""
    if not _can_be_name(tokens, position, language) or institution_at(tokens, position) is not None:
        return 0
    length = 1
    particles = _small_words()["particles"]
    while position + length < len(tokens) and length < 5:
        token = tokens[position + length]
        if tokens[position + length - 1].possessive:
            break
        if token.low in particles and not token.is_name:
            if token.low in _ARTICLES_TOO and tokens[position + length - 1].low not in particles:
                break
            if length >= 4 or position + length + 1 >= len(tokens) or not _can_be_name(tokens, position + length + 1, language):
                break
            length += 1
            continue
        if (
            _INITIAL.match(token.text)
            and len(token.text) == 1
            and position + length + 2 < len(tokens)
            and tokens[position + length + 1].text == "."
        ):
            length += 2
            continue
        if not _can_be_name(tokens, position + length, language):
            break
        length += 1
    while length > 1 and not tokens[position + length - 1].is_name:
        length -= 1
    return length


def _can_be_name(tokens: Sequence[Token], position: int, language: Language) -> bool:
    token = tokens[position]
    if not (token.is_name and token.is_word) or len(token.text) < 2:
        return False
    low = token.low
    if low in _first_names():
        # "May", "Mark", "Will" begin sentences as other words.
        return True
    if language.role(low)[0] or low in language.months or low in language.weekdays or language.has("articles.all", low):
        return False
    if (low,) in countries() or (low.removesuffix("s"),) in countries() or institution_at([token], 0) is not None:
        return False
    small = _small_words()
    if low in small["courtesy"] | small["courtesy-female"] | small["courtesy-male"]:
        return False
    if language.code == "de" and (low.endswith(_NOUN_ENDINGS) or language.institution(low)):
        return False
    if language.has("pronouns.subject", low) or language.has("prepositions.words", low) or low in language.words["common"]:
        return False
    return not (token.text.isupper() and len(token.text) > 1)


def _person(tokens: Sequence[Token], position: int, length: int, language: Language, passage: Passage) -> Entity | None:
    """The person whom these tokens name, if anything tells that they name one."""
    words = [token for token in tokens[position : position + length] if token.text != "."]
    first = words[0].low
    gender = _first_names().get(first, None)
    small = _small_words()
    title = _before(tokens, position, language)
    behind = _behind(tokens, position + length, language)
    begins = position == 0
    if gender is not None and length == 1 and not title.role and not behind.role:
        return None
    family_first = first in small["family-first"] and length >= 2 and len(words) <= 3
    said = _says(tokens, position, length, language)
    known = gender is not None or family_first
    if not (known or title.role or title.courtesy):
        if len(words) != 2 or not (behind.role or said):
            return None
        if begins and language.code == "de" and not behind.role:
            return None
        if language.code == "en" and any(language.institution(token.low) for token in words):
            return None
    if title.role and not known and len(words) > 3:
        words = words[:2]
    # After a title in German a genitive may follow: "der Sprecher Russlands" has been kept out, "Minister Müller" not.
    name = " ".join(token.text for token in words)
    name = re.sub(r"['’]s?$", "", name)
    lows = [token.low for token in words]
    if len(words) > 1 and language.code == "de" and _genitive(tokens, position, length, words[-1], title):
        name, lows[-1] = name.removesuffix("s"), lows[-1].removesuffix("s")
    family = lows[0] if family_first else lows[-1]
    aliases = {tuple(lows), (family,)}
    if len(lows) > 2:
        aliases.add((lows[0], lows[-1]))
        if any(token.low in small["particles"] for token in words):
            aliases.add(tuple(lows[1:]))
    if family_first:
        aliases.discard((lows[-1],))
    best = title if title.role else behind
    return Entity(
        id=slug(name),
        kind="person",
        name=name,
        role=best.role,
        noun=best.noun,
        office=best.words,
        country=best.country,
        gender=title.gender or gender or behind.gender,
        aliases=frozenset(aliases),
        start=words[0].start,
        end=words[-1].end,
    )


def _genitive(tokens: Sequence[Token], position: int, length: int, last: Token, title: _Title) -> bool:
    """Whether a name's last s is a genitive's: "Kim Jong Uns Soldaten", "des Präsidenten Wladimir Putins"."""
    if not last.text.endswith("s") or len(last.text) < 3:
        return False
    following = tokens[position + length] if position + length < len(tokens) else None
    return following is not None and following.is_name and not title.role


@dataclass(frozen=True, slots=True, kw_only=True)
class _Title:
    """What stands beside a name: role, noun, the words of the office, its country, a gender."""

    role: str = ""
    noun: str = ""
    words: str = ""
    country: str = ""
    gender: str = ""
    courtesy: bool = False


def _before(tokens: Sequence[Token], position: int, language: Language) -> _Title:
    """The office or the courtesy that stands directly before a name."""
    small = _small_words()
    at = position - 1
    courtesy = gender = ""
    while at >= 0 and (
        tokens[at].low in small["courtesy"] | small["courtesy-female"] | small["courtesy-male"] or tokens[at].text == "."
    ):
        if tokens[at].text == "." and not (
            at and tokens[at - 1].low in small["courtesy"] | small["courtesy-female"] | small["courtesy-male"]
        ):
            break
        courtesy = courtesy or tokens[at].text
        gender = gender or (
            "f" if tokens[at].low in small["courtesy-female"] else "m" if tokens[at].low in small["courtesy-male"] else ""
        )
        at -= 1
    at = _before_comma(tokens, at, language)
    if at < 0 or not tokens[at].is_word:
        return _Title(courtesy=bool(courtesy), gender=gender)
    role, told = _role_at(tokens, at, language)
    if not role:
        return _Title(courtesy=bool(courtesy), gender=gender)
    start = at
    articles, prepositions = language.words["articles.all"], language.words["prepositions.words"]
    while start > 0 and at - start < 4 and tokens[start - 1].is_word:
        low = tokens[start - 1].low
        if low in articles or low in prepositions or low in language.verbs or low in language.words["common"]:
            break
        if not _belongs_to_title(tokens, start - 1, language):
            break
        start -= 1
    return _Title(
        role=role, noun=tokens[at].low, words=written(tokens[start : at + 1]), country=_country_in(tokens[start : at + 1]),
        gender=gender or told, courtesy=bool(courtesy),
    )  # fmt: skip


def _before_comma(tokens: Sequence[Token], at: int, language: Language) -> int:
    """Where the office stands in ``The minister of fisheries, Owen Pryce,``: at its noun, before the comma."""
    if at < 0 or tokens[at].text != ",":
        return at
    for back in range(at - 1, max(-1, at - 6), -1):
        if not tokens[back].is_word or tokens[back].low in language.verbs:
            break
        if _role_at(tokens, back, language)[0]:
            return back
    return at


def _belongs_to_title(tokens: Sequence[Token], position: int, language: Language) -> bool:
    token = tokens[position]
    if country_at(tokens, position) is not None:
        return True
    if language.code == "de":
        return not token.is_name and token.low.endswith(("e", "er", "en", "em", "es")) and len(token.low) > 3
    return (token.is_name and position > 0) or token.low in (
        "former",
        "deputy",
        "prime",
        "foreign",
        "defence",
        "defense",
        "vice",
        "chief",
        "senior",
        "security",
        "political",
        "interior",
        "finance",
        "acting",
    )


def _role_at(tokens: Sequence[Token], position: int, language: Language) -> tuple[str, str]:
    """The role that the noun at a position names, with the compounds of English."""
    low = tokens[position].low
    if language.code == "en":
        pair = f"{tokens[position - 1].low}-{low}" if position else ""
        if pair == "secretary-general":
            return "official", ""
        if pair in language.roles:
            return language.roles[pair], ""
    if language.code == "de" and not tokens[position].is_name:
        return "", ""
    return language.role(low)


def _behind(tokens: Sequence[Token], position: int, language: Language) -> _Title:
    """An office after the name, between commas: ``Name, Politikwissenschaftlerin an der Universität``."""
    if position + 1 >= len(tokens) or tokens[position].text not in (",", "(", "–", "-"):
        return _Title()
    end = position + 1
    while end < len(tokens) and end - position <= 9 and (tokens[end].is_word or tokens[end].text == "-"):
        if tokens[end].low in language.verbs and not tokens[end].is_name:
            break
        end += 1
    inside = tokens[position + 1 : end]
    closed = end < len(tokens) and tokens[end].text in (",", ")", "–", "-", ".", ":")
    for at, token in enumerate(inside[:7]):
        if language.has("prepositions.words", token.low) and at > 0:
            break
        role, gender = _role_at(inside, at, language)
        if role and (closed or at <= 2):
            first = 1 if inside[0].low in language.words["articles.all"] else 0
            # An office goes on after its noun: "president of France", "Leiter des Instituts".
            last = _end_of_office(inside, at, language)
            words = inside[first:last]
            return _Title(role=role, noun=token.low, words=written(words[:7]), country=_country_in(words), gender=gender)
    return _Title()


def _end_of_office(inside: Sequence[Token], at: int, language: Language) -> int:
    last = at + 1
    while last < len(inside) and last - at <= 5:
        if not (inside[last].is_name or inside[last].low in ("of", "the", "for", "der", "des", "von", "für")):
            break
        last += 1
    while last > at + 1 and not inside[last - 1].is_name:
        last -= 1
    return last


def _says(tokens: Sequence[Token], position: int, length: int, language: Language) -> bool:
    """Whether a verb of saying stands directly beside these words."""
    near = [at for at in (position - 1, position + length) if 0 <= at < len(tokens)]
    return any(
        tokens[at].low in language.verbs and not tokens[at].is_name and tokens[at].low not in ("für", "mit") for at in near
    )


def _country_in(tokens: Sequence[Token]) -> str:
    codes = [found[0] for at in range(len(tokens)) if (found := country_at(tokens, at)) is not None]
    return codes[0] if len(set(codes)) == 1 else ""


def _phrase(name: str) -> Phrase:
    return tuple(fold(re.sub(r"['’]s?$", "", part)) for part in re.findall(r"[^\W\d_](?:\w|[-'’.](?=\w))*", name))
