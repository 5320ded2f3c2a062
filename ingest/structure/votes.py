"""Motions and amendments, what became of them, and votes recorded with counts and names. Pure.

Read line by line, so that a list of names or an amendment goes on over a page break.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ingest.papers import Item, Motion, Outcome, Span, Votes
from ingest.text.blocks import Block
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.lines import Line
from ingest.text.people import PERSON, name_list

SIDES = (
    re.compile(
        r"^\W*(?:votes?\s+)?(?:for|in favour)\b\W*(?P<count>\d{1,3})\b\W*(?P<rest>.*)$", re.IGNORECASE
    ),
    re.compile(r"^\W*(?:votes?\s+)?against\b\W*(?P<count>\d{1,3})\b\W*(?P<rest>.*)$", re.IGNORECASE),
    re.compile(r"^\W*(?:votes?\s+)?abst\w+\b\W*(?P<count>\d{1,3})\b\W*(?P<rest>.*)$", re.IGNORECASE),
)
_NUMBERS = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_SMALL = {"none": 0} | {word: number for number, word in enumerate(_NUMBERS.split())}
_COUNT = rf"(?P<count>\d{{1,3}}|{'|'.join(_SMALL)})"
_INLINE = (
    re.compile(rf"\b{_COUNT}\s+(?:votes?\s+|members?\s+|councillors?\s+)?(?:(?:voting|voted|were)\s+)?(?:for\b|in favour)|\b(?:for|in favour)\s*[:=–-]\s*(?P<after>\d{{1,3}})", re.IGNORECASE),
    re.compile(rf"\b{_COUNT}\s+(?:votes?\s+|members?\s+|councillors?\s+)?(?:(?:voting|voted|were)\s+)?against\b|\bagainst\s*[:=–-]\s*(?P<after>\d{{1,3}})", re.IGNORECASE),
    re.compile(rf"\b{_COUNT}\s+(?:votes?\s+|members?\s+|councillors?\s+)?(?:\w+\s+)?(?:abstain\w*|abstention\w*)|\babst\w+\s*[:=–-]\s*(?P<after>\d{{1,3}})", re.IGNORECASE),
)  # fmt: skip
_BY_TO = re.compile(r"\bby\s+(?P<ayes>\d{1,3})\s+votes?\s+to\s+(?P<noes>\d{1,3})\b", re.IGNORECASE)
_NAME = rf"(?:{PERSON}|[Tt]he\s+(?:Vice[- ])?Chair(?:man|woman|person)?|[Tt]he\s+(?:Deputy\s+)?(?:Leader|Mayor)|[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){{1,3}})(?:\s+(?:MBE|OBE|CBE))?"
MOVED = re.compile(
    rf"(?<!\w)(?P<mover>{_NAME})\s+(?:formally\s+)?(?:proposed|moved),?(?:\s+(?:the\s+following\s+)?(?:an?\s+)?(?:amendment|motion))?,?\s+(?:and\s+|with\s+)?(?P<seconder>{_NAME})\s+(?:formally\s+)?(?:seconded|seconding)"
    rf"|\b(?:[Mm]oved|MOVED|[Pp]roposed|PROPOSED)\s+(?:by|BY)\s+(?:the\s+)?(?P<mover2>{_NAME})(?:\s*\([^)]*\))?,?\s+(?:and\s+)?(?:duly\s+)?(?:[Ss]econded|SECONDED)\s+(?:by\s+|BY\s+)?(?P<seconder2>{_NAME})"
    rf"|(?<!\w)(?P<mover3>{_NAME})\s+(?:then\s+|formally\s+)?(?:proposed|moved)\b[^“.]{{0,240}}?(?:\.[’”\"]?\s+(?:The|This)\s+(?:motion|amendment|proposal|recommendation)\s+was\s+(?:duly\s+|then\s+)?)?\b[Ss]econded\s+by\s+(?:the\s+)?(?P<seconder3>{_NAME})"
    rf"|(?<!\w)(?P<mover4>{_NAME}),\s+seconded\s+by\s+(?:the\s+)?(?P<seconder4>{_NAME}),\s+(?:then\s+|formally\s+)?(?:proposed|moved)\b"
)
_AMENDMENT = re.compile(r"\bamendment\b", re.IGNORECASE)
PUT_PART = re.compile(
    r"\bput\s+(?:parts?|paragraphs?|clauses?|sections?|recommendations?)\b.{1,400}?\bto\s+the\s+vote\b",
    re.IGNORECASE | re.DOTALL,
)
_RESULT = re.compile(
    r"^\W*(?:\d{1,3}[.)]\s+)?(?:(?:on being put to the vote,?\s+)?(?:the\s+)?(?:substantive\s+|original\s+|amended\s+)?(?P<what>motions?|amendments?)\s+(?:(?:as amended\s+)?(?:was|were|is)\s+)?(?:then\s+|therefore\s+|declared\s+)?)?"
    r"(?P<how>carried|lost|agreed|not\s+(?:carried|agreed)|defeated|fell|rejected|not\s+supported)\b[^.]{0,40}\.?\W*$",
    re.IGNORECASE,
)
SAID = re.compile(
    r"\bthe\s+(?:\w+\s+)?(?P<what>motion|amendment)\b.{0,80}?\b(?:was|were|be)\s+(?:then\s+|declared\s+|duly\s+)?(?P<how>carried|lost|agreed|not\s+(?:carried|agreed)|defeated|rejected)\b"
    r"|\bthe\s+(?:\w+\s+)?(?P<what2>motion|amendment)\b.{0,40}\b(?P<fell>fell)\b"
    r"|\bput\s+the\s+(?:\w+\s+)?(?P<what3>motion|amendment)\b.{0,80}?\bto\s+the\s+vote\s+and\s+(?:it|this)\s+was\s+(?P<how3>carried|lost|agreed|not\s+(?:carried|agreed)|defeated|rejected)\b"
    r"|\bvot\w+\b[^.]{0,60}\bthe\s+(?P<what4>proposal)\b[^.]{0,80}?\b(?:was|were)\s+(?:declared\s+|duly\s+)?(?P<how4>carried|lost|agreed|not\s+(?:carried|agreed)|defeated|rejected)\b",
    re.IGNORECASE | re.DOTALL,
)
_LOST = re.compile(r"lost|not|defeated|fell|rejected", re.IGNORECASE)


@dataclass(slots=True)
class _Tally:
    """A vote while its lines are read."""

    counts: list[int | None] = field(default_factory=lambda: [None, None, None])
    names: list[str] = field(default_factory=lambda: ["", "", ""])
    side: int = -1

    def votes(self) -> Votes | None:
        if self.counts[0] is None and self.counts[1] is None:
            return None
        ayes, noes, abstained = self.counts
        parties = tuple(name_list(n) for n in self.names)
        return Votes(ayes=ayes, noes=noes, abstained=abstained, names=(parties[0], parties[1], parties[2]))


def inline_votes(words: str) -> Votes | None:
    """Read counts told in a sentence.

    >>> inline_votes("The motion was carried with 7 votes for, three against and 1 abstention.").words
    '7 for, 3 against, 1 abstained'
    >>> inline_votes("carried by 8 votes to 3").words
    '8 for, 3 against'
    """
    if found := _BY_TO.search(words):
        return Votes(ayes=int(found["ayes"]), noes=int(found["noes"]), abstained=None)
    counts: list[int | None] = []
    for pattern in _INLINE:
        match = pattern.search(words)
        told = (match["count"] or match["after"]) if match else None
        counts.append(None if told is None else _SMALL.get(told.lower(), int(told) if told.isdigit() else 0))
    if counts[0] is None or counts[1] is None:
        return None
    return Votes(ayes=counts[0], noes=counts[1], abstained=counts[2])


def _outcome(how: str) -> Outcome:
    return Outcome.LOST if _LOST.search(how) else Outcome.CARRIED


class _Debate:
    """Reads the lines of one item: what is moved, how it is voted on, what came of it."""

    def __init__(self, *, part: int, item: Item | None, page_text: Mapping[int, str]) -> None:
        self.part, self.item, self.page_text = part, item, page_text
        self.motions: list[Motion] = []
        self.where: list[int] = []  # the line at which each motion was moved
        self.settled: list[tuple[int, Votes | None]] = []  # the line of each result, with the vote before it
        self.tally = _Tally()

    def open(
        self,
        at: int,
        text: str,
        spans: tuple[Span, ...],
        *,
        names: tuple[str | None, str | None],
        amendment: bool,
    ) -> None:
        """Note a motion as moved."""
        self.motions.append(
            Motion(
                part=self.part,
                item=self.item,
                amendment=amendment,
                mover=names[0],
                seconder=names[1],
                text=text,
                spans=spans,
            )
        )
        self.where.append(at)
        self.tally = _Tally()

    def settle(self, at: int, what: str, how: str, votes: Votes | None) -> None:
        """Give a result to the latest motion that still waits for one of its kind."""
        amendment = what.lower().startswith("amend")
        for index in range(len(self.motions) - 1, -1, -1):
            motion = self.motions[index]
            if motion.outcome is None and (not what or motion.amendment == amendment):
                self.motions[index] = replace(motion, outcome=_outcome(how), votes=motion.votes or votes)
                break
        self.settled.append((at, votes))
        self.tally = _Tally()


def _moved_text(lines: Sequence[Line], at: int, first: str) -> int:
    """Give the line (exclusive) at which a motion's words end: its closing quotation mark, or its sentence's end."""
    text = first
    for end in range(at + 1, min(at + 90, len(lines))):
        if "“" in text and text.count("”") >= text.count("“"):
            return end
        following = lines[end].text
        if _RESULT.match(following) or DECISION_WORDS.match(following) or SIDES[0].match(following):
            return end
        opens = "“" in text or following.startswith("“")
        if not opens and text.rstrip().endswith("."):
            return end
        text += " " + following
    return min(at + 90, len(lines))


def debate(
    blocks: Sequence[Block], *, part: int, item: Item | None, page_text: Mapping[int, str]
) -> tuple[tuple[Motion, ...], tuple[tuple[Span, Votes], ...]]:
    """Read an item's motions, and each vote with the place of its result.

    A vote on a resolution stands before it: the caller gives the last one to the RESOLVED that follows.
    """
    lines = [line for block in blocks for line in block.lines if line.text]
    told = _Debate(part=part, item=item, page_text=page_text)
    skip = 0
    for at, line in enumerate(lines):
        if at < skip:
            continue
        side = next((n for n, pattern in enumerate(SIDES) if pattern.match(line.text)), -1)
        if side >= 0:
            found = SIDES[side].match(line.text)
            if found:
                told.tally.side = side
                told.tally.counts[side] = int(found["count"])
                told.tally.names[side] = found["rest"]
            continue
        if result := _RESULT.match(line.text):
            told.settle(at, result["what"] or "", result["how"], told.tally.votes())
            continue
        if (
            told.tally.side >= 0
            and not DECISION_WORDS.match(line.text)
            and not re.match(r"^\d{1,3}[.)]\s", line.text)
        ):
            told.tally.names[told.tally.side] += f"\n{line.text}"
            continue
        if told.tally.side >= 0 and (votes := told.tally.votes()):
            told.settled.append((at, votes))
            told.tally = _Tally()
        skip = _read_sentence(told, lines, at)
    return tuple(told.motions), tuple((lines[at].span, v) for at, v in told.settled if v)


def _read_sentence(told: _Debate, lines: Sequence[Line], at: int) -> int:
    """Read what is moved or told from line `at` on; gives the line to go on from."""
    ahead = " ".join(line.text for line in lines[at : at + 4])
    first = len(lines[at].text)
    moved = MOVED.search(ahead) if "econded" in ahead or "SECONDED" in ahead else None
    if moved and moved.start() < first:
        end = _moved_text(lines, at, lines[at].text)
        own = lines[at:end]
        text, spans = _verbatim(own, told.page_text)
        mover, seconder = (
            next(filter(None, moved.group(*(f"{side}{n}" for n in ("", 2, 3, 4)))))
            for side in ("mover", "seconder")
        )
        above = lines[at - 1].text if at and lines[at - 1].words == 1 else ""  # "Amendment", as its heading
        head = " ".join(line.text for line in own[:3])[: moved.end() + 120].split("“")[0]
        told.open(
            at, text, spans, names=(mover, seconder), amendment=bool(_AMENDMENT.search(f"{above} {head}"))
        )
        words = " ".join(line.text for line in own)
        if said := SAID.search(words):
            what, how = _told_of(said)
            told.settle(at, what, how, inline_votes(words))
        elif re.search(r"\b(?:RESOLVED|AGREED)\b", words):  # "moved by …, seconded by …, and RESOLVED that"
            told.settle(at, "", "agreed", inline_votes(words))
        return end
    part_put = PUT_PART.search(ahead)
    if part_put and part_put.start() < first:
        end = _moved_text(lines, at, lines[at].text)
        text, spans = _verbatim(lines[at:end], told.page_text)
        told.open(at, text, spans, names=(None, None), amendment=False)
        return end
    said = SAID.search(ahead)
    if said and said.start() < first:
        what, how = _told_of(said)
        told.settle(at, what, how, inline_votes(ahead))
    elif (votes := inline_votes(lines[at].text)) and re.search(r"\bvot", ahead, re.IGNORECASE):
        told.settled.append((at, votes))
    return at + 1


def _told_of(said: re.Match[str]) -> tuple[str, str]:
    """Give what a sentence tells of, a motion or an amendment, and what became of it."""
    what = said["what"] or said["what2"] or said["what3"] or said["what4"]
    return what, said["how"] or said["fell"] or said["how3"] or said["how4"]


def _verbatim(lines: Sequence[Line], page_text: Mapping[int, str]) -> tuple[str, tuple[Span, ...]]:
    spans: list[Span] = []
    for line in lines:
        if spans and spans[-1].page == line.page:
            spans[-1] = replace(spans[-1], end=line.end)
        else:
            spans.append(line.span)
    return "\n".join(page_text[s.page][s.start : s.end] for s in spans), tuple(spans)
