"""Whatever is read, the answer is a situation or an error raised on purpose, with a place for every fault."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lagebild.errors import Fault, InputError
from lagebild.reading import loads
from tests.unit.reading.test_good_files import CHANGES, DAM, GRAPH

WHOLE = DAM.replace("what-if:\n", f"what-if:\n  all:\n    changes:\n{CHANGES}")
SCRAPS = st.sampled_from(
    ["", " ", "  ", "\n", "\t", ":", ": ", "- ", "#", "'", '"', "[", "]", "{", "}", ",", "&a", "*a", "!x", "---\n", "|", ">",
    "%", "@",
     "not ", " and ", "(", ")", "~", "null", "1e9", ".nan", "0x1F", "\r", "\x00", "\ufeff", "„", "ä", "e\u0301", "𝒳",
     "build", "treaty",
     "statement: ", "because: ", "any-order: ", "? ", "<<: ", "9" * 50, "nothing", "the rest", "\\"]
)  # fmt: skip


def read(data: str | bytes) -> None:
    """Read; an error that is not raised on purpose fails the test."""
    try:
        loads(data)
        faults: tuple[Fault, ...] = ()
    except InputError as error:
        faults = error.faults or (Fault(message="no fault is named"),)
    assert all(fault.place is not None and fault.place.line > 0 and fault.place.column > 0 for fault in faults)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(data: bytes) -> None:
    read(data)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(SCRAPS, st.text(max_size=3)), max_size=25))
def test_any_text(scraps: list[str]) -> None:
    read("".join(scraps))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([WHOLE, GRAPH]), st.data())
def test_a_good_file_with_scraps_in_it(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 12)))
        text = text[:start] + data.draw(SCRAPS) + text[end:]
    read(text)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([WHOLE, GRAPH]), st.data())
def test_a_good_file_with_lines_missing_or_moved(text: str, data: st.DataObject) -> None:
    lines = text.splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 3))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        if data.draw(st.booleans()):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    read("".join(lines))
