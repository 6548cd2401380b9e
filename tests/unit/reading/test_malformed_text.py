"""What people really mistype in YAML: each with the one message that helps, at the place that matters."""

# ruff: noqa: E501  (a message stands in one line, so that it can be searched for)

from typing import NamedTuple

import pytest
import yaml

from lagebild.errors import InputError
from lagebild.reading import loads, yaml_text

FILE = """\
lagebild: 1
decision-makers:
  up:
    options:
      build:
      release:
    wants:
      - build
  down:
    options:
      sue:
    wants: []
"""


class Row(NamedTuple):
    """A file that is at fault, and every fault that is reported, without the file's name."""

    what: str
    text: str | bytes
    faults: list[str]


def edited(old: str, new: str) -> str:
    """The good file with one passage changed."""
    assert old in FILE
    return FILE.replace(old, new, 1)


ROWS = [
    Row('empty', '', ['1:1: the file is empty. Begin with "lagebild: 1", or let `lagebild new` write a start.']),
    Row('comment only', '# x\n', ['1:1: the file is empty. Begin with "lagebild: 1", or let `lagebild new` write a start.']),
    Row('list', '- a\n- b\n', ['1:1: expected a map ("key: value" lines), found a list. A situation file begins with "lagebild: 1".']),
    Row('text', 'hello', ['1:1: expected a map ("key: value" lines), found the text "hello". A situation file begins with "lagebild: 1".']),
    Row('null', '~', ['1:1: expected a map ("key: value" lines), found nothing. A situation file begins with "lagebild: 1".']),
    Row('no format version', edited('lagebild: 1\n', ''), ['1:1: the format version is missing. Begin the file with "lagebild: 1".']),
    Row('a newer format', edited('lagebild: 1', 'lagebild: 2'), ['1:11: this Lagebild reads format version 1, not the number 2. Write `lagebild: 1`; a newer format needs a newer Lagebild.']),
    Row('the version as text', edited('lagebild: 1', 'lagebild: "1"'), ['1:11: this Lagebild reads format version 1, not the text "1". Write `lagebild: 1`; a newer format needs a newer Lagebild.']),
    Row('the version as a truth value', edited('lagebild: 1', 'lagebild: true'), ['1:11: this Lagebild reads format version 1, not the value true. Write `lagebild: 1`; a newer format needs a newer Lagebild.']),
    Row('no decision makers at all', 'lagebild: 1\n', ['1:1: the key "decision-makers" is missing. Add a line `decision-makers:`.']),
    Row('decision makers left empty', 'lagebild: 1\ndecision-makers:\n', ['2:17: decision-makers: expected a map ("key: value" lines), found nothing. Write something after the colon, or leave the key out.']),
    Row('decision makers as a list', 'lagebild: 1\ndecision-makers:\n  - up\n', ['3:3: decision-makers: expected a map ("key: value" lines), found a list. Write lines with "key:" instead of "- ".']),
    Row('no decision maker', 'lagebild: 1\ndecision-makers: {}\n', ['2:18: decision-makers: the map is empty. Write at least one entry.']),
    Row('a tab indents a line', edited('      build:\n', '\tbuild:\n'), ['5:1: a tab is used to indent. Use spaces, two for each level.']),
    Row('a tab indents a list', edited('    wants:\n      - build', '    wants:\n\t- build'), ['8:1: a tab is used to indent. Use spaces, two for each level.']),
    Row('a tab after a dash', edited('- build', '-\tbuild'), ['8:8: a tab is used to indent. Use spaces, two for each level.']),
    Row('a key twice', edited('    options:\n      build:\n', '    options:\n      build:\n      build:\n'), ['6:7: the key "build" stands here a second time (first in line 5). Keep one of the two.']),
    Row('a section twice', FILE + 'lagebild: 1\n', ['13:1: the key "lagebild" stands here a second time (first in line 1). Keep one of the two.']),
    Row('an anchor', edited('- build', '- &x build'), ['8:9: "&x" marks a place for reuse, which is not read. If the text shall begin with "&", put it in quotes.']),
    Row('an alias to nothing', edited('- build', '- *x'), ['8:9: "*x" refers to another place, which is not read. If the text shall begin with "*", put it in quotes.']),
    Row('an anchor and its alias', edited('- build', '- &x build\n      - *x'), ['8:9: "&x" marks a place for reuse, which is not read. If the text shall begin with "&", put it in quotes.', '9:9: "*x" refers to another place, which is not read. If the text shall begin with "*", put it in quotes.']),
    Row('a tag', edited('- build', '- !!str build'), ['8:9: "!!str" is a YAML tag; tags are not read. If the text shall begin with "!", put it in quotes.']),
    Row('a tag of ones own', edited('- build', '- !x build'), ['8:9: "!x" is a YAML tag; tags are not read. If the text shall begin with "!", put it in quotes.']),
    Row('two documents', FILE + '---\n' + FILE, ['13:1: a second document begins here. One file holds one situation: take the `---` away.']),
    Row('a directive', '%YAML 1.2\n---\n' + FILE, ['1:1: lines that begin with % are not read. Take the line and the `---` after it away.']),
    Row('a list as a key', edited('      build:\n', '      ? [a, b]\n      : x\n'), ['5:9: a key must be a text. Ids and keys are plain words, without brackets.', '9:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('a map as a key', edited('      build:\n', '      {a: b}: x\n'), ['5:7: a key must be a text. Ids and keys are plain words, without brackets.', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('a capital id', edited('      build:', '      Build:'), ['5:7: option Build of up: the id "Build" has a capital letter; ids are written small. Write "build", and the words people shall see under `name`.']),
    Row('an id with a space', edited('      build:', '      build dam:'), ['5:7: option build dam of up: the id "build dam" has " " in it; ids are small letters, digits and hyphens. Write "build-dam", and the words people shall see under `name`.', '8:9: wants of up, line 1: unknown option "build". Did you mean "build-dam"?']),
    Row('an id with a capital umlaut', edited('      build:', '      Über:'), ['5:7: option Über of up: the id "Über" has a capital letter; ids are written small. Write "über", and the words people shall see under `name`.', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('an id that begins with a digit', edited('      build:', '      1st:'), ['5:7: option 1st of up: the id "1st" does not start with a letter', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('a number as an id', edited('      build:', '      1:'), ['5:7: option 1 of up: the id "1" does not start with a letter', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('a reserved word as an id', edited('      build:', '      if:'), ['5:7: option if of up: "if" is a reserved word of the statement language', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('true as an id', edited('      build:', '      true:'), ['5:7: option true of up: "true" is a reserved word of the statement language', '8:9: wants of up, line 1: unknown option "build". Statements speak of options, joint options, circumstances and definitions.']),
    Row('an underscore in an id', edited('      build:', '      build_dam:'), ['5:7: option build_dam of up: the id "build_dam" has "_" in it; ids are small letters, digits and hyphens. Write "build-dam", and the words people shall see under `name`.', '8:9: wants of up, line 1: unknown option "build". Did you mean "build-dam"?']),
    Row('an ampersand', edited('- build', '- build & release'), ['8:15: wants of up, line 1: unexpected "&". Statements use words only: write "and".']),
    Row('an ampersand first', edited('- build', '- & release'), ['8:9: a text cannot begin with "&". Put the whole text in quotes.']),
    Row('an exclamation mark for not', edited('- build', '- !build'), ['8:9: "!build" is a YAML tag; tags are not read. If the text shall begin with "!", put it in quotes.']),
    Row('a comma between names', edited('- build', '- build, release'), ['8:14: wants of up, line 1: unexpected ",". Statements use words only: write "and".']),
    Row('a bar for or', edited('- build', '- build | release'), ['8:15: wants of up, line 1: unexpected "|". Statements use words only: write "or".']),
    Row('an at sign first', edited('- build', '- @build'), ['8:9: a text cannot begin with "@". Put the whole text in quotes.']),
    Row('a percent sign first', edited('- build', '- %build'), ['8:9: a text cannot begin with "%". Put the whole text in quotes.']),
    Row('a name in backticks', edited('- build', '- `build`'), ['8:9: a text cannot begin with "`". Put the whole text in quotes.']),
    Row('an asterisk first', edited('- build', '- *build'), ['8:9: "*build" refers to another place, which is not read. If the text shall begin with "*", put it in quotes.']),
    Row('a mistyped option', edited('- build', '- relase'), ['8:9: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('a mistyped option inside a statement', edited('- build', '- not sue and (relase or build)'), ['8:22: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('a mistyped option in quotes', edited('- build', '- "relase"'), ['8:9: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('a mistyped option in a folded text', edited('- build', '- >\n        build and\n        relase'), ['10:9: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('a mistyped option in the second line', edited('- build', '- build and\n        relase'), ['9:9: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('and beside or', edited('- build', '- build and release or sue'), ['8:27: wants of up, line 1: "and" beside "or" can be read two ways. Use parentheses, as in "(a and b) or c" or "a and (b or c)".']),
    Row('NOT in capitals', edited('- build', '- NOT build'), ['8:9: wants of up, line 1: "NOT" in capitals is not read as a word of the language. Write "not".']),
    Row('a parenthesis never closed', edited('- build', '- (build'), ['8:9: wants of up, line 1: a ")" is missing. Close what "(" opened.']),
    Row('a dash with nothing', edited('- build', '-'), ['8:8: wants of up, line 1: expected a statement, a map with "statement" or a map with "any-order", found nothing. Write something after the dash, or take it away.']),
    Row('a tilde', edited('- build', '- ~'), ['8:9: wants of up, line 1: expected a statement, a map with "statement" or a map with "any-order", found nothing. Write something after the dash, or take it away.']),
    Row('a number as a want', edited('- build', '- 5'), ['8:9: wants of up, line 1: expected a statement, a map with "statement" or a map with "any-order", found the number 5']),
    Row('True in capitals', edited('- build', '- True'), ['8:9: wants of up, line 1: "True" in capitals is not read as a word of the language. Write "true".']),
    Row('no space after a dash', edited('- build', '-build'), ['8:7: wants of up: expected a list ("- " lines), found the text "-build". Begin every entry with "- ", on a line of its own.']),
    Row('a key without a colon', edited('    wants:\n', '    wants\n'), ['7:5: a colon is missing after this. Write "key: value"; a text over several lines needs quotes.']),
    Row('an option without a colon', edited('      build:\n', '      build\n'), ['5:7: a colon is missing in this line. Write "build:" if it is a key.']),
    Row('no space after a colon', edited('    options:\n      build:\n', '    options:\n      build:the dam\n'), ['5:7: after a colon comes a space. Write "build: the dam".']),
    Row('no wants', edited('    wants: []\n', ''), ['10:5: decision maker down: nothing is said of what it wants. List what it wants, most important first; `wants: []` says that it is indifferent.']),
    Row('wants left empty', edited('wants: []', 'wants:'), ['12:11: wants of down: expected a list ("- " lines), found nothing. Write its entries below, each beginning with "- "; `[]` says that there are none.']),
    Row('wants as a text', edited('wants: []', 'wants: sue'), ['12:12: wants of down: expected a list ("- " lines), found the text "sue". Begin every entry with "- ", on a line of its own.']),
    Row('wants as a map', edited('      - build\n', '      build: 1\n'), ['8:7: wants of up: expected a list ("- " lines), found a map. Begin every entry with "- ", on a line of its own.']),
    Row('wants beside a ranking', edited('    wants: []', '    wants: []\n    ranking:\n      - nothing\n      - the rest'), ['13:5: decision maker down: `ranking` and `wants` stand side by side. Keep one of the two; only weights may stand beside wants, to break their ties.']),
    Row('a quote never closed', edited('- build', '- "build'), ['8:9: a quote is opened here and never closed. Close it with the same sign.']),
    Row('a single quote never closed', edited('- build', "- 'build"), ['8:9: a quote is opened here and never closed. Close it with the same sign.']),
    Row('half a statement in quotes', edited('- build', '- "build" and release'), ['8:17: text goes on after the closing quote. Put the whole text inside the quotes.']),
    Row('an apostrophe inside single quotes', edited('      build:', "      build: 'the dam's wall'"), ['5:23: text goes on after the closing quote. Put the whole text inside the quotes.']),
    Row('typographic quotes around a colon', edited('      build:', '      build: „Bau: der Damm“'), ['5:18: a second colon in one line cuts the text. Put the text in straight quotes: "„Bau: der Damm“". Typographic quotes do not count as quotes.']),
    Row('typographic quotes around a statement', edited('- build', '- „build“'), ['8:9: wants of up, line 1: unexpected "„". Statements use names, words and parentheses only.']),
    Row('a second colon in a name', edited('      build:', '      build: the dam: big'), ['5:21: a second colon in one line cuts the text. Put the text in straight quotes: "the dam: big".']),
    Row('a want as yes or no', edited('- build', '- build: yes'), ['8:9: wants of up, line 1: expected a map with "statement" or "any-order", found a map with "build". Begin it as in `statement: …`.']),
    Row('because on the line of the want', edited('- build', '- build because: x'), ['8:9: wants of up, line 1: unknown key "build because". Did you mean "because"?', '8:9: wants of up, line 1: one of the keys "statement" or "any-order" is missing. Add a line as in `statement: …`.']),
    Row('a comma inside braces', edited('      build:\n', '      build: {name: build, then stop}\n'), ['5:28: inside { } a comma ends a text, so "then stop" was read as a key of its own. Put the whole text in quotes ("build, then stop"), or write one key a line without { }.']),
    Row('a comma inside braces before another key', edited('      build:\n', '      build: {name: build, then stop, needs: release}\n'), ['5:28: inside { } a comma ends a text, so "then stop" was read as a key of its own. Put the whole text in quotes ("build, then stop"), or write one key a line without { }.']),
    Row('a bracket never closed', edited('wants: []', 'wants: [sue'), ['12:12: the "[" opened here is not closed, or a comma is missing before the next entry. Close it with "]", or write one entry a line. A text that begins with "[" needs quotes.']),
    Row('a brace never closed', edited('      build:\n', '      build: {name: x\n'), ['5:14: the "{" opened here is not closed, or a comma is missing before the next entry. Close it with "}", or write one entry a line. A text that begins with "{" needs quotes.']),
    Row('a name that begins with a bracket', edited('      build:\n', '      build: [the] dam\n'), ['5:20: text goes on after the closing bracket. Put a text that begins with "[" in quotes.']),
    Row('a title that begins with a brace', 'lagebild: 1\ntitle: {Two} neighbours\n' + FILE[12:], ['2:14: text goes on after the closing bracket. Put a text that begins with "{" in quotes.']),
    Row('a line indented too little', edited('      release:', '     release:'), ['6:6: this line does not fit the map that begins in line 4. Keys of one map stand in the same column.']),
    Row('a section indented too little', edited('    wants:\n      - build\n', '   wants:\n      - build\n'), ['7:4: this line does not fit the map that begins in line 3. Keys of one map stand in the same column.']),
    Row('a decision maker indented too far', edited('  down:', '   down:'), ['9:4: this line does not fit the map that begins in line 3. Keys of one map stand in the same column.']),
    Row('a dash in the wrong column', edited('      - build\n', '      - build\n     - release\n'), ['9:6: a list entry stands among the keys of the map that begins in line 4. A map has keys ("key: value"), a list has entries ("- value"): indent the list under its key.']),
    Row('because as a list', edited('- build', '- statement: build\n        because: [a, b]'), ['9:18: wants of up, line 1, because: a list of claims does not say whether all of them are needed. Write `a and b` if all are needed, `a or b` if one suffices.']),
    Row('because as a number', edited('- build', '- statement: build\n        because: 12'), ['9:18: wants of up, line 1, because: expected ids of claims, found the number 12']),
    Row('because without claims', edited('- build', '- statement: build\n        because: a and b'), ['9:18: wants of up, line 1, because: unknown claim "a". The file gives no claims: add them under `claims:`.', '9:24: wants of up, line 1, because: unknown claim "b". The file gives no claims: add them under `claims:`.']),
    Row('because with a comma', edited('- build', '- statement: build\n        because: a, b'), ['9:19: wants of up, line 1, because: unexpected ",". Write `a and b` if all are needed, `a or b` if one suffices.']),
    Row('because with and beside or', edited('- build', '- statement: build\n        because: a and b or c'), ['9:26: wants of up, line 1, because: "and" beside "or" can be read two ways. Use parentheses, as in "(a and b) or c".']),
    Row('because left empty', edited('- build', '- statement: build\n        because:'), ['9:17: wants of up, line 1, because: expected ids of claims, found nothing. Write something after the colon, or leave the key out.']),
    Row('a mistyped key', edited('    wants:\n', '    wnats:\n'), ['7:5: decision maker up: unknown key "wnats". Did you mean "wants"?']),
    Row('a mistyped section', FILE + 'questons: []\n', ['13:1: unknown key "questons". Did you mean "questions"?']),
    Row('a mistyped statement key', edited('- build', '- statment: build'), ['8:9: wants of up, line 1: unknown key "statment". Did you mean "statement"?']),
    Row('a mistyped because', edited('- build', '- statement: build\n        becuase: a'), ['9:9: wants of up, line 1: unknown key "becuase". Did you mean "because"?']),
    Row('a NUL byte', edited('- build', '- bui\x00ld'), ['8:12: a NUL byte (U+0000) stands in the text. Delete it.']),
    Row('a control character', edited('- build', '- bui\x07ld'), ['8:12: an invisible control character (U+0007) stands in the text. Delete it.']),
    Row('a byte-order mark inside', edited('- build', '- \ufeffbuild'), ['8:9: a byte-order mark (U+FEFF) stands in the text. Delete it.']),
    Row('saved as UTF-16', FILE.encode('utf-16'), ['1:1: the file is saved as UTF-16. Save it as UTF-8.']),
    Row('saved as Latin-1', FILE.replace('build', 'bäuild').encode('latin-1'), ['5:8: the byte 0xE4 is not UTF-8. Save the file as UTF-8 (not ANSI).']),
    Row('a mistyped option with Windows line ends', edited('- build', '- relase').replace('\n', '\r\n'), ['8:9: wants of up, line 1: unknown option "relase". Did you mean "release"?']),
    Row('a hundred brackets', '[' * 100, ['1:41: lists and maps nest deeper than 40. A situation never needs that: look for a bracket.']),
    Row('sixty lists in each other', edited('- build', '- ' + '[' * 60 + ']' * 60), ['8:45: lists and maps nest deeper than 40. A situation never needs that: look for a bracket.']),
    Row('half a character', '\ud800', ['1:1: the text contains half a character (a lone surrogate). Save the file as UTF-8.']),
    Row('a backslash in quotes', edited('      build:', '      build: "a\\qb"'), ['5:16: a backslash in double quotes begins a special sign. Write it twice (\\\\), or use single quotes.']),
]  # fmt: skip


def test_the_file_that_is_edited_is_good() -> None:
    assert len(loads(FILE).decision_makers) == 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_the_message_says_what_is_wrong_where_and_the_way_out(row: Row) -> None:
    with pytest.raises(InputError) as caught:
        loads(row.text, file="f.yaml")
    assert str(caught.value).splitlines() == [f"f.yaml:{fault}" for fault in row.faults]
    assert all(fault.place is not None for fault in caught.value.faults)


def test_without_libyaml_the_messages_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.BaseLoader)
    for row in ROWS:
        with pytest.raises(InputError) as caught:
            loads(row.text, file="f.yaml")
        assert str(caught.value).splitlines() == [f"f.yaml:{fault}" for fault in row.faults], row.what
