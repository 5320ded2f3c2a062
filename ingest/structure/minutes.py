"""What minutes resolve: RESOLVED with its clauses, or a sentence of the narrative that tells a decision. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from ingest.papers import Clause, Outcome, Span
from ingest.structure.clauses import clause, clauses_after
from ingest.text.blocks import Block, Form, spans
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import plain
from ingest.text.sentences import sentences

# Decisions that minutes word as a sentence of their narrative.
NARRATIVE = re.compile(
    r"""\bminutes\b.{0,200}?\b(?:were|was|be|having\ been)\ (?:then\ )?(?:agreed|approved|confirmed|signed|accepted|received)\b
      |\b(?:agreed|approved|confirmed|accepted)\b.{0,60}\b(?:true|correct|accurate)\b.{0,12}\brecord\b
      |\bit\ was\ (?:unanimously\ |further\ |therefore\ )?(?:agreed|resolved|decided)\b
      |\b(?:board|committee|panel|cabinet|council|commission|members|councillors)\ (?:unanimously\ )?resolved\b
      |\b(?:board|committee|panel|cabinet|council|commission)\ (?:unanimously\ )?(?:agreed|decided)\ (?:to|that)\b
      |\b(?:proposed|moved)\ by\b[^.]{0,160}\bseconded\b[^.]{0,120}?
       \b(?:and\ (?:it\ was\ )?(?:unanimously\ )?|(?:it|which)\ was\ )(?:agreed|resolved|carried|approved)\b(?!\ by\b)
      |\bresolved\ to\ \w+""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_STEM_END = re.compile(
    r"(?::-?|:\s*[-–]|\b(?:that|to|the \w+|(?:board|committee|panel|cabinet|council)))[^\w.]*$", re.IGNORECASE
)
# "The Committee:-" over "i. NOTED the report; and"
_BODY = re.compile(
    r"The (?:[A-Z][\w-]+ ){0,4}(?:Committee|Board|Panel|Cabinet|Council|Commission|Forum|Executive|Authority)\s*:\s*[-–]?"
)
_VERB = re.compile(
    r"\(?\w{1,4}[.)]\s+(?:noted|agreed|approved|resolved|decided|endorsed|instructed|delegated|requested|recommended|authorised|thanked|adopted|directed|confirmed|referred|"
    r"accepted|remitted|asked (?:that|for))\b",
    re.IGNORECASE,
)
# "It was resolved [by 8 votes to 3] to:", "The motion as amended was put and it was RESOLVED:", over clauses
_NARRATED_STEM = re.compile(
    r"(?:[^.:]{0,160}\b)?(?:(?-i:RESOLVED|AGREED)|it was (?:then |therefore |further )?(?:unanimously )?(?:resolved|agreed))\b[^.:]{0,90}:\s*[-–]?\s*$",
    re.IGNORECASE,
)
_STEM_WORDS = 45  # of such a stem, at most
_LABEL = re.compile(r"\W*decisions?\s*:?\W*", re.IGNORECASE)  # heads the decision on a web page of minutes
_NEXT_LABEL = re.compile(
    r"\W*(?:minutes?|decisions?|reasons?\b.{0,40}|(?:other|alternative) options\b.{0,40})\W*", re.IGNORECASE
)
_OPENING = re.compile(
    r"^\W*(?:decisions?\W+)?(?:(?:the )?\w+ )?(?:decision|resolved|agreed)\b", re.IGNORECASE
)
_NONE = re.compile(
    r"^\W*(?:there (?:was|were) (?:none|no (?!.*\band\b)[\w ’'-]{3,80})|none|nil|n/?a|not applicable|no (?:decisions?|action))\W*$|"
    r"^\W*(?:an )?apolog",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\W*decisions?\b", re.IGNORECASE)
# Tells that a report's recommendations were agreed, and not what they are.
_AS_ADVISED = re.compile(
    r"\W*(?:decisions?\W+)?(?:(?:the )?recommendations?\W+(?:were |was )?(?:agreed|approved)|(?:agreed|approved|resolved)(?:\W+(?:the )?recommendations?)?)\W*",
    re.IGNORECASE,
)
_FIRST_CLAUSE = re.compile(r"(?:\b(?:that|to)\b|[:–-])\s*(?P<number>\(?(?P<digit>1|a|i)[.)])\s")
CLOSING = re.compile(
    r"^\W*(?:the meeting (?:closed|ended|finished)|meeting closed|signed|chairman?\b.{0,30}$)", re.IGNORECASE
)
_LOST = re.compile(
    r"\b(?:amendment|motion)\b.{0,80}\b(?:lost|fell|defeated|not carried|rejected)\b", re.IGNORECASE
)
# The next matter of the same minute, and no vote on this one
_ANOTHER = re.compile(
    r"\W*\(?(?:[ivx]{1,4}|[a-z]|\d{1,2})[.)]\s+(?!(?:up)?on\b|put to\b|the (?:motion|amendment|vote)\b)",
    re.IGNORECASE,
)
_CARRIED = re.compile(r"\b(?:amendment|motion)\b.{0,80}\bcarried\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A resolution within minutes: blocks `first` to `last` (exclusive), its words and its clauses."""

    first: int
    last: int
    stem: str
    clauses: tuple[Clause, ...]
    text: str
    spans: tuple[Span, ...]
    outcome: Outcome | None
    narrated: bool = False  # the narrative leads to its clauses: "Following a vote, it was RESOLVED:"
    stated: bool = True  # it opens with RESOLVED or the like; else a sentence of the narrative tells it


def decisions(blocks: Sequence[Block], page_text: dict[int, str]) -> tuple[Decision, ...]:
    """Find what one item of minutes resolves, in order, each with its clauses, verbatim and whole."""
    found: list[Decision] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        last = at + 1
        if _LABEL.fullmatch(block.text) and block.form is not Form.LIST_ITEM:
            if _heads_decision(blocks, at):
                last = clauses_after(blocks, at + 2)
                found.append(_decision(blocks, at, last, page_text))
            at = last
            continue
        if DECISION_WORDS.match(block.text) and block.form is not Form.ROW:
            inside = _first_inside(block, blocks[last : last + 1])
            if inside or _STEM_END.search(block.text) or not block.complete:
                last = clauses_after(blocks, at + 1)
                if block.words <= 9 and block.numbered:
                    last = max(last, _until_number_goes_on(blocks, at))
                elif last == at + 1 and block.words <= 6 and _under(blocks, last):
                    last += 1  # "RESOLVED" alone on its line, its words below
                    if _leads(blocks[last - 1]):
                        last = clauses_after(blocks, last)
            found.append(_decision(blocks, at, last, page_text))
        elif _BODY.fullmatch(block.text) and _decides(
            clauses := blocks[at + 1 : clauses_after(blocks, at + 1)]
        ):
            last = at + 1 + len(clauses)
            found.append(_decision(blocks, at, last, page_text))
        elif (
            block.words <= _STEM_WORDS
            and _NARRATED_STEM.match(block.text)
            and (end := clauses_after(blocks, at + 1)) > at + 1
        ):
            last = end
            found.append(replace(_decision(blocks, at, last, page_text), narrated=True))
        elif block.form is not Form.HEADING and NARRATIVE.search(block.text):
            found += _told(block, page_text)
        at = last
    firm = [d for d in found if d.stated and not d.narrated]
    stated = [d for d in found if d in firm or (d.narrated and not any(_again(d, other) for other in firm))]
    if not firm:
        stated = found  # others are told by a sentence
    stated = [
        d for d in stated if d.clauses or not _AS_ADVISED.fullmatch(plain(d.text).partition("\n")[0][:80])
    ] or stated
    labelled = {_bare(d.text) for d in stated if _LABELLED.match(plain(d.text))}
    once = {(bare if (bare := _bare(d.text)) in labelled else d.text): d for d in reversed(stated or found)}
    return tuple(reversed(once.values()))


def _again(one: Decision, other: Decision) -> bool:
    """Tell whether a decision is another told again: a web page gives it above the minute that records it."""
    return bool(one.clauses) and _bare(one.clauses[0].text) in _bare(other.text)


def _decides(clauses: Sequence[Block]) -> bool:
    return bool(clauses) and all(_VERB.match(b.text) for b in clauses)


def _under(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether words stand under a bare "RESOLVED", and not the label of what follows it."""
    return at < len(blocks) and not _NEXT_LABEL.fullmatch(blocks[at].text)


def _leads(block: Block) -> bool:
    """Tell whether a line under a bare "RESOLVED" is the stem of its clauses: "That Cabinet:"."""
    return block.form is not Form.LIST_ITEM and block.words <= 6 and block.text.endswith(":")


def _bare(text: str) -> str:
    """Give a decision's words without how they open: a web page may give a decision, and the minute that records it."""
    return re.sub(r"\W", "", _OPENING.sub("", plain(text))).lower()


def _first_inside(block: Block, after: Sequence[Block]) -> re.Match[str] | None:
    """Find the first clause in a stem's own line, the second below it: "Resolved: that (1) …;" and then "(2) …"."""
    found = _FIRST_CLAUSE.search(block.text[:200])
    if not found or not after:
        return None
    there = re.sub(r"\W", "", after[0].marker)
    return found if there == {"1": "2", "a": "b", "i": "ii"}[found["digit"]] else None


def _heads_decision(blocks: Sequence[Block], at: int) -> bool:
    """Tell whether the label "Decision:" has a decision under it that does not open with RESOLVED or the like itself."""
    own: list[Block] = []
    for block in blocks[at + 1 :]:
        if _NEXT_LABEL.fullmatch(block.text):
            break
        own.append(block)
    if not own or own[0].form not in {Form.PARAGRAPH, Form.LIST_ITEM} or _NONE.match(own[0].text):
        return False
    return not any(DECISION_WORDS.match(block.text) for block in own)


def _until_number_goes_on(blocks: Sequence[Block], at: int) -> int:
    """Give the end of what a numbered bare stem leads ("5) RESOLVED that:"): the paragraph numbered next, or all."""
    digits = re.sub(r"\D", "", blocks[at].marker)
    for end in range(at + 1, len(blocks)):
        block = blocks[end]
        own = re.sub(r"\W", "", block.marker)
        if (
            block.form is Form.HEADING
            or (digits and own == str(int(digits) + 1))
            or CLOSING.match(block.text)
        ):
            return end
    return len(blocks)


def _decision(blocks: Sequence[Block], first: int, last: int, page_text: dict[int, str]) -> Decision:
    own = blocks[first:last]
    places = spans(own)
    stems = own[: 1 + (len(own) > 2 and own[0].words == 1 and _leads(own[1]))]  # RESOLVED, That Cabinet:
    stem = " ".join(b.text for b in stems) if last > first + 1 else ""
    clauses = [
        clause(b, "\n".join(line.raw for line in b.lines))
        for b in own[len(stems) :]
        if b.form is not Form.HEADING
    ]
    if inside := _first_inside(own[0], own[1:2]):
        clauses.insert(0, Clause(number=inside["number"], text=stem[inside.end() :].strip("* ")))
        stem = stem[: inside.start("number")].strip()
    outcome = None
    after = " ".join(b.text for b in takewhile(lambda b: not _ANOTHER.match(b.text), blocks[last : last + 2]))
    if _LOST.search(after):
        outcome = Outcome.LOST
    elif _CARRIED.search(after):
        outcome = Outcome.CARRIED
    return Decision(
        first=first,
        last=last,
        stem=stem,
        clauses=tuple(clauses),
        text="\n".join(page_text[s.page][s.start : s.end] for s in places),
        spans=places,
        outcome=outcome,
    )


def _told(block: Block, page_text: dict[int, str]) -> list[Decision]:
    """Give the sentences of a paragraph that tell a decision, verbatim; short lines count as sentences."""
    found = []
    listed = sum(bool(NARRATIVE.search(line.text)) for line in block.lines) > 1
    for place in spans([block]):
        raw = page_text[place.page][place.start : place.end]
        pieces = (
            [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", raw)] if listed else list(sentences(raw))
        )
        for start, end in pieces:
            if NARRATIVE.search(plain(raw[start:end]).replace("\n", " ")):
                own = Span(page=place.page, start=place.start + start, end=place.start + end)
                found.append(
                    Decision(
                        first=0,
                        last=0,
                        stem="",
                        clauses=(),
                        text=raw[start:end],
                        spans=(own,),
                        outcome=None,
                        stated=False,
                    )
                )
    return found
