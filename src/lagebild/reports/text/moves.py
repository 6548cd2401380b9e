"""A move from one state to another in words: what is chosen, given up, agreed to."""

from __future__ import annotations

from lagebild.model import ConflictModel
from lagebild.reports.words import Words


def move_in_words(words: Words, model: ConflictModel, origin: int, target: int) -> str:
    """What a mover does to get from ``origin`` to ``target``: ``choose “build the dam” and give up “…”``."""
    situation = model.situation
    if model.is_graph:
        return words("moves.move", option=words.state(model, target))
    before, after = set(model.taken(origin)), set(model.taken(target))
    parts: list[str] = []
    for option in situation.options:
        if (option.key in before) == (option.key in after):
            continue
        taken = option.key in after
        if option.joint is None:
            key, name = ("take" if taken else "give-up"), option.key
        else:
            key, name = ("agree" if taken else "withdraw"), option.joint
        parts.append(words(f"moves.{key}", option=words.name(situation, name)))
    return words.listed(list(dict.fromkeys(parts)))


def begun(sentence: str) -> str:
    """The sentence with a capital at its beginning, whatever name it begins with."""
    return sentence[:1].upper() + sentence[1:]
