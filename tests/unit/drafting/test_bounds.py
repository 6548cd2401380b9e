"""Whatever comes in: a result or a clear fault, in time, without the network, and without a sentence of the text."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from typing import NoReturn

import pytest
from bench.draft import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.drafting import copied, propose
from lagebild.drafting.language import LANGUAGES, language, table
from lagebild.evidence.records import FORMS, ROLES, TOLD_AS, Source
from lagebild.evidence.texts import SourceText
from lagebild.reading.proposals import draft_text
from tests.unit.drafting.reading import read, source

PIECES = """„ “ " ' ’ » « . ? ! : , - Dr. sagte said laut so sei zufolge she sie der Minister Anna Berg 3.000 1,5 $ % 12. März
    Mai May 2025 Montag""".split()  # noqa: SIM905
NEWS = st.lists(st.sampled_from([*PIECES, " ", " ", "\n", "\n\n"]), max_size=60).map("".join)


@given(text=NEWS | st.text(max_size=300), code=st.sampled_from(LANGUAGES))
@settings(max_examples=150, deadline=None)
def test_any_text_ends_in_a_result(text: str, code: str) -> None:
    found = propose(SourceText(text=text), source(code))
    for proposal in (*found.proposals, *found.stopped):
        assert proposal.told_as in TOLD_AS
        assert proposal.form in FORMS
        assert all(0 <= place.start < place.end <= len(text) for place in proposal.at)
    assert found.stopped == ()


def test_no_socket_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read('"Es reicht", sagte Anna Berg.', "de").proposals


def test_drafting_loads_no_module_that_talks_to_a_network() -> None:
    modules = {"socket", "ssl", "http.client", "urllib.request", "asyncio"}
    code = f"import lagebild.drafting, sys; print(*{modules} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


@pytest.mark.parametrize("path", sorted(TEXTS.glob("*.txt")), ids=lambda path: path.stem)
def test_no_eight_words_of_a_text_stand_in_the_file(path: object) -> None:
    assert hasattr(path, "read_text")
    text = path.read_text("utf-8")
    written = draft_text([propose(SourceText(text=text), Source(id="text"))])
    assert all(not copied(line, text) for line in written.splitlines())


def test_two_thousand_words_take_less_than_two_seconds() -> None:
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(TEXTS.glob("*-de-*.txt")))
    text = "\n\n".join([text] * (2000 // len(text.split()) + 1))
    propose(SourceText(text="Warm."), source("de"))
    begun = time.process_time()
    propose(SourceText(text=text), source("de"))
    assert time.process_time() - begun < 2


LONG = {
    "one word": "a" * 200_000,
    "one sentence": "der Damm und " * 20_000,
    "marks": "„" * 100_000,
    "quotation marks": '" ' * 50_000,
    "digits": "1." * 60_000,
    "commas": "Berg, " * 20_000,
    "capitals": "Anna Berg " * 15_000,
    "sentences": "Anna Berg sagte. " * 5_000,
    "paragraphs": "x\n" * 60_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_take_no_longer_than_they_are(text: str) -> None:
    begun = time.process_time()
    propose(SourceText(text=text), source("de"))
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_tables_of_every_language_have_the_same_keys(code: str) -> None:
    assert language(code).words.keys() == language("de").words.keys()
    assert language(code).phrases.keys() == language("de").phrases.keys()


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_role_in_the_tables_is_a_word_of_the_record(code: str) -> None:
    found = language(code)
    assert {*found.roles.values(), *found.institutions.values(), *found.groups.values()} <= set(ROLES)
    assert {entry["role"] for entry in table("institutions")["institution"]} <= set(ROLES)
