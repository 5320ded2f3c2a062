"""Who was at a meeting: present, in attendance, apologies, substitutes, interests declared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.papers import Attendance, Presence, Span
from ingest.text.blocks import Block, Form
from ingest.text.lines import Line
from ingest.text.numbered import LONE_NUMBER
from ingest.text.people import HONOUR, PERSON, SURNAME, name_list
from ingest.text.running import Running

_GROUPS: tuple[tuple[Presence, re.Pattern[str]], ...] = (
    (Presence.APOLOGIES, re.compile(r"^\W*(?:ymddiheuriadau|apolog(?:ies|y))(?: for absence| am absenoldeb)?(?: (?:(?:were|was|had been|have been) )?(?:received|recorded|submitted|tendered|given|sent))?(?: from)?\b\s*[:–-]*\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.SUBSTITUTES, re.compile(r"^\W*substitut(?:es?|ions?)(?: members?)?(?: present)?\s*[:–-]+\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.ATTENDING, re.compile(
        r"^\W*(?:(?:also|others?|officers?|officials|members of the public|staff) (?:in attendance|present)(?: via \w+)?(?: virtually)?|(?:[\w-]+ ){0,3}in attendance(?: virtually)?|also (?:present|attending)|"
        r"employees\b[^:]{0,30}|other (?:members|representatives)(?! present)|officers|by invitation|clerk|wrth law|hefyd yn bresennol|virtual attendance|attending virtually)\s*(?::|-|(?=\s[A-Z])|$)\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.PRESENT, re.compile(r"^\W*(?:(?:[\w-]+ ){0,2}(?:members|councillors|those) )?(?:present(?: were)?\b|yn bresennol\b|attendees(?=:)|(?:committee|board|panel) members(?=:))\s*[:;–-]*\s*(?P<rest>.*)$", re.IGNORECASE)),
)  # fmt: skip
_LABEL = re.compile(
    r"^(?:[A-Z][\w’'&-]{0,40}(?:[ ,&/]+(?:and |of |by )?[A-Za-z(][\w’')&-]{0,40}){0,5})\s*:\s*(?P<rest>.*)$"
)
_NARRATED = re.compile(
    r"^(?!.*\bapolog).{0,120}\b(?:was|were|is|had|has|commenced|welcomed|asked|opened|advised|declared|reminded)\b.*[.)]$",
    re.IGNORECASE | re.DOTALL,
)
_BRACKETS = re.compile(r"(?<=\w )\([^()]*\)")
_AWAY = re.compile(r"\((?:absent|apologies)\)", re.IGNORECASE)
_MEMBERS = re.compile(r"^\W*(?:committee|board|panel) members\s*:", re.IGNORECASE)
_PRESENT = re.compile(r"^\W*(?:[\w-]+ ){0,3}present\b", re.IGNORECASE)
_MINUTED = re.compile(r"\bMinutes:\s")
_HEAD_WORDS = 25  # of a line that heads minutes, at most
_LOWER = re.compile(r"\b[a-z]{2,}\b")
_OF_NAMES = (
    Presence.PRESENT,
    Presence.ATTENDING,
)  # lists of names, in which a sentence tells of somebody else
_NO_NAMES = re.compile(r"^\W*(?:none|nil|no apologies.*|there were no.*)\W*$", re.IGNORECASE)
_SENT = re.compile(
    r"\bapolog(?:ies|y)\b.{0,60}?\b(?:received|submitted|given|reported|sent|noted|accepted)?\s*(?:from|on behalf of|by)\s+(?P<names>.+?)(?:\.(?=\s|$)|$)",
    re.IGNORECASE | re.DOTALL,
)
_GAVE = re.compile(
    rf"(?P<names>{PERSON}(?:(?:,? and |, )(?:{PERSON}|{SURNAME})){{0,60}})\s+(?:had |has |have )?(?:given|sent|gave|submitted|tendered|offered)\s+(?:\w+\s+){{0,3}}apolog"
)
_SUBSTITUTE = re.compile(
    rf"(?P<names>{PERSON})\s+(?:(?:had been|has been|was present as|was|were|is|as|acted as|attended as|attending as)\s+)?(?:appointed\s+(?:as\s+)?)?(?:a |the )?(?:[Ss]ubstitut\w+|[Dd]eputis\w+)(?:\s+[Mm]embers?)?\s+for\s+(?P<other>{PERSON})"
)
_DECLARED = re.compile(
    r"\bdeclar(?:ed|es|ing)\b.{0,80}\binterests?\b|\binterests?\b.{0,60}\bwere declared\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED_NONE = re.compile(
    r"\b(?:no|nil|none|not any)\b.{0,60}\b(?:interests?|declarations?|declared)\b", re.IGNORECASE | re.DOTALL
)
_END = re.compile(
    r"^\W*(?:absent\b|not present\b|apologies for lateness|public business|private business|part one\b|section [a-z]\b|unrestricted items|exempt items|part [1i]\b|agenda|minutes\b|\d{1,3}\.?\s)",
    re.IGNORECASE,
)


def present(blocks: Sequence[Block], page_text: Mapping[int, str], *, part: int) -> Iterator[Attendance]:
    """Read the lists of names that head minutes, group by group."""
    lines = [(block, line) for block in blocks for line in block.lines if line.text]
    first_present = next((n for n, (_, line) in enumerate(lines) if _PRESENT.match(line.text)), None)
    presence: Presence | None = None
    own: list[Line] = []
    names = ""
    for at, (block, line) in enumerate(lines):
        found = _group_of(line)
        if _MEMBERS.match(line.text) and first_present is not None:
            found = None  # who belongs to it; below "Present:" a label
            if at < first_present:
                continue
        told_here = line is block.lines[0] and _NARRATED.search(_BRACKETS.sub("", block.text))
        if found or _END.match(line.text) or told_here:
            if presence is not None:
                yield from _group(presence, names, own, page_text, part=part)
            presence, own, names = (found[0], [line], found[1]["rest"]) if found else (None, [], "")
        elif presence in _OF_NAMES and line.text.endswith(".") and (pairs := list(_said(line.text))):
            text = page_text[line.page][line.start : line.end]
            for aside, people in pairs:
                yield Attendance(part=part, presence=aside, names=people, text=text, spans=(line.span,))
        elif presence is not None and names.rstrip().endswith(".") and len(_LOWER.findall(line.text)) > 3:
            yield from _group(
                presence, names, own, page_text, part=part
            )  # a sentence below a list that has ended
            presence, own, names = None, [], ""
        elif presence is not None:
            own.append(line)
            label = _LABEL.match(line.text)
            words = label["rest"] if label else line.text
            goes_on = (
                names.rstrip().endswith((",", " and"))
                or words[:1].islower()
                or words[:1] == "("
                or _open_bracket(names)
            )
            names += f"{' ' if goes_on else chr(10)}{words}"
    if presence is not None:
        yield from _group(presence, names, own, page_text, part=part)


def _group_of(line: Line) -> tuple[Presence, re.Match[str]] | None:
    """Give what a line heads a list of; a web page's "Apologies Minutes: Apologies were received …" tells, and lists nothing."""
    if _MINUTED.search(line.text):
        return None
    return next(((p, m) for p, pattern in _GROUPS if (m := pattern.match(line.text))), None)


def listed(blocks: Sequence[Block], *, named: bool) -> int:
    """Give the block at which the lists of names end that head minutes: what is told below them is not a list.

    Where there are none, it is the first long block if these blocks head items (`named`), else the start: all of it is told.
    """
    begun = [n for n, b in enumerate(blocks) if any(_group_of(line) for line in b.lines)]
    if not begun:
        told_at = next((n for n, b in enumerate(blocks) if b.words > _HEAD_WORDS), len(blocks))
        return told_at if named else 0
    told = (
        n for n in range(begun[-1] + 1, len(blocks)) if _NARRATED.search(_BRACKETS.sub("", blocks[n].text))
    )
    return next(told, len(blocks))


def _open_bracket(words: str) -> bool:
    return words.count("(") > words.count(")")


def _group(
    presence: Presence, names: str, lines: Sequence[Line], page_text: Mapping[int, str], *, part: int
) -> Iterator[Attendance]:
    spans: list[Span] = []
    for line in lines:
        if spans and spans[-1].page == line.page:
            spans[-1] = Span(page=line.page, start=spans[-1].start, end=line.end)
        else:
            spans.append(line.span)
    flowing = [] if presence in _OF_NAMES else re.split(r"(?<=\.)\s", " ".join(names.split()))
    if sentences := [pair for words in flowing for pair in _said(words)]:
        text = "\n".join(page_text[s.page][s.start : s.end] for s in spans)
        for told_presence, named in sentences:
            yield Attendance(part=part, presence=told_presence, names=named, text=text, spans=tuple(spans))
        return
    people = () if _NO_NAMES.match(names) else _one_a_line(names) or name_list(names)
    found = tuple(name for name in people if not LONE_NUMBER.match(name) and not _AWAY.search(name))
    if found:
        text = "\n".join(page_text[s.page][s.start : s.end] for s in spans)
        yield Attendance(part=part, presence=presence, names=found, text=text, spans=tuple(spans))


def _one_a_line(names: str) -> tuple[str, ...]:
    """Split a list that has a person on each line, with what they stand for after a comma; else nothing."""
    rows = [row.strip() for row in names.split("\n") if row.strip()]
    if (
        len(rows) < 3
        or any(row.endswith((",", " and")) for row in rows)
        or any(row.count(",") > 1 for row in rows)
    ):
        return ()
    return tuple(row if HONOUR.match(row.partition(", ")[2]) else row.partition(",")[0] for row in rows)


def told(blocks: Sequence[Block], page_text: Mapping[int, str], *, part: int) -> Iterator[Attendance]:
    """Read apologies, substitutes and interests that sentences of an item tell."""
    for block in blocks:
        if block.form is Form.ROW:
            continue
        running = Running.of([block], page_text)
        for start, end, words in running.sentences():
            for presence, names in _said(words):
                yield Attendance(
                    part=part,
                    presence=presence,
                    names=names,
                    text=running.text[start:end],
                    spans=running.spans(start, end),
                )


def _said(words: str) -> Iterator[tuple[Presence, tuple[str, ...]]]:
    if found := _SUBSTITUTE.search(words):
        yield Presence.SUBSTITUTES, (found["names"],)
    if found := _SENT.search(_SUBSTITUTE.sub("", words)) or _GAVE.search(words):
        names = (n for n in name_list(re.sub(r"\s*\(\s*\)", "", found["names"])) if n[:1].isupper())
        yield Presence.APOLOGIES, tuple(names)
    if _DECLARED.search(words) and not _DECLARED_NONE.search(words):
        people = (m[0] for m in re.finditer(PERSON, words[: words.lower().find("declar")]))
        yield Presence.DECLARATIONS, tuple(dict.fromkeys(people))
