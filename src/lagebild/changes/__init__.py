"""Changes to a situation, each a function from a situation to a situation.

``apply`` makes a named what-if; the others are the single steps that what-ifs, the audit of orders, levers and hinges are
made of. None of them alters its argument, no line that stays changes its address, and whatever remains keeps its meaning:
a name that would come to mean something else is written out in full, and where that is impossible the change is refused.
"""

from lagebild.changes.lines import drop_line, set_circumstance, set_today
from lagebild.changes.options import add_option, drop_joint_option, drop_option, freeze_option
from lagebild.changes.owners import set_owners
from lagebild.changes.variant import apply
from lagebild.changes.wants import add_want, drop_want, loosen_order, move_want, place_want, reorder, swap_wants

__all__ = [
    "add_option",
    "add_want",
    "apply",
    "drop_joint_option",
    "drop_line",
    "drop_option",
    "drop_want",
    "freeze_option",
    "loosen_order",
    "move_want",
    "place_want",
    "reorder",
    "set_circumstance",
    "set_owners",
    "set_today",
    "swap_wants",
]
