"""The record: who said what, in which source, how the text puts it.

Every class is a small immutable value. Nothing here computes a verdict; quotations are never stored, only where they
stand and a fingerprint. What each word of the vocabulary means stands in ``evidence/vocabulary``, as reviewed data; here
are the words alone, because every start of the program needs them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from lagebild.errors import Place

TOLD_AS: Final = ("confirmed", "announced", "stated", "reported", "assessed", "conjectured")
"""How the text puts a claim, firmest first."""

FORMS: Final = ("direct", "indirect", "report", "narration")
"""How the text gives the speaker's words."""

KINDS: Final = (
    "reportage", "analysis", "opinion", "interview", "background", "review", "official", "dataset", "expert", "social",
)  # fmt: skip
"""What kind of text a source is."""

LIKELIHOODS: Final = (
    "remote", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain",
)  # fmt: skip
"""The bands of ICD 203, only where the speaker gives one."""

RELATIONS: Final = ("repeats", "supports", "contradicts", "denies", "updates", "corrects", "uses")
"""How one claim may relate to another."""

COMPARISONS: Final = ("=", ">", "<", ">=", "<=", "~", "several")
"""How a figure is meant."""

RELIABILITIES: Final = ("A", "B", "C", "D", "E", "F")
"""NATO Admiralty; F: tried and could not be judged. Left out: nobody has judged yet."""

CREDIBILITIES: Final = ("1", "2", "3", "4", "5", "6")
"""NATO Admiralty, for a single claim; 6: cannot be judged."""

BASES: Final = ("stated", "metadata", "inferred")
"""How the date of a source is known."""

ROLES: Final = (
    "head of state", "head of government", "minister", "politician", "mayor", "diplomat", "official", "military",
    "spokesperson", "expert", "journalist", "witness", "activist", "private person", "government", "ministry", "parliament",
    "court", "intelligence service", "authority", "international organisation", "party", "company", "association", "media",
    "institution", "unnamed",
)  # fmt: skip
"""What a speaker is. Other roles are read and kept as written."""


@dataclass(frozen=True, slots=True)
class Prose:
    """One text, in one or several languages. ``texts`` pairs a language code with the text."""

    texts: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.texts[0][1] if self.texts else ""

    def __bool__(self) -> bool:
        return any(text for _, text in self.texts)

    def in_language(self, language: str) -> str:
        """The text in ``language``, or in the first language it has."""
        for code, text in self.texts:
            if code == language:
                return text
        return str(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When a source appeared, and how that is known: stated, metadata or inferred."""

    value: str
    basis: str = "stated"
    note: Prose = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text that claims are taken from."""

    id: str
    title: Prose = Prose()
    url: str = ""
    publisher: str = ""
    author: tuple[str, ...] = ()
    kind: str = ""
    language: str = ""
    published: Published | None = None
    retrieved: str = ""
    text_sha256: str = ""
    reliability: str = ""
    standards: tuple[str, ...] = ()
    interest: Prose = Prose()
    note: Prose = Prose()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office somebody held; ``since`` and ``until`` are dates, empty where open."""

    name: Prose
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What is wrong in the source, what is right, and the evidence for it. The source's wording is not changed."""

    source_says: Prose
    right: Prose
    evidence: Prose = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A person or institution that says something. ``named`` is false for "international lawyers" and the like."""

    id: str
    name: Prose = Prose()
    role: str = ""
    country: str = ""
    named: bool = True
    offices: tuple[Office, ...] = ()
    correction: Correction | None = None
    note: Prose = Prose()
    place: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPlace:
    """A span of a source: paragraph (from 1), start and end in code points (half open), fingerprint of the span."""

    paragraph: int | None = None
    start: int
    end: int
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit and how it is meant; who counted, and when."""

    value: Decimal
    unit: Prose = Prose()
    compare: str = "="
    counted_by: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credibility:
    """How *we* judge a claim, 1 (confirmed elsewhere) to 6 (cannot be judged), by whom and why."""

    value: int
    by: str = ""
    why: Prose = Prose()


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a claim relates to another: ``kind`` is one of ``RELATIONS``."""

    kind: str
    claim: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """By whom or what a claim was entered, when, and who accepted it."""

    by: str = ""
    when: str = ""
    accepted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One proposition in our own words, with who said it, where, and how the text puts it."""

    id: str
    says: Prose
    by: str = "unnamed"
    """A speaker's id, ``author`` or ``unnamed``."""
    via: tuple[str, ...] = ()
    """Nested reports, outermost first."""
    form: str = ""
    told_as: str = "stated"
    confirmed_by: str = ""
    condition: Prose = Prose()
    """The key ``if``: the condition the claim is made under."""
    likelihood: str = ""
    credibility: Credibility | None = None
    origin: str = ""
    """Who knew it first; equal origin is one voice."""
    source: str = ""
    """The key ``in``."""
    at: tuple[TextPlace, ...] = ()
    figures: tuple[Figure, ...] = ()
    when: tuple[str, ...] = ()
    counted_from: Prose = Prose()
    """What ``when`` is counted from, where the text gives no date of its own."""
    words: str = ""
    alternative_told_as: tuple[str, ...] = ()
    alternative_by: tuple[str, ...] = ()
    correction: Correction | None = None
    relates: tuple[Relation, ...] = ()
    entered: Entered | None = None
    place: Place | None = field(default=None, compare=False, repr=False)

    @property
    def voice(self) -> str:
        """Whose voice this is: the origin, else the speaker, else the source where the speaker is unnamed."""
        if self.origin:
            return self.origin
        return self.source if self.by == "unnamed" and self.source else self.by
