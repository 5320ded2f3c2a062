"""What stands beside a passage to help find it: meeting, item, headings, columns. Pure.

It is embedded and indexed with the passage and never shown as its text.
"""

from __future__ import annotations

from ingest.dates import MONTHS, long_date
from ingest.lines import plain
from ingest.papers import Kind, Part, Passage, Role

_MOST_WORDS = 26  # of headings: the embedder reads 256 word pieces in all
_MOST_COLUMN_WORDS = 14
_KIND_WORDS = {
    Kind.AGENDA: "agenda",
    Kind.MINUTES: "minutes",
    Kind.REPORT: "report",
    Kind.DECISION_RECORD: "record of decision",
    Kind.ANNUAL_REPORT: "annual report",
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
    about = [part.title if part.kind not in {Kind.MINUTES, Kind.AGENDA} else "", passage.item or "", *passage.headings]
    seen: list[str] = []
    for text in about:
        if text and not any(text.lower() in other.lower() for other in seen):
            seen.append(text)
    return " › ".join(seen)


def embedded_text(passage: Passage, part: Part) -> str:
    """Give what the embedder reads of a passage: its topic in short, its columns, its words (plain)."""
    role = "decision" if passage.role is Role.RESOLUTION else _KIND_WORDS[part.kind]
    head = " ".join(" ".join(w for w in (role, topic_words(passage, part)) if w).split()[:_MOST_WORDS])
    columns = " | ".join(c for c in passage.columns if c)
    columns = " ".join(columns.split()[:_MOST_COLUMN_WORDS]) if columns not in plain(passage.text) else ""
    body = " ".join(plain(passage.text).split())
    return ". ".join(w for w in (head, columns, body) if w)
