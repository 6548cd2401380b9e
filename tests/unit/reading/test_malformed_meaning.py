"""What people get wrong in meaning: names, references, circles, preferences, what-ifs, the graph form, claims."""

# ruff: noqa: E501  (a message stands in one line, so that it can be searched for)

from typing import NamedTuple

import pytest

from lagebild.errors import InputError
from lagebild.reading import loads

FILE = """\
lagebild: 1
title: T
decision-makers:
  up:
    options:
      build:
      release:
        needs: treaty
    wants:
      - id: a
        statement: build
      - release
  down:
    options:
      sue:
    wants: []
joint-options:
  treaty:
    by: [up, down]
circumstances:
  rain: open
definitions:
  fight:
    lawyers: sue and build
    press: sue
  calm: not sue
"""

GRAPH = """\
lagebild: 1
states:
  s1:
  s2: two
  s3: {name: three}
decision-makers:
  a:
    moves: {s1: [s2], s2: [s1, s3]}
    ranking: [[s3], [s1, s2]]
  b:
    moves: {}
    wants: [s1 or s2]
today: s1
"""


class Row(NamedTuple):
    """A file that is at fault, and every fault that is reported, without the file's name."""

    what: str
    text: str
    faults: list[str]


def edited(old: str, new: str, text: str = FILE) -> str:
    """The good file with one passage changed."""
    assert old in text
    return text.replace(old, new, 1)


def with_want(want: str) -> str:
    """The good file with another second want of ``up``."""
    return edited("      - release\n  down", f"      - {want}\n  down")


def with_change(lines: str) -> str:
    """The good file with one what-if of these lines."""
    return FILE + "what-if:\n  slow:\n    changes:\n" + lines


def graph(old: str, new: str) -> str:
    """The good graph with one passage changed."""
    return edited(old, new, GRAPH)


ROWS = [
    Row('a term with two speakers', with_want('fight'), ['12:9: wants of up, line 2: "fight" can mean several things. Write "fight.lawyers" or "fight.press".']),
    Row('a mistyped speaker of a term', with_want('fight.lawyer'), ['12:9: wants of up, line 2: unknown name "fight.lawyer". Did you mean "fight.lawyers"?']),
    Row('a decision maker as an option', with_want('up'), ['12:9: wants of up, line 2: unknown name "up". A decision maker is not true or false: name one of its options.']),
    Row('an option under the wrong owner', with_want('down.build'), ['12:9: wants of up, line 2: unknown name "down.build". Did you mean "up.build"?']),
    Row('two wants with one id', edited('      - release\n', '      - id: a\n        statement: release\n'), ['12:13: wants of up, line 2, id: the id "a" stands here a second time (first in line 10). Rename one.']),
    Row('a want with a capital id', edited('id: a', 'id: A'), ['10:13: wants of up, line 1, id: the id "A" has a capital letter; ids are written small. Write "a", and the words people shall see under `name`.']),
    Row('a want with a number as id', edited('id: a', 'id: 3'), ['10:13: wants of up, line 1, id: expected an id, found the number 3']),
    Row('definitions in a circle', edited('calm: not sue', 'calm: not storm\n  storm: not calm'), ['26:9: definition calm: definitions build on themselves: calm -> storm -> calm. Take one of them out of the circle.']),
    Row('a definition of itself', edited('calm: not sue', 'calm: not calm'), ['26:9: definition calm: a definition builds on itself: calm -> calm. Take one of them out of the circle.']),
    Row('needs in a circle', edited('  treaty:\n    by', '  treaty:\n    needs: release\n    by'), ['8:16: option release of up, needs: needs lead back to themselves: up.release -> treaty -> up.release. Take one of them out of the circle.']),
    Row('an option that needs itself', edited('needs: treaty', 'needs: release'), ['8:16: option release of up, needs: an option needs itself: up.release -> up.release. Take one of them out of the circle.']),
    Row('needs in a circle through a definition', edited('calm: not sue', 'calm: release').replace('needs: treaty', 'needs: calm'), ['26:9: definition calm: needs lead back to themselves: calm -> up.release -> calm. Take one of them out of the circle.']),
    Row('a joint option called like an option', edited('  treaty:\n    by', '  sue:\n    by').replace('needs: treaty', 'needs: build'), ['18:3: joint option sue: "sue" already names an option (line 15). Choose another id.']),
    Row('a circumstance called like an option', edited('rain: open', 'sue: open'), ['21:3: circumstance sue: "sue" already names an option (line 15). Choose another id.']),
    Row('a definition called like a circumstance', edited('  calm', '  rain'), ['26:3: definition rain: "rain" already names a circumstance (line 21). Choose another id.']),
    Row('a definition called like a joint option', edited('  calm', '  treaty'), ['26:3: definition treaty: "treaty" already names a joint option (line 18). Choose another id.']),
    Row('an option that two have', edited('      sue:', '      sue:\n      build:'), ['11:20: wants of up, line 1: "build" can mean several things. Write "up.build" or "down.build".', '25:22: definition fight by lawyers: "build" can mean several things. Write "up.build" or "down.build".']),
    Row('a mistyped partner', edited('[up, down]', '[up, dwon]'), ['19:14: joint option treaty, by, line 2: unknown decision maker "dwon". Did you mean "down"?']),
    Row('a joint option of one', edited('[up, down]', '[up]'), ['19:9: joint option treaty, by: the list has 1 entry, at least 2 are needed. Write the others too.']),
    Row('a partner twice', edited('[up, down]', '[up, up]'), ['19:14: joint option treaty, by, line 2: "up" stands in `by` twice. Name everybody once.']),
    Row('partners as a text', edited('[up, down]', 'up and down'), ['19:9: joint option treaty, by: expected a list ("- " lines), found the text "up and down". Begin every entry with "- ", on a line of its own.']),
    Row('a joint option of nobody', edited('    by: [up, down]', '    name: x'), ['19:5: joint option treaty: the key "by" is missing. Add a line `by:`.']),
    Row('a mistyped name in a rule', FILE + 'rules:\n  - not (sue and traety)\n', ['28:18: rules, line 1: unknown name "traety". Did you mean "treaty"?']),
    Row('a mistyped name in one-of', FILE + 'rules:\n  - one-of: [sue, traety]\n', ['28:19: rules, line 1, one-of, line 2: unknown name "traety". Did you mean "treaty"?']),
    Row('one of one', FILE + 'rules:\n  - one-of: [sue]\n', ['28:13: rules, line 1, one-of: the list has 1 entry, at least 2 are needed. Write the others too.']),
    Row('one-of as a text', FILE + 'rules:\n  - one-of: sue, build\n', ['28:13: rules, line 1, one-of: expected a list ("- " lines), found the text "sue, build". Begin every entry with "- ", on a line of its own.']),
    Row('two rules with one id', FILE + 'rules:\n  - {id: x, statement: sue}\n  - {id: x, statement: build}\n', ['29:10: rules, line 2, id: the id "x" stands here a second time (first in line 28). Rename one.']),
    Row('a rule on an unknown claim', FILE + 'rules:\n  - exactly-one-of: [sue, treaty]\n    because: a\n', ['29:14: rules, line 1, because: unknown claim "a". The file gives no claims: add them under `claims:`.']),
    Row('a mistyped one-of', FILE + 'rules:\n  - oneof: [sue, treaty]\n', ['28:5: rules, line 1: unknown key "oneof". Did you mean "one-of"?']),
    Row('an irreversible definition', FILE + 'irreversible: [calm]\n', ['27:16: irreversible, line 1: "calm" is a definition, not an option. Name an option.']),
    Row('a mistyped irreversible option', FILE + 'irreversible: [not biuld]\n', ['27:20: irreversible, line 1: unknown name "biuld". Did you mean "build"?']),
    Row('an irreversible statement', FILE + 'irreversible: [build or sue]\n', ['27:16: irreversible, line 1: expected an option or "not" and an option, found "build or sue". Write one line for each option.']),
    Row('an irreversible option twice', FILE + 'irreversible: [build, up.build]\n', ['27:23: irreversible, line 2: "up.build" stands here a second time (first in line 27)']),
    Row('an irreversible circumstance', FILE + 'irreversible: [rain]\n', ['27:16: irreversible, line 1: "rain" is a circumstance, not an option. Its value stands under `circumstances`.']),
    Row('irreversible as a text', FILE + 'irreversible: build\n', ['27:15: irreversible: expected a list ("- " lines), found the text "build". Begin every entry with "- ", on a line of its own.']),
    Row('an irreversible option on an unknown claim', FILE + 'irreversible:\n  - option: not treaty\n    because: x\n', ['29:14: irreversible, line 1, because: unknown claim "x". The file gives no claims: add them under `claims:`.']),
    Row('an impossible move of nobody known', FILE + 'impossible-moves:\n  - by: dwon\n    from: treaty\n    to: seu\n', ['28:9: impossible-moves, line 1, by: unknown decision maker "dwon". Did you mean "down"?', '30:9: impossible-moves, line 1, to: unknown name "seu". Did you mean "sue"?']),
    Row('an impossible move from nowhere to nowhere', FILE + 'impossible-moves:\n  - by: down\n', ['28:5: impossible-moves, line 1: an impossible move says neither `from` nor `to`. Write where it leaves, where it leads, or both.']),
    Row('impossible moves as a map', FILE + 'impossible-moves:\n  by: down\n  from: sue\n', ['28:3: impossible-moves: expected a list ("- " lines), found a map. Begin every entry with "- ", on a line of its own.']),
    Row('a circumstance that is maybe', edited('rain: open', 'rain: maybe'), ['21:9: circumstance rain: expected yes, no or open, found the text "maybe"']),
    Row('a circumstance that is on', edited('rain: open', 'rain: on'), ['21:9: circumstance rain: expected yes, no or open, found the text "on". Did you mean "open"?']),
    Row('Yes in capitals', edited('rain: open', 'rain: Yes'), ['21:9: circumstance rain: expected yes, no or open, found the text "Yes". Did you mean "yes"?']),
    Row('a circumstance without a value', edited('rain: open', 'rain: {name: Rain}'), ['21:9: circumstance rain: the key "value" is missing. Add a line `value:`.']),
    Row('a circumstance with a mistyped value', edited('rain: open', 'rain: {vlaue: open}'), ['21:10: circumstance rain: unknown key "vlaue". Did you mean "value"?']),
    Row('a definition that says nothing', edited('calm: not sue', 'calm: {name: Calm}'), ['26:9: definition calm: nothing is said of what the term means. Write `statement:` and a statement.']),
    Row('a definition left empty', edited('calm: not sue', 'calm:'), ['26:8: definition calm: expected a statement, a map with "statement" or a map ("key: value" lines), found nothing. Write something after the colon, or leave the key out.']),
    Row('a mistyped option of today', FILE + 'today:\n  biuld: no\n', ['28:3: today: unknown name "biuld". Did you mean "build"?']),
    Row('today maybe', FILE + 'today:\n  build: maybe\n', ['28:10: today, build: expected yes, no or unknown, found the text "maybe"']),
    Row('today as a list', FILE + 'today:\n  - build\n', ['28:3: today: expected a text or a map ("key: value" lines), found a list']),
    Row('today as a text', FILE + 'today: build\n', ['27:8: today: expected a line for each option, found the text "build". As in `build: no`.']),
    Row('a circumstance of today', FILE + 'today:\n  rain: yes\n', ['28:3: today: "rain" is a circumstance, not an option. Its value stands under `circumstances`.']),
    Row('an option of today twice', FILE + 'today:\n  build: yes\n  up.build: no\n', ['29:3: today: today says something of "up.build" twice (first in line 28). Keep one of the two.']),
    Row('a joint option of today and its consent', FILE + 'today:\n  treaty: yes\n  up.treaty: no\n', ['29:3: today: today says something of "up.treaty" twice (first in line 28). Keep one of the two.']),
    Row('a definition of today', FILE + 'today:\n  calm: yes\n', ['28:3: today: "calm" is a definition, not an option. Name an option.']),
    Row('a question that asks nothing', FILE + 'questions:\n  - ask: x\n', ['28:5: question 1: one of the keys "why", "next", "when", "against" or "for" is missing. Add a line as in `why: …`.']),
    Row('a why of nobody', FILE + 'questions:\n  - why: build\n', ['28:5: question 1: the key "by" is missing. Add a line `by:`.']),
    Row('a question about nobody known', FILE + 'questions:\n  - why: build\n    by: upp\n', ['29:9: question 1, by: unknown decision maker "upp". Did you mean "up"?']),
    Row('next: false', FILE + 'questions:\n  - next: false\n', ['28:11: question 1, next: expected yes, found false. Leave the question out.']),
    Row('a mistyped term in a question', FILE + 'questions:\n  - when: figth\n', ['28:11: question 1, when: unknown name "figth". Did you mean "fight"?']),
    Row('for and against at once', FILE + 'questions:\n  - for: sue\n    against: build\n    by: down\n', ['28:5: question 1: "for" cannot stand beside "against". Keep one of the two.']),
    Row('a question as a text', FILE + 'questions:\n  - Why?\n', ['28:5: question 1: expected a map with "why", a map with "next", a map with "when", a map with "against" or a map with "for", found the text "Why?"']),
    Row('a move of an unknown want', with_change('      - move: b\n        of: up\n        below: 2\n'), ['30:15: what-if slow, change 1, wants of up: unknown want "b". Name an id, or a position from 1 to 2.']),
    Row('a move to nowhere', with_change('      - move: a\n        of: up\n'), ['30:9: what-if slow, change 1: where to is not said. Write `above:` or `below:` and an id or a position.']),
    Row('a move above and below', with_change('      - move: a\n        of: up\n        below: 2\n        above: 1\n'), ['30:9: what-if slow, change 1: `above` and `below` stand side by side. Keep one of the two.']),
    Row('a change of nobody known', with_change('      - move: a\n        of: upp\n        below: 2\n'), ['31:13: what-if slow, change 1, of: unknown decision maker "upp". Did you mean "up"?']),
    Row('a move of nobody', with_change('      - move: a\n        below: 2\n'), ['30:9: what-if slow, change 1: the key "of" is missing. Add a line `of:`.']),
    Row('an added want with a mistyped name', with_change('      - add: not seu\n        of: down\n'), ['30:18: what-if slow, change 1: unknown name "seu". Did you mean "sue"?']),
    Row('an added want of nobody', with_change('      - add: not sue\n'), ['30:9: what-if slow, change 1: whose it shall be is not said of a want. Write `of:` and a decision maker.']),
    Row('an added want with an open parenthesis', with_change('      - add: not (sue\n        of: down\n'), ['30:18: what-if slow, change 1, add: a ")" is missing. Close what "(" opened.']),
    Row('an added rule with a mistyped name', with_change('      - add: {rule: not (sue and biuld)}\n'), ['30:34: what-if slow, change 1: unknown name "biuld". Did you mean "build"?']),
    Row('a mistyped circumstance that is set', with_change('      - set: rian\n        value: yes\n'), ['30:14: what-if slow, change 1: unknown name "rian". Did you mean "rain"?']),
    Row('a value that is not said', with_change('      - set: rain\n'), ['30:9: what-if slow, change 1: `set` needs a `value` or, for who shall own it, `by`. Write one of the two.']),
    Row('an unknown what-if combined', with_change('      - combine: [fast]\n'), ['30:19: what-if slow, change 1: unknown what-if "fast". There are: slow.']),
    Row('a what-if combined with itself', with_change('      - combine: [slow]\n'), ['30:9: what-if slow, change 1: what-ifs combine one another in a circle: slow → slow. Take one of them out.']),
    Row('an unknown line dropped', with_change('      - drop: rules.2\n'), ['30:15: what-if slow, change 1: there is no line "rules.2". Addresses read like rules.1, options.upstream.build, wants.upstream.1.']),
    Row('an added option with a capital id', with_change('      - add: {option: {id: Pay}}\n        of: up\n'), ['30:28: what-if slow, change 1, add, id: the id "Pay" has a capital letter; ids are written small. Write "pay", and the words people shall see under `name`.']),
    Row('a what-if left empty', FILE + 'what-if:\n  slow:\n', ['28:8: what-if slow: expected a map with "changes", found nothing. Write something after the colon, or leave the key out.']),
    Row('what-ifs as a list', FILE + 'what-if:\n  - slow\n', ['28:3: what-if: expected a map ("key: value" lines), found a list. Write lines with "key:" instead of "- ".']),
    Row('changes as a map', FILE + 'what-if:\n  slow:\n    changes:\n      move: a\n', ['30:7: what-if slow, changes: expected a list ("- " lines), found a map. Begin every entry with "- ", on a line of its own.']),
    Row('a mistyped change', with_change('      - mvoe: a\n        of: up\n'), ['30:9: what-if slow, change 1: unknown key "mvoe". Did you mean "move"?']),
    Row('a move to an unknown state', graph('[s2]', '[s4]'), ['8:18: moves of a, s1, line 1: unknown state "s4". There are: s1, s2, s3.']),
    Row('a move to where one is', graph('[s2]', '[s1]'), ['8:18: moves of a, s1, line 1: a move leads from "s1" to itself. Staying is no move: take it away.']),
    Row('a move from an unknown state', graph('{s1: [s2]', '{s9: [s2]'), ['8:13: moves of a: unknown state "s9". There are: s1, s2, s3.']),
    Row('a move twice', graph('[s2]', '[s2, s2]'), ['8:22: moves of a, s1, line 2: the move to "s2" stands here twice. Keep one of the two.']),
    Row('options beside states', graph('    wants:', '    options: {x: }\n    wants:'), ['12:14: options of b: a file has either options or `states` with `moves`, not both']),
    Row('an unknown state in a statement', graph('s1 or s2', 's1 or s7'), ['12:19: wants of b, line 1: unknown state "s7". Statements speak of states.']),
    Row('an unknown state in a ranking', graph('[s1, s2]]', '[s1, s8]]'), ['9:26: ranking of a, line 2, entry 2: unknown state "s8". There are: s1, s2, s3.']),
    Row('numbers in the ranking of a graph', graph('[s1, s2]]', '[1, 2]]'), ['9:22: ranking of a, line 2, entry 1: expected the id of a state, found the number 1', '9:25: ranking of a, line 2, entry 2: expected the id of a state, found the number 2']),
    Row('a state ranked twice', graph('[s1, s2]]', '[s1, s3]]'), ['9:26: ranking of a, line 2, entry 2: the state s3 stands here a second time (first in line 9)']),
    Row('today in an unknown state', graph('today: s1', 'today: s7'), ['13:8: today: unknown state "s7"']),
    Row('today of a graph as a map', graph('today: s1', 'today: {s1: yes}'), ['13:8: today: expected the id of a state, found a map. As in `today: s1`.']),
    Row('no moves in a graph', graph('    moves: {}\n', ''), ['11:5: decision maker b: "moves" is missing. Write `moves: {}` for somebody who cannot move.']),
    Row('rules in a graph', GRAPH + 'rules: [s1]\n', ['14:1: a file with `states` has no `rules`. Leave out the states and moves that cannot be instead.']),
    Row('a joint option in a graph', GRAPH + 'joint-options: {t: {by: [a, b]}}\n', ['14:1: a file with `states` has no `joint-options`. Leave out the states and moves that cannot be instead.']),
    Row('numbers as states', graph('  s1:', '  1:'), ['3:3: state 1: the id "1" does not start with a letter', '8:13: moves of a: unknown state "s1". Did you mean "1"?', '8:28: moves of a, s2, line 1: unknown state "s1". Did you mean "1"?', '9:22: ranking of a, line 2, entry 1: unknown state "s1". Did you mean "1"?', '12:13: wants of b, line 1: unknown state "s1". Did you mean "1"?', '13:8: today: unknown state "s1". Did you mean "1"?']),
    Row('a graph of no states', graph('states:\n  s1:\n  s2: two\n  s3: {name: three}\n', 'states: {}\n'), ['2:9: states: there are no states. Write one line for each, as in `s1: the dam is built`.']),
    Row('moves beside options', edited('    wants: []', '    moves: {a: [b]}\n    wants: []'), ['16:12: moves of down: moves are for files with `states`. Here moves follow from the options: leave `moves` out.']),
    Row('a mistyped option in a ranking', edited('    wants: []', '    ranking:\n      - sue + biuld\n      - the rest'), ['17:15: ranking of down, line 1: unknown option "biuld". Did you mean "build"?']),
    Row('a tier on an unknown claim', edited('    wants: []', '    ranking:\n      - sue + treaty\n      - nothing = build\n      - 4\n      - [5, 6]\n      - tier: release\n        because: x\n      - the rest'), ['22:18: ranking of down, line 5, because: unknown claim "x". The file gives no claims: add them under `claims:`.']),
    Row('the rest first', edited('    wants: []', '    ranking:\n      - the rest\n      - sue'), ['17:9: ranking of down, line 1: "the rest" stands for all states not named: it must be the last line']),
    Row('claims beside the rest', edited('    wants: []', '    ranking:\n      - sue\n      - tier: the rest\n        because: x\n        strong: yes'), ['19:9: ranking of down, line 2: "the rest" cannot have `because`: it stands for all states not named. Write it beside a line that names states.', '20:9: ranking of down, line 2: "the rest" cannot have `strong`: it stands for all states not named. Write it beside a line that names states.']),
    Row('claims beside the rest unknown', edited('    wants: []', '    ranking:\n      - sue\n      - tier: the rest unknown\n        against: x'), ['19:9: ranking of down, line 2: "the rest unknown" cannot have `against`: it stands for all states not named. Write it beside a line that names states.']),
    Row('a state ranked by name and by number', edited('    wants: []', '    ranking:\n      - sue\n      - 4\n'), ['18:9: ranking of down, line 2: the state 4 stands here a second time (first in line 17)']),
    Row('a state number too large', edited('    wants: []', '    ranking:\n      - 99\n'), ['17:9: ranking of down, line 1: there is no state 99. With 5 options they are numbered 0 to 31.']),
    Row('a ranking left empty', edited('    wants: []', '    ranking: []'), ['16:14: ranking of down: the ranking is empty. `wants: []` says that somebody is indifferent.']),
    Row('a plus with nothing after it', edited('    wants: []', '    ranking:\n      - sue +\n'), ['17:14: ranking of down, line 1: an option is missing here']),
    Row('and in a ranking', edited('    wants: []', '    ranking:\n      - sue and build\n'), ['17:9: ranking of down, line 1: unknown option "sue and build". A state is written as the options taken, joined by "+", or "nothing".']),
    Row('a negative state number', edited('    wants: []', '    ranking:\n      - -1\n'), ['17:9: ranking of down, line 1: expected a number from 0 on, found -1']),
    Row('an empty tier', edited('    wants: []', '    ranking:\n      -\n'), ['17:8: ranking of down, line 1: expected a state, a list ("- " lines), a map with "tier" or a map with "unsure", found nothing. Write something after the dash, or take it away.']),
    Row('a weight on an unknown claim', edited('    wants: []', '    weights:\n      sue: 1.50\n      up.build: -2\n      rain: {weight: 1e2, because: x}'), ['19:36: weights of down, rain, because: unknown claim "x". The file gives no claims: add them under `claims:`.']),
    Row('a weight in words', edited('    wants: []', '    weights:\n      sue: much'), ['17:12: weights of down, sue: expected a number or a map with "weight", found the text "much"']),
    Row('an infinite weight', edited('    wants: []', '    weights:\n      sue: .inf'), ['17:12: weights of down, sue: expected a number, found Infinity']),
    Row('a weight of a million digits', edited('    wants: []', '    weights:\n      sue: 1e999999'), ['17:12: weights of down, sue: the weight 1e999999 is out of range. Weights lie between 1e-30 and 1e30.']),
    Row('a mistyped name with a weight', edited('    wants: []', '    weights:\n      seu: 1'), ['17:7: weights of down: unknown name "seu". Did you mean "sue"?']),
    Row('a weight of a statement', edited('    wants: []', '    weights:\n      not sue: 1'), ['17:7: weights of down: a weight belongs to one name, not to "not sue". Give the statement a name under `definitions`, and the name a weight.']),
    Row('a weight with a decimal comma', edited('    wants: []', '    weights:\n      sue: 1,5'), ['17:12: weights of down, sue: expected a number or a map with "weight", found the text "1,5". Write numbers without separators, and decimals with a point: 3000, 1.5.']),
    Row('weights as a list', edited('    wants: []', '    weights:\n      - sue: 1'), ['17:7: weights of down: expected a map ("key: value" lines), found a list. Write lines with "key:" instead of "- ".']),
    Row('an order on an unknown claim', edited('statement: build', 'statement: build\n        above: x'), ['12:16: wants of up, line 1, above: unknown claim "x". The file gives no claims: add them under `claims:`.']),
    Row('an order on a list of claims', edited('statement: build', 'statement: build\n        above: [x]'), ['12:16: wants of up, line 1, above: a list of claims does not say whether all of them are needed. Write `a and b` if all are needed, `a or b` if one suffices.']),
    Row('any-order of nothing', with_want('any-order: []'), ['12:20: wants of up, line 2, any-order: the list is empty. Write at least one entry, or leave the key out.']),
    Row('any-order as a map', with_want('any-order:\n          a: b'), ['13:11: wants of up, line 2, any-order: expected a list ("- " lines), found a map. Begin every entry with "- ", on a line of its own.']),
    Row('any-order inside any-order', with_want('any-order:\n          - any-order: [a]'), ['13:13: wants of up, line 2, any-order, line 1: unknown key "any-order". Known here: because, against, id, statement, above, strong.', '13:13: wants of up, line 2, any-order, line 1: the key "statement" is missing. Add a line `statement:`.']),
    Row('a title as a list', edited('title: T', 'title: [T]'), ['2:8: title: expected a text, found a list']),
    Row('a title left empty', edited('title: T', 'title:'), ['2:7: title: expected a text, found nothing. Write something after the colon, or leave the key out.']),
    Row('a language by its name', edited('title: T', 'title: {english: T}'), ['2:9: title: "english" is not the code of a language. Codes are like en, de, fr.']),
    Row('a German date', FILE + 'as-of: 1.3.2025\n', ['27:8: as-of: "1.3.2025" is not a date. Write it as 2025-03-01.']),
    Row('a month thirteen', FILE + 'as-of: 2025-13-01\n', ['27:8: as-of: "2025-13-01" is not a date. Write it as 2025-03-01.']),
    Row('the language of the file by its name', FILE + 'language: English\n', ['27:11: language: "English" is not the code of a language. Codes are like en, de, fr.']),
    Row('a claims file that is not there', FILE + 'claims: nix.yaml\n', ['27:9: claims: nix.yaml: there is no such file']),
    Row('claims without what they say', FILE + 'claims:\n  c1:\n    by: y\n  c2: text\n', ['29:5: claim c1: the key "says" is missing. Add a line `says:`.', '30:7: claim c2: expected a map with "says", found the text "text"']),
    Row('claims as a list', FILE + 'claims:\n  - says: x\n', ['28:3: claims: expected a text or a map ("key: value" lines), found a list']),
    Row('a claim of 301 characters', FILE + 'claims:\n  c1:\n    says: ' + 'x' * 301 + '\n', ['29:11: claim c1, says: the text has 301 characters, at most 300 are read']),
    Row('told as sure', FILE + 'claims:\n  c1:\n    says: x\n    told-as: sure\n', ['30:14: claim c1, told-as: expected confirmed, announced, stated, reported, assessed or conjectured, found the text "sure"']),
    Row('a claim of unknown origin', FILE + 'claims:\n  c1:\n    says: x\n    by: novotna\n    in: article\n', ['30:9: claim c1, by: unknown speaker "novotna". Add it under `speakers:`.', '31:9: claim c1, in: unknown source "article". Add it under `sources:`.']),
    Row('a place that ends before it starts', FILE + 'claims:\n  c1:\n    says: x\n    at: {start: 9, end: 3}\n', ['30:9: claim c1, at: the place ends (3) before it starts (9). `end` is the character after the last.']),
    Row('relations to nothing and to itself', FILE + 'claims:\n  c1:\n    says: x\n    relates:\n      - supports: c2\n      - denies: c1\n', ['31:19: claim c1, relates, line 1, supports: unknown claim "c2". Add it under `claims:`.', '32:17: claim c1, relates, line 2, denies: a claim cannot relate to itself']),
    Row('a figure with a thousands comma', FILE + 'claims:\n  c1:\n    says: x\n    figures:\n      - value: 3,000\n', ['31:16: claim c1, figures, line 1, value: expected a number, found the text "3,000". Write numbers without separators, and decimals with a point: 3000, 1.5.']),
    Row('a credibility of seven', FILE + 'claims:\n  c1:\n    says: x\n    credibility: 7\n', ['30:18: claim c1, credibility: expected a number from 1 to 6, found 7']),
    Row('a source of an unknown kind', FILE + 'sources:\n  s:\n    kind: article\n', ['29:11: source s, kind: expected reportage, analysis, opinion, interview, background, review, official, dataset, expert or social, found the text "article"']),
    Row('a reliability of G', FILE + 'sources:\n  s:\n    reliability: G\n', ['29:18: source s, reliability: expected A, B, C, D, E or F, found the text "G"']),
    Row('a fingerprint too short', FILE + 'sources:\n  s:\n    text-sha256: abc\n', ['29:18: source s, text-sha256: expected a SHA-256 (64 of 0-9 and a-f), found the text "abc"']),
    Row('a mistyped key of a speaker', FILE + 'speakers:\n  s:\n    nmae: x\n', ['29:5: speaker s: unknown key "nmae". Did you mean "name"?']),
    Row('a mistyped likelihood', FILE + 'claims:\n  c1:\n    says: x\n    likelihood: unlikly\n', ['30:17: claim c1, likelihood: expected remote, very unlikely, unlikely, roughly even, likely, very likely or almost certain, found the text "unlikly". Did you mean "unlikely"?']),
    Row('sources as a text', FILE + 'sources: article.txt\n', ['27:10: sources: expected a map ("key: value" lines), found the text "article.txt"']),
]  # fmt: skip


@pytest.mark.parametrize("text", [FILE, GRAPH])
def test_the_files_that_are_edited_are_good(text: str) -> None:
    assert len(loads(text).decision_makers) == 2


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.what)
def test_the_message_says_what_is_wrong_where_and_the_way_out(row: Row) -> None:
    with pytest.raises(InputError) as caught:
        loads(row.text, file="f.yaml")
    assert str(caught.value).splitlines() == [f"f.yaml:{fault}" for fault in row.faults]
    assert all(fault.place is not None for fault in caught.value.faults)
