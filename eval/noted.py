"""Score what minutes note besides decisions: votes, actions, cross-references, apologies, interests. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from eval.matching import run_of
from ingest.papers import Part, Presence, Promise, ReadPaper
from ingest.text.lines import plain
from rag.words import words

Tally = Counter[str]
"""Counts by name: "items", "items found" and so on."""


def token_f1(one: str, other: str) -> float:
    """Give the F1 of two texts' words as bags."""
    a, b = Counter(words(one)), Counter(words(other))
    both = sum((a & b).values())
    return 2 * both / (sum(a.values()) + sum(b.values())) if both else 0.0


def share_found(gold: str, found: str) -> float:
    """Give the share of the gold text's words that the found one holds."""
    a, b = Counter(words(gold)), Counter(words(found))
    return sum((a & b).values()) / max(sum(a.values()), 1)


def _surnames(names: Sequence[str]) -> set[str]:
    """Give what tells people apart however their titles and initials are printed."""
    bare = (re.sub(r"\(.*|,.*|\b(?:MBE|OBE|CBE)\b", "", name).split() for name in names)
    return {run_of(words[-1]) for words in bare if words}


def _score_sets(name: str, gold: set[str], found: set[str], tally: Tally) -> None:
    tally[f"{name} in the truth"] += len(gold)
    tally[f"{name} found"] += len(found)
    tally[f"{name} right"] += len(gold & found)


def score_noted(
    want: Mapping[str, Any], part: Part, read: ReadPaper, tally: Tally, misses: list[str]
) -> None:
    """Score what minutes note besides decisions: votes, actions, cross-references, apologies, interests."""
    file = read.paper.file_name
    _score_votes(want, part, read, tally, misses)
    _score_actions(want, part, read, tally, misses)
    gold = {run_of(r) for i in want["items"] for r in i.get("cross_references", [])}
    minded = [
        r for r in read.references if r.part == part.number and r.pointer.value not in {"meeting", "amended"}
    ]
    near = {run_of(r.text) for r in minded} | {run_of(r.number or "") for r in minded}
    tally["cross-references in the truth"] += len(gold)
    held = {g for g in gold if any(g in n or (len(n) > 1 and n in g) for n in near)}
    tally["cross-references right"] += len(held)
    misses += [f"{file}: no cross-reference {g!r}" for g in sorted(gold - held)]
    absent = [a for a in read.attendance if a.part == part.number]
    optional = _surnames(want.get("apologies_optional") or [])
    told = _surnames([n for a in absent if a.presence is Presence.APOLOGIES for n in a.names]) - optional
    _score_sets("apologies", _surnames(want.get("apologies") or []), told, tally)
    if told != _surnames(want.get("apologies") or []):
        misses.append(f"{file}: apologies {sorted(told ^ _surnames(want.get('apologies') or []))}")
    declared = [a.text for a in absent if a.presence is Presence.DECLARATIONS]
    tally["declarations in the truth"] += len(want.get("declarations") or [])
    tally["declarations found"] += len(declared)
    for gold_text in want.get("declarations") or []:
        right = any(token_f1(gold_text, plain(text)) >= 0.5 for text in declared)
        tally["declarations right"] += right
        misses += [] if right else [f"{file}: no declaration {gold_text[:70]!r}"]
    present = sum(len(a.names) for a in absent if a.presence is Presence.PRESENT)
    if want.get("present_count"):
        tally["lists of those present"] += 1
        tally["lists of those present right"] += present == want["present_count"]
        if present != want["present_count"]:
            misses.append(f"{file}: {present} present, should be {want['present_count']}")


def _score_votes(
    want: Mapping[str, Any], part: Part, read: ReadPaper, tally: Tally, misses: list[str]
) -> None:
    put = [(m.text, m.votes) for m in read.motions if m.part == part.number]
    put += [(r.text, r.votes) for r in read.resolutions if r.part == part.number]
    for entry in (r for i in want["items"] for r in i["resolutions"] if r.get("votes")):
        counts = (entry["votes"]["for"], entry["votes"]["against"], entry["votes"]["abstain"])
        tally["votes"] += 1
        right = any(
            votes
            and (votes.ayes, votes.noes, votes.abstained) == counts
            and share_found(entry["text"], plain(text)) >= 0.5
            for text, votes in put
        )
        tally["votes right"] += right
        if not right:
            misses.append(
                f"{read.paper.file_name}: vote {counts} not on {entry['kind']} {entry['text'][:60]!r}"
            )


def _score_actions(
    want: Mapping[str, Any], part: Part, read: ReadPaper, tally: Tally, misses: list[str]
) -> None:
    found = [
        a
        for a in read.actions
        if a.part == part.number and a.promise not in {Promise.RESOLVED, Promise.LISTED}
    ]
    matched: set[int] = set()
    for entry in (a for i in want["items"] for a in i.get("actions", [])):
        shares = [(share_found(entry["what"], plain(a.text)), n) for n, a in enumerate(found)]
        own = [n for share, n in sorted(shares, reverse=True) if share >= 0.5]
        matched |= set(own)
        if entry.get("unsure"):
            continue
        tally["actions"] += 1
        tally["actions found"] += bool(own)
        if not own:
            misses.append(f"{read.paper.file_name}: no action {entry['what'][:80]!r}")
            continue
        if entry["who"]:
            tally["owners"] += 1
            surname = run_of(entry["who"].split()[-1])
            right = surname in run_of(found[own[0]].who or "")
            tally["owners right"] += right
            misses += (
                []
                if right
                else [f"{read.paper.file_name}: owner {found[own[0]].who!r}, should be {entry['who']!r}"]
            )
    for n, action in enumerate(found):
        if n not in matched:
            tally["false actions"] += 1
            misses.append(
                f"{read.paper.file_name}: false action {action.who!r}: {plain(action.text)[:100]!r}"
            )
