"""Who was at a meeting: present, in attendance, apologies, substitutes, interests declared. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.papers import Attendance, Presence, Span
from ingest.text.blocks import Block, Form
from ingest.text.lines import Line
from ingest.text.people import HONOUR, PERSON, name_list
from ingest.text.running import Running

_GROUPS: tuple[tuple[Presence, re.Pattern[str]], ...] = (
    (Presence.APOLOGIES, re.compile(r"^\W*apolog(?:ies|y)(?: for absence| received| from)?\b\s*[:–-]*\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.SUBSTITUTES, re.compile(r"^\W*substitut(?:es?|ions?)(?: members?)?(?: present)?\s*[:–-]+\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.ATTENDING, re.compile(
        r"^\W*(?:(?:also|others?|officers?|members of the public|staff) (?:in attendance|present)|in attendance(?: virtually)?|also (?:present|attending)|"
        r"employees\b[^:]{0,30}|other (?:members|representatives)|officers|by invitation|clerk|virtual attendance|attending virtually)\s*(?::|-|(?=\s[A-Z])|$)\s*(?P<rest>.*)$", re.IGNORECASE)),
    (Presence.PRESENT, re.compile(r"^\W*(?:(?:members|councillors) )?present\b\s*[:–-]*\s*(?P<rest>.*)$", re.IGNORECASE)),
)  # fmt: skip
_LABEL = re.compile(
    r"^(?:[A-Z][\w’'&-]*(?:[ ,&/-]+(?:and |of |by )?[A-Za-z(][\w’')&-]*){0,5})\s*:\s*(?P<rest>.*)$"
)
_NO_NAMES = re.compile(r"^\W*(?:none|nil|no apologies.*|there were no.*)\W*$", re.IGNORECASE)
_SENT = re.compile(
    r"\bapologies\b.{0,60}?\b(?:received|submitted|given|reported|sent|noted|accepted)?\s*(?:from|on behalf of|by)\s+(?P<names>.+?)(?:\.(?=\s|$)|$)",
    re.IGNORECASE | re.DOTALL,
)
_GAVE = re.compile(
    rf"(?P<names>{PERSON}(?:(?:, | and |,? and ){PERSON})*)\s+(?:had |has |have )?(?:given|sent|gave|submitted|tendered|offered)\s+(?:\w+\s+){{0,3}}apologies"
)
_SUBSTITUTE = re.compile(
    rf"(?P<names>{PERSON})\s+(?:(?:was|were|is|as|acted as|attended as|attending as)\s+)?(?:a |the )?(?:[Ss]ubstitut\w+|[Dd]eputis\w+)\s+for\s+(?P<other>{PERSON})"
)
_DECLARED = re.compile(
    r"\bdeclar(?:ed|es|ing)\b.{0,80}\binterests?\b|\binterests?\b.{0,60}\bwere declared\b",
    re.IGNORECASE | re.DOTALL,
)
_DECLARED_NONE = re.compile(
    r"\b(?:no|nil|none|not any)\b.{0,60}\b(?:interests?|declarations?|declared)\b", re.IGNORECASE | re.DOTALL
)
_END = re.compile(
    r"^\W*(?:public business|private business|unrestricted items|exempt items|part [1i]\b|agenda|minutes\b|\d{1,3}\.?\s)",
    re.IGNORECASE,
)


def present(blocks: Sequence[Block], page_text: Mapping[int, str], *, part: int) -> Iterator[Attendance]:
    """Read the lists of names that head minutes, group by group."""
    lines = [line for block in blocks for line in block.lines if line.text]
    presence: Presence | None = None
    own: list[Line] = []
    names = ""
    for line in lines:
        found = next(((p, m) for p, pattern in _GROUPS if (m := pattern.match(line.text))), None)
        if found or _END.match(line.text):
            if presence is not None:
                yield from _group(presence, names, own, page_text, part=part)
            presence, own, names = (found[0], [line], found[1]["rest"]) if found else (None, [], "")
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
    found = () if _NO_NAMES.match(names) else _one_a_line(names) or name_list(names)
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
