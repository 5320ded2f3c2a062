"""Nouns of tables of plain text: lines, rows and tables, with where they stand in the text. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.text.values import Word


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text and where it stands in it."""

    start: int
    end: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands on it."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class BareRow:
    """A row understood: where its first line starts and its last one ends, and its cells."""

    start: int
    end: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BareTable:
    """Rows with as many values each, and the line of headings above them, where one is understood."""

    rows: tuple[BareRow, ...]
    heading: BareRow | None = None


@dataclass(slots=True)
class ValuedLine:
    """A line that may be a row, with the lines above that its label begins on."""

    line: TextLine
    words: list[Word]
    values: list[tuple[int, int]]
    above: list[TextLine] = field(default_factory=list)

    @property
    def label(self) -> list[Word]:
        """The words before its values."""
        return self.words[: self.values[0][0]]

    def cells(self, count: int) -> tuple[str, ...]:
        """Give the label and the last `count` values; what stands before them is the label's."""
        kept = self.values[-count:]
        own = self.line.text[: self.words[kept[0][0]].start]
        label = " ".join(" ".join([*(a.text for a in self.above), own]).split())
        return (label, *(" ".join(w.text for w in self.words[a:b]) for a, b in kept))


def text_lines(text: str) -> list[TextLine]:
    """Cut a text into its lines."""
    found, start = [], 0
    for raw in text.splitlines(keepends=True):
        body = raw.rstrip("\r\n")
        found.append(TextLine(start, start + len(body), body))
        start += len(raw)
    return found
