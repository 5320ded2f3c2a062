"""A sentence that leans on the one before it: "She undertook to send this by May" tells neither who nor what. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from ingest.papers import Kind, Placed, Role
from ingest.text.blocks import Form
from rag.units import Unit, in_sentences, units

# Who or what it is of stands before: "He left the room", "These were sent", "The latter …".
_OPENS = re.compile(
    r"\W*(?:\w{1,4}[.)]\s+)?(?:In (?:reply|response|answer)[^,]{0,40}, )?(?:he|she|they|it|this|these|those|such|both|neither|the (?:former|latter)|"
    r"(?:his|her|their|its) \w+)\b(?! (?:was|is|has been) (?:moved|proposed|agreed|resolved|noted|reported|recommended|suggested|confirmed|stated|explained|thought|hoped|felt|clear)\b)",
    re.IGNORECASE,
)
# What somebody said stands by itself: "She said that the wall would be rebuilt".
_SPEECH = re.compile(
    r"\W*(?:\w{1,4}[.)]\s+)?(?:he|she|they) (?:\w+ly |also |then )?(?:said|advised|added|explained|replied|stated|reported|noted|thought|hoped|felt|suggested|confirmed|"
    r"informed|told|pointed out|referred|outlined|highlighted|asked)\b",
    re.IGNORECASE,
)
# What somebody is to do stands before: "… undertook to arrange this within two weeks", "… would do so".
_UNDERTAKES = re.compile(
    r"\b(?:undertook|agreed|promised|offered|would|will|was asked|were asked|to)\b.{0,60}?\b(?:(?:this|these|those|them|it|so)\b(?! (?:would|will|was|were|is|had|has|could|should|might|may)\b)|that(?=[,.;]|$| (?:to|within|by|in|at|before|after)\b))",
    re.IGNORECASE,
)
# What is moved, recommended or asked for stands under the words that say so: "(b) That the rents be halved".
_CLAUSE = re.compile(
    r"\W*(?:\(?\w{1,5}[.)]\s+|\d{1,2}(?:\.\d{1,2})+\s+)?(?!(?:to date|to th(?:is|at) end|that (?:said|is|was|being))\b)(?:that|to)\s",
    re.IGNORECASE,
)
_PROPOSES = re.compile(r"\b(?:recommend\w*|propos\w+|mov(?:ed?|ing)|motions?|amendments?)\b", re.IGNORECASE)
_STEM = (":", ":-", ":–")
_COUNTED = re.compile(r"\b(?:these|those|the other) (?:other )?(?:two|three|four|five|six)\b", re.IGNORECASE)
_MOST_WORDS, _FURTHEST = 45, 2  # of the sentences before; how many
_SHORT = 24  # words of a sentence whose object may stand before it


def leans(unit: Unit) -> bool:
    """Tell whether a sentence says of whom or of what it speaks only by a word that points back."""
    if unit.form is not Form.PARAGRAPH or unit.cells:
        return False
    opens = _OPENS.match(unit.text) and not _SPEECH.match(unit.text)
    return bool(opens or _COUNTED.search(unit.text)) or (
        len(unit.text.split()) <= _SHORT and bool(_UNDERTAKES.search(unit.text))
    )


def clause(unit: Unit) -> bool:
    """Tell whether a unit says what is to be done, under words that say who moved, recommended or asked it.

    >>> clause(Unit(start=0, end=9, text="(b) That the rents be halved.", form=Form.LIST_ITEM, lead="It was moved:"))
    True
    """
    return bool(_CLAUSE.match(unit.text)) and not unit.cells


def answered_below(placed: Placed, unit: Unit) -> Unit | None:
    """Give the sentence after one that poses a question and is not minuted: "What is a resourced provision? It is …"."""
    if placed.part.kind is Kind.MINUTES or not unit.text.endswith("?"):
        return None
    after = (b for a, b in pairwise(in_sentences(placed.passage)) if a.start == unit.start)
    return next((b for b in after if not b.text.endswith("?")), None)


def proposal(placed: Placed, unit: Unit) -> bool:
    """Tell whether a unit is of what was moved or recommended: a clause under a stem, or the stem, outside a resolution."""
    if placed.passage.role is Role.RESOLUTION:
        return False
    stem = unit.text.endswith(_STEM) and _PROPOSES.search(unit.text)
    return bool(stem) or (clause(unit) and bool(leant_on(placed, unit)))


def leant_on(placed: Placed, unit: Unit) -> tuple[Unit, ...]:
    """Give the sentences of the same passage that a sentence leans on, if it leans: up to the nearest that does not lean.

    A clause leans on its stem. None where that is too far, or they are too long.
    """
    every = in_sentences(placed.passage)
    if placed.passage.role in {Role.RESOLUTION, Role.RECOMMENDATION} or unit not in every:
        return ()
    if clause(unit):
        return _stem(every, unit)
    if not leans(unit):
        return ()
    found: list[Unit] = []
    for before in reversed(every[max(0, every.index(unit) - _FURTHEST) : every.index(unit)]):
        if before.form not in {Form.PARAGRAPH, Form.LIST_ITEM} or before.cells:
            return ()
        found.insert(0, before)
        if sum(len(u.text.split()) for u in found) > _MOST_WORDS:
            return ()
        if not _OPENS.match(before.text):
            return tuple(found)
    return ()


def _stem(every: Sequence[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Give the stem that a clause stands under: of its list, or just before it."""
    above = every[: every.index(unit)]
    listed = [u for u in above if u.text == unit.lead]
    if not listed and unit.form is not Form.LIST_ITEM:
        listed = list(above[-1:])
    stem = next((u for u in listed[-1:] if u.text.endswith(_STEM)), None)
    return (stem,) if stem and len(stem.text.split()) <= _MOST_WORDS else ()


_LABELLED = re.compile(r"^[A-Z][\w '’()/-]{2,60}:\s*\S")  # "Co-Opted Members: Mrs A Ash"
_NAME_LINE = 8  # words


def listed_below(placed: Placed, unit: Unit) -> list[Unit]:
    """Give the lines of a list of those present that go on below one with its label: names without a label of their own."""
    if placed.passage.role is not Role.ATTENDANCE or not _LABELLED.match(unit.text):
        return []
    own = units(placed.passage)
    below = own[own.index(unit) + 1 :] if unit in own else ()
    goes_on = takewhile(
        lambda u: u.form is unit.form and ":" not in u.text and len(u.text.split()) <= _NAME_LINE, below
    )
    return list(goes_on)
