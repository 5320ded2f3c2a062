"""Whether words tell that what is asked for is not known, or not told: "the Brigade had not replied". Pure."""

from __future__ import annotations

import re

from rag.answers import Ask, Query
from rag.units import Unit
from rag.wanted import new_number

# What somebody said is asked for, and they have not said it yet, or it is kept.
_SAID_ASKED = re.compile(
    r"\b(?:what|which)\b.{0,30}\b(?:views?|feedback|responses?|reply|replies|answers?|comments?|verdict)\b|\bwhat (?:did|does|do|has|have) .{3,80}\b(?:reply|respond|answer)\b",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"\b(?:(?:had|has|have) not (?:yet )?(?:replied|responded|answered|commented)|(?:feedback|reply|response|answer|views?)\b.{0,40}\b(?:would|will) be confidential|"
    r"no (?:reply|response|answer|comments?) (?:was|were|had|has|have))\b",
    re.IGNORECASE,
)
# A figure is asked for, and it is not known; nothing else is counted.
_NOT_COUNTED = re.compile(
    r"\b(?:(?:did|does|do|could|can) not (?:yet )?(?:show|say|have (?:the|that|a|any) (?:figures?|numbers?|breakdown))|(?:was|were|is|are) not (?:yet )?(?:known|to hand|broken down)|"
    r"no (?:figures?|breakdown) (?:was|were|is|are))\b",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\b(?:none|nobody|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|dozens?|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|one)\b",
    re.IGNORECASE,
)


def left_open(query: Query, unit: Unit) -> bool:
    """Tell whether a unit says that what is asked for is open: a reply that has not come, a figure that nobody has."""
    if query.ask is Ask.FIGURE:
        counted = new_number(query, unit.text) or _NUMBER_WORD.search(unit.text)
        return bool(_NOT_COUNTED.search(unit.text)) and not counted
    return bool(query.ask is Ask.FACT and _SAID_ASKED.search(query.question) and _NOT_SAID.search(unit.text))
