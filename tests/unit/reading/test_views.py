"""The section ``views``: what is read, what is refused, and what somebody then sees."""

# ruff: noqa: E501  (a message stands in one line, so that it can be searched for)

import pytest

from lagebild.changes.views import lost_in_view, seen_by
from lagebild.errors import InputError
from lagebild.reading import load, loads
from lagebild.reading.writing import situation_text
from lagebild.situation import Situation
from tests.docs.pages import ROOT

FILE = """\
lagebild: 1
title: T
decision-makers:
  up:
    options:
      build:
      talk:
        because: seen-talking
    wants:
      - id: calm
        statement: not sue
        because: fears-court and seen-talking
      - build
  down:
    options:
      sue:
    wants:
      - sue if build
joint-options:
  treaty:
    by:
      - up
      - down
today:
  talk: yes
claims:
  fears-court:
    says: They fear the court.
    by: author
    told-as: stated
  seen-talking:
    says: They were seen talking.
    by: author
    told-as: stated
views:
"""


def read(views: str) -> Situation:
    return loads(FILE + views)


@pytest.mark.parametrize(
    ("views", "fault"),
    [
        ("  dwon:\n    unseen:\n      - build\n", '36:3: views: unknown decision maker "dwon". Did you mean "down"?'),
        ("  down:\n    unseen:\n      - biuld\n", '38:9: view of down, unseen, line 1: unknown option "biuld". Did you mean "build"?'),
        ("  down:\n    unseen:\n      - build\n      - up.build\n", '39:9: view of down, unseen, line 2: "up.build" stands here a second time (first in line 38)'),
        ("  down:\n    unaware-of:\n      - fears\n", '38:9: view of down, unaware-of, line 1: unknown claim "fears". Did you mean "fears-court"?'),
        ("  down:\n    because: fears-court\n", "36:3: view of down: the view differs in nothing from the file. Write `unseen:`, `believes:` or `unaware-of:`; whoever sees it as the file does needs no view."),
        ("  down:\n    believes:\n      - drop: peace\n        of: up\n", '38:9: view of down, change 1, wants of up: unknown want "peace". Name an id, or a position from 1 to 2.'),
        ("  down:\n    believes:\n      - add:\n          option:\n            id: flee\n        of: up\n", "36:3: view of down: what somebody believes must leave the options as they are. Give the file every option there is, and list those that somebody does not know of under `unseen`."),
        ("  down:\n    sees: build\n", '37:5: view of down: unknown key "sees". Did you mean "unseen"?'),
    ],
)  # fmt: skip
def test_the_message_says_what_is_wrong_where_and_the_way_out(views: str, fault: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(FILE + views, file="f.yaml")
    assert str(caught.value).splitlines() == [f"f.yaml:{fault}"]


def test_what_is_unseen_stays_as_it_is_today() -> None:
    situation = read("  down:\n    unseen:\n      - talk\n      - treaty\n")
    seen = dict(seen_by(situation, "down").frozen)
    assert seen == {"up.talk": True, "up.treaty": False, "down.treaty": False}


def test_lines_that_rest_only_on_what_somebody_does_not_know_are_out_in_its_view() -> None:
    situation = read("  down:\n    unaware-of:\n      - seen-talking\n")
    (view,) = situation.views
    assert [line.address for line in lost_in_view(situation, view)] == ["options.up.talk", "wants.up.calm"]
    assert dict(seen_by(situation, "down").frozen) == {"up.talk": True}


def test_whoever_has_no_view_sees_the_file() -> None:
    situation = read("  down:\n    unseen:\n      - talk\n")
    assert seen_by(situation, "up") is situation


def test_somebody_may_believe_other_wants_of_others() -> None:
    situation = read("  down:\n    believes:\n      - move: 2\n        of: up\n        above: calm\n")
    assert [want.id for want in seen_by(situation, "down").decision_maker("up").single_wants] == ["2", "calm"]
    assert [want.id for want in situation.decision_maker("up").single_wants] == ["calm", "2"]


def test_in_graph_form_states_can_be_unseen() -> None:
    situation = loads(
        "lagebild: 1\nstates:\n  a:\n  b:\n  c:\ndecision-makers:\n  one:\n    moves:\n      a:\n        - c\n    ranking:\n"
        "      - c\n      - a\n      - b\n  two:\n    moves: {}\n    wants: []\nviews:\n  two:\n    unseen:\n      - c\n"
    )
    assert [rule.address for rule in seen_by(situation, "two").rules] == ["states.c"]


@pytest.mark.parametrize("path", ["docs/theory/examples/dam-views.yaml", "docs/reference/examples/every-key.yaml"])
def test_views_are_written_as_they_were_read(path: str) -> None:
    situation = load(ROOT / path)
    assert situation.views
    assert loads(situation_text(situation)).views == situation.views
