"""`python -m eval.structure TRUTH.jsonl FOLDER`: score what is understood of papers against truth made by hand.

The truth's format and the rules of scoring are told beside it (STRUCTURE.md). Texts match by letters and digits.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.matching import run_of
from eval.noted import Tally, score_noted, share_found, token_f1
from ingest.errors import MinutebookError
from ingest.papers import Item, Outcome, Part, ReadPaper, Resolution
from ingest.reading.files import read_paper
from ingest.text.lines import plain
from rag.words import words


def whole(gold: str, found: str) -> bool:
    """Tell whether at least 98 % of the gold text's words stand in the found one, in order."""
    a, b = words(gold), words(found)
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) >= 0.98 * len(a)


def _line(read: ReadPaper, part: Part) -> int:
    return read.pages[0].text[: part.span.start].count("\n") + 1


def _pair_parts(
    read: ReadPaper, gold: Sequence[Mapping[str, Any]]
) -> list[tuple[Mapping[str, Any], Part | None]]:
    """Match gold parts with found ones by kind and start: within one page, or five lines."""
    free = list(read.parts)
    pairs: list[tuple[Mapping[str, Any], Part | None]] = []
    for want in gold:
        kinds = {want["kind"], *want.get("kind_accept", [])}
        best = None
        for part in free:
            if read.paper.paginated:
                near = abs(part.span.page - (want["page_from"] or 1)) <= 1
            else:
                near = want.get("interleaved") or abs(_line(read, part) - want["line_from"]) <= 5
            if near and part.kind.value in kinds:
                best = part
                break
        if best:
            free.remove(best)
        pairs.append((want, best))
    return pairs


def _score_part(
    want: Mapping[str, Any], part: Part | None, tally: Tally, misses: list[str], file: str
) -> None:
    if not want.get("optional_boundary"):
        tally["parts"] += 1
        tally["parts found"] += part is not None
        if part is None:
            misses.append(
                f"{file}: no {want['kind']} part at {want.get('page_from') or want.get('line_from')}"
            )
    if part is None:
        return
    if not want.get("date_unsure"):
        right = {want["date"], *want.get("date_accept", [])}
        tally["dates"] += 1
        tally["dates right"] += (part.date.isoformat() if part.date else None) in right
        if (part.date.isoformat() if part.date else None) not in right:
            misses.append(f"{file}: date {part.date}, should be {want['date']}")
    if want["committee"]:
        tally["committees"] += 1
        tally["committees right"] += run_of(part.committee or "") == run_of(want["committee"])
        if run_of(part.committee or "") != run_of(want["committee"]):
            misses.append(f"{file}: committee {part.committee!r}, should be {want['committee']!r}")


def _same_item(want: Mapping[str, Any], item: Item) -> bool:
    if want["number"] is not None and want["number"] != item.number:
        return False
    return token_f1(want["title"], item.title) >= 0.8


def _score_minutes(
    want: Mapping[str, Any], part: Part, read: ReadPaper, tally: Tally, misses: list[str]
) -> None:
    file = read.paper.file_name
    found = [i for i in read.items if i.part == part.number]
    resolved = [r for r in read.resolutions if r.part == part.number and r.outcome is not Outcome.LOST]
    tally["items of minutes found"] += len(found)
    claimed: set[int] = set()
    used: set[int] = set()
    for entry in want["items"]:
        tally["items"] += 1
        at = next((n for n, i in enumerate(found) if n not in claimed and _same_item(entry, i)), None)
        if at is None:
            misses.append(f"{file}: no item {entry['number']} {entry['title'][:60]!r}")
        else:
            claimed.add(at)
            tally["items matched"] += 1
            tally["item pages right"] += not read.paper.paginated or found[at].span.page == entry["page"]
        for gold in [r for r in entry["resolutions"] if r["kind"] == "resolution" and not r.get("unsure")]:
            own = [n for n, r in enumerate(resolved) if n not in used and (at is None or r.item == found[at])]
            told = f"{file}: {entry['number']}"
            used |= {
                n for n in [_score_resolution(gold, resolved, own, tally, misses, told)] if n is not None
            }
    others = [r for entry in want["items"] for r in entry["resolutions"]]
    for extra in (r for n, r in enumerate(resolved) if n not in used and want["items"]):
        _score_extra(plain(extra.text), others, tally, misses, file)
    misses += [
        f"{file}: false item {item.number} {item.title[:60]!r}"
        for n, item in enumerate(found)
        if n not in claimed
    ]


def _score_resolution(
    gold: Mapping[str, Any],
    resolved: Sequence[Resolution],
    own: Sequence[int],
    tally: Tally,
    misses: list[str],
    told: str,
) -> int | None:
    """Score one resolution of the truth against those of its item (`own`, by number); gives which of them it is."""
    kind = "narrative" if gold.get("form") == "narrative" else "resolutions"
    tally[kind] += 1
    scored = [(share_found(gold["text"], plain(resolved[n].text)), n) for n in own]
    score, index = max(scored, default=(0.0, -1))
    if score < 0.5:
        misses.append(f"{told}: no {kind} {gold['text'][:70]!r}")
        return None
    text = plain(resolved[index].text)
    complete = whole(gold["text"], text)
    tally[f"{kind} found"] += 1
    tally[f"{kind} whole"] += complete
    if not complete:
        misses.append(f"{told}: not whole: {text[-80:]!r} for {gold['text'][-80:]!r}")
    return index


def _score_extra(
    text: str, others: Sequence[Mapping[str, Any]], tally: Tally, misses: list[str], file: str
) -> None:
    """Score a decision that is none of the truth's resolutions: a motion carried, or one that is false."""
    like = max(
        others, key=lambda r: share_found(r["text"], text) * share_found(text, r["text"]), default=None
    )
    if like is not None and share_found(text, like["text"]) < 0.5:
        like = None
    lost = like is not None and like["outcome"] == "lost"
    if like is not None and (like.get("unsure") or (like["kind"] == "motion" and not lost)):
        return
    tally["lost told as decided" if lost else "other false decisions"] += 1
    misses.append(f"{file}: {'LOST' if lost else 'false'} decision {text[:90]!r}")


def _score_recommendations(
    want: Mapping[str, Any], part: Part, read: ReadPaper, tally: Tally, misses: list[str]
) -> None:
    own = [c.text for r in read.recommendations if r.part == part.number for c in r.clauses]
    own += [plain(r.text) for r in read.recommendations if r.part == part.number]
    for gold in want.get("recommendations") or []:
        tally["recommendations"] += 1
        best = max(own, key=lambda text: share_found(gold, text), default="")
        tally["recommendations found"] += share_found(gold, best) >= 0.5
        tally["recommendations whole"] += whole(gold, best) or any(whole(gold, text) for text in own)
        if not any(whole(gold, text) for text in own):
            misses.append(f"{read.paper.file_name}: recommendation not whole: {gold[:80]!r}")


def score(truth: Sequence[Mapping[str, Any]], folder: Path) -> tuple[Tally, list[str]]:
    """Score all papers of a truth; gives the counts and a line for each miss."""
    tally: Tally = Counter()
    misses: list[str] = []
    for paper in truth:
        try:
            read = read_paper(folder / paper["path"])
        except MinutebookError as error:
            misses.append(f"{paper['file']}: not read: {error}")
            for want in paper["parts"]:
                _score_part(want, None, tally, [], paper["file"])
                tally["items"] += len(want.get("items", []))
            continue
        for want, part in _pair_parts(read, paper["parts"]):
            _score_part(want, part, tally, misses, paper["file"])
            if part is None:
                tally["items"] += len(want.get("items", []))
            elif want["kind"] == "minutes":
                _score_minutes(want, part, read, tally, misses)
                score_noted(want, part, read, tally, misses)
            else:
                _score_recommendations(want, part, read, tally, misses)
                tally["recommendations told as decisions"] += sum(
                    r.part == part.number for r in read.resolutions
                )
    return tally, misses


_SHARES = (
    ("parts found", "parts found", "parts"), ("dates right", "dates right", "dates"),
    ("committees right", "committees right", "committees"), ("item recall", "items matched", "items"),
    ("item precision", "items matched", "items of minutes found"), ("item pages right", "item pages right", "items matched"),
    ("resolutions found", "resolutions found", "resolutions"), ("resolutions whole", "resolutions whole", "resolutions"),
    ("narrative decisions found", "narrative found", "narrative"), ("recommendations found", "recommendations found", "recommendations"),
    ("recommendations whole", "recommendations whole", "recommendations"), ("votes right", "votes right", "votes"),
    ("actions found", "actions found", "actions"), ("owners right", "owners right", "owners"),
    ("cross-references found", "cross-references right", "cross-references in the truth"),
    ("apologies recall", "apologies right", "apologies in the truth"), ("apologies precision", "apologies right", "apologies found"),
    ("declarations recall", "declarations right", "declarations in the truth"), ("declarations precision", "declarations right", "declarations found"),
    ("lists of those present", "lists of those present right", "lists of those present"),
)  # fmt: skip


def main(truth_file: Path, folder: Path) -> None:
    """Print the shares, the false decisions, and each miss."""
    truth = [json.loads(line) for line in truth_file.read_text("utf-8").splitlines() if line.strip()]
    tally, misses = score(truth, folder)
    for miss in misses:
        print(miss)
    for title, part, of in _SHARES:
        print(f"{title:28} {tally[part]:4} of {tally[of]:4}  {100 * tally[part] / max(tally[of], 1):5.1f} %")
    for title in (
        "lost told as decided",
        "other false decisions",
        "recommendations told as decisions",
        "false actions",
    ):
        print(f"{title:36} {tally[title]:4}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
