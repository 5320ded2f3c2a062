"""What stands beside a passage to help find it: meeting, item, headings, columns. Pure.

It is embedded and indexed with the passage and never shown as its text.
"""

from __future__ import annotations

from ingest.papers import Kind, Part, Passage, Role
from ingest.structure.passages import tokens
from ingest.text.dates import MONTHS, long_date
from ingest.text.lines import plain

_MOST_TOKENS = 370  # by our estimate, of the 512 that the embedder reads
_KIND_WORDS = {
    Kind.AGENDA: "agenda",
    Kind.MINUTES: "minutes",
    Kind.REPORT: "report",
    Kind.DECISION_RECORD: "record of decision",
    Kind.ANNUAL_REPORT: "annual report",
    Kind.SUPPLEMENT: "supplement",
    Kind.PACK: "pack",
    Kind.OTHER: "",
}


def meeting_words(part: Part) -> str:
    """Name the part's kind, committee and date, as a searcher might."""
    day = part.date
    when = f"{long_date(day)} {MONTHS[day.month - 1][:3].capitalize()} {day.year}" if day else ""
    return " ".join(w for w in (_KIND_WORDS[part.kind], part.committee or "", when) if w)


def topic_words(passage: Passage, part: Part) -> str:
    """Name what the passage is about by what stands above it: title, item, headings."""
    about = [
        part.title
        if part.kind not in {Kind.MINUTES, Kind.AGENDA} or not (part.committee or part.date)
        else "",
        passage.item or "",
        *passage.headings,
    ]
    seen: list[str] = []
    for text in about:
        if text and not any(text.lower() in other.lower() for other in seen):
            seen.append(text)
    return " › ".join(seen)


def embedded_text(passage: Passage, part: Part) -> str:
    """Give what the embedder reads of a passage: its topic in short, its columns, its words (plain)."""
    role = "decision" if passage.role is Role.RESOLUTION else _KIND_WORDS[part.kind]
    body = " ".join(plain(passage.text).split())
    room = _MOST_TOKENS - tokens(body)
    columns = _cut(" | ".join(c for c in passage.columns if c), room // 3) if passage.columns else ""
    head = _cut(" ".join(w for w in (role, topic_words(passage, part)) if w), min(room - tokens(columns), 48))
    return ". ".join(w for w in (head, columns, body) if w)


def _cut(text: str, most: int) -> str:
    """Keep the first words of a text, as many as `most` word pieces hold."""
    kept: list[str] = []
    for word in text.split():
        most -= tokens(word)
        if most < 0:
            break
        kept.append(word)
    return " ".join(kept)
