"""Hinges as plain data: every cut of every conclusion, grain and mode, and how far was looked.

Everything stands in a fixed order: conclusions as the file asks, grains and modes as ``GRAINS`` and ``MODES``, carriers as the
file lists them, cuts by size. Only ``seconds``, ``runs`` and ``solves`` tell how the search went.
"""

from __future__ import annotations

from lagebild.analyses.hinges import GRAINS, MODES, Cut, Hinge, Hinges, Sifting
from lagebild.reports.data.head import Json, head
from lagebild.reports.hinge_words import Fall, HingeWords
from lagebild.reports.words import Words


def hinges_data(found: Hinges, language: str = "", *, stopped: bool = False) -> Json:
    """What ``lagebild hinges --format json`` prints."""
    say = HingeWords(found, Words(language or found.situation.language))
    parts = sorted(found.siftings, key=lambda part: (GRAINS.index(part.grain), MODES.index(part.mode)))
    return {
        **head(found.situation),
        "what_if": found.what_if,
        "concept": found.leading,
        "case_count": len(found.conclusions[0].values),
        "conclusions": [
            {
                "question": asked.question,
                "definition": asked.definition or None,
                "statement": found.situation.in_words(asked.statement),
                "values": list(asked.values),
            }
            for asked in found.conclusions
        ],
        "parts": [_part(part, found, say) for part in parts],
        "interrupted": found.interrupted,
        "stopped": stopped,
        "runs": found.runs,
        "solves": found.solves,
        "seconds": round(found.seconds, 3),
    }


def _part(part: Sifting, found: Hinges, say: HingeWords) -> Json:
    assumed = {line.address for line in found.situation.lines() if not line.sourced}
    assumed |= {order.address for dm in found.situation.decision_makers for order in dm.orders if not order.sourced}
    claims = part.grain in ("claim", "origin", "speaker")
    return {
        "grain": part.grain,
        "mode": part.mode,
        "carriers": [
            {
                "key": carrier.key,
                "says": say.named(part.grain, carrier.key),
                **({"claims": list(carrier.claims)} if claims else {"sourced": carrier.key not in assumed}),
            }
            for carrier in part.carriers
        ],
        "tried_to": part.complete_to,
        "complete": part.complete,
        "interrupted": part.interrupted,
        "hinges": [_hinge(number, hinge, part, say) for number, hinge in enumerate(part.hinges)],
    }


def _hinge(number: int, hinge: Hinge, part: Sifting, say: HingeWords) -> Json:
    return {
        "conclusion": number,
        "cuts": [_cut(cut, part, say) for cut in hinge.cuts],
        "responsibilities": {key: str(share) for key, share in hinge.responsibilities()},
    }


def _cut(cut: Cut, part: Sifting, say: HingeWords) -> Json:
    fall = Fall(grain=part.grain, members=cut.members, cuts=((part.mode, cut),))
    return {
        "members": list(cut.members),
        "lines": list(say.lost_lines(fall, part.mode)),
        "after": list(cut.after),
        "undefined": cut.undefined,
        "reason": cut.reason or None,
        "smallest": cut.smallest,
        "proven": cut.proven,
        "indifferent": list(cut.indifferent),
        "drawn": cut.drawn,
    }
