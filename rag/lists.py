"""Tell a list: its stem and all its items, over several passages if need be. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeAlias

from ingest.papers import Placed
from ingest.text.blocks import Form
from ingest.text.lines import plain
from ingest.text.sentences import sentences
from rag.answers import Ask, Query, Statement
from rag.picking import Candidate
from rag.search import Library, coverage
from rag.units import Unit, say, units
from rag.words import stems

_MOST_WORDS = 130  # of a list that is told; the contract asks for about 120
_FEW = 5  # words that are not worth leaving out
_STEM = (":", ":-")
# Words of an item that may answer alone, and how far before the others it is read to answer then.
_LONG_ITEM, _ALONE = 30, 4.0
_NEAR_BEST, _MOST_OF = 5, 3  # of so many of the best words, so many are of one list
_AFTER = 3  # passages of the same item into which a list may run on
# Shares of the question's terms: of a group's head that it names, and beside the one named best.
_NAMES, _AS_MUCH = 0.15, 0.6
_MARK = re.compile(r"([•●▪◦‣*–—-]|o(?= )|\(?(?:\d{1,2}|[a-z]|[ivx]{2,5})[.)])\s")
_COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\s+[a-z]+", re.IGNORECASE)
_LABEL = re.compile(r"\W*(?:\w{1,3}[.)]\s+)?\w[^:\n]{2,80}?(?=:\s|\s[–—-]\s)")

_Placed: TypeAlias = tuple[Placed, Unit]


def as_list(query: Query, best: Sequence[Candidate]) -> bool:
    """Tell whether a list is the answer: it is asked for, its stem is the best, or the best words are of one list.

    Not where one item alone is found to answer, far before the others.
    """
    unit = best[0].unit
    if query.ask is not Ask.LIST:
        single = query.ask in {Ask.FIGURE, Ask.PERSON, Ask.DATE}
        return unit.text.endswith(_STEM) or (not single and _of_one_list(best[:3]))
    if unit.form is not Form.LIST_ITEM or len(unit.text.split()) <= _LONG_ITEM or best[0].read is None:
        return True
    beside = (c for c in best[1:] if c.hit is best[0].hit and c.unit.form is Form.LIST_ITEM)
    others = [c.read for c in beside if c.read is not None]
    return not others or max(others) >= best[0].read - _ALONE


def list_first(best: Sequence[Candidate]) -> Sequence[Candidate]:
    """Put the items of a list first where most of the best words, near one another, are of that one list."""
    near = [c for c in best[:_NEAR_BEST] if c.score >= best[0].score - 1.0]
    for one in near:
        of = [c for c in near if (own := _list_of(c)) is not None and own == _list_of(one)]
        if len(of) >= _MOST_OF:
            return [*of, *(c for c in best if c not in of)]
    return best


def _of_one_list(best: Sequence[Candidate]) -> bool:
    of = {_list_of(c) for c in best}
    return len(best) > 1 and len(of) == 1 and None not in of


def _list_of(candidate: Candidate) -> tuple[str, str] | None:
    """Give the passage and the stem of the list that a candidate is an item of, or the stem of."""
    unit = candidate.unit
    stem = unit.lead if unit.form is Form.LIST_ITEM else unit.text
    return (candidate.hit.placed.passage.id, stem) if stem.endswith(_STEM) else None


def list_told(query: Query, best: Candidate, library: Library) -> list[Statement]:
    """Give a list's stem and all its items, from passage to passage; of long items how they begin, as far as length allows.

    Of a list in groups those under the heads that the question names, if it names any.
    """
    every = _onward(best.hit.placed, library)
    own = [(n, unit) for n, (placed, unit) in enumerate(every) if placed is best.hit.placed]
    within = [n for n, unit in own if unit.start <= best.unit.start < unit.end]
    at = next((n for n, unit in own if unit == best.unit), within[-1])
    if best.unit.form is Form.LIST_ITEM:
        first = at
        while first > 0 and every[first - 1][1].form is Form.LIST_ITEM:
            first -= 1
        above = every[first - 1] if first > 0 else None
        stem = above if above and above[1].text.endswith(_STEM) else None
    else:
        first, stem = at + 1, every[at]
    items: list[_Placed] = []
    for placed, unit in every[first:]:
        # After a stem the items may all stand as short lines without marks.
        alike = not items or items[0][1].form is unit.form
        bare = stem and alike and len(unit.text.split()) <= 25 and len(items) < 9
        if not (bare or _marked((placed, unit))):
            break
        items.append((placed, unit))
    if not items or (len(items) < 2 and stem is None):
        return []
    items = _groups_named(query, items)
    for opening in (_first_sentence, _label):
        if sum(len(unit.text.split()) for _, unit in items) > _MOST_WORDS:
            items = [_cut(placed, unit, opening) for placed, unit in items]
    chosen = _within_length([*([stem] if stem else []), *items], every[at])
    return [
        say(placed, unit, quoted=unit is (stem and stem[1]) or unit.form is not Form.LIST_ITEM)
        for placed, unit in chosen
    ]


def _groups_named(query: Query, items: Sequence[_Placed]) -> list[_Placed]:
    """Of items in groups, each under an item with the first one's mark, keep the groups whose heads the question names.

    Each head but the last must have items under it; a question that gives a count asks for the whole list.
    """
    marks = [_mark(unit) for _, unit in items]
    heads = [n for n, mark in enumerate(marks) if mark and mark == marks[0]]
    groups = [items[a:b] for a, b in pairwise([*heads, len(items)])]
    if len(groups) < 2 or any(len(group) < 2 for group in groups[:-1]) or _COUNTED.search(query.question):
        return list(items)
    named = [coverage(query.terms, stems(group[0][1].text)) for group in groups]
    least = max(_NAMES, _AS_MUCH * max(named))
    kept = [one for group, held in zip(groups, named, strict=True) if held >= least for one in group]
    if not kept or len(kept) == len(items):
        return list(items)
    placed, last = kept[-1]
    return [*kept[:-1], (placed, replace(last, text=f"{last.text} …"))]


def _mark(unit: Unit) -> str:
    """Give what marks an item, a number or letter by its kind: "•", "1.", "a)"."""
    found = _MARK.match(unit.text)
    return re.sub(r"\d+", "1", re.sub(r"[a-z]+(?=[.)])", "a", found[1])).strip("().") if found else ""


def _marked(one: _Placed) -> bool:
    return one[1].form is Form.LIST_ITEM


def _onward(placed: Placed, library: Library) -> list[_Placed]:
    """Give the units of a passage and of those that follow it in the same item."""
    every = list(library.item_passages(placed))
    ids = [p.passage.id for p in every]
    if placed.passage.id not in ids:
        return [(placed, unit) for unit in units(placed.passage)]
    at = ids.index(placed.passage.id)
    return [(p, unit) for p in (placed, *every[at + 1 : at + 1 + _AFTER]) for unit in units(p.passage)]


def _first_sentence(raw: str) -> int:
    return next((end for _, end in sentences(raw)), len(raw))


def _label(raw: str) -> int:
    found = _LABEL.match(raw)
    return found.end() if found else _first_sentence(raw)


def _cut(placed: Placed, unit: Unit, opening: Callable[[str], int]) -> _Placed:
    """Give how an item begins, with an ellipsis; whole where little would be left out."""
    raw = placed.passage.text[unit.start : unit.end]
    end = opening(raw)
    if len(raw[:end].split()) >= len(raw.split()) - _FEW:
        return placed, unit
    text = " ".join(plain(raw[:end]).split())
    return placed, replace(unit, end=unit.start + end, text=f"{text} …")


def _within_length(every: Sequence[_Placed], best: _Placed) -> list[_Placed]:
    """Keep the first units of a list, and the best, as far as an answer's length allows."""
    kept = [e for e in every if (e[0], e[1].start) == (best[0], best[1].start)]
    size = sum(len(unit.text.split()) for _, unit in kept)
    for one in (e for e in every if e not in kept):
        size += len(one[1].text.split())
        if size > _MOST_WORDS and len(kept) > 1:
            break
        kept.append(one)
    return [e for e in every if e in kept]
