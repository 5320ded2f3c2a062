"""Cut text into sentences without changing a character. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_END = re.compile(r"""[.!?]["'”’)\]*_]*(?:</\w+>|<sup>\d+</sup>)*(?=\s)""")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Cllrs?|Mr|Mrs|Ms|Dr|Prof|Rev|St|No|Nos|Ltd|vs?|approx|para|paras|Fig|Vol|pp?|cf|al|inc|Hon|Sgt|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Tel|Ref|Min|ext|Est|[Cc]irca|ca|govt|Govt|Dept|Cttee|Gov)|\b[A-Z]|\be\.g|\bi\.e|\betc|\b[ap]\.m)\.$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each sentence; white space between sentences belongs to none.

    >>> [a for a, _ in sentences("It has circa. 70 staff. All move.")]
    [0, 24]
    >>> text = "Cllr. Smith agreed. It cost £2.5m (i.e. more).  Noted"
    >>> [text[a:b] for a, b in sentences(text)]
    ['Cllr. Smith agreed.', 'It cost £2.5m (i.e. more).', 'Noted']
    """
    start = 0
    for found in _END.finditer(text):
        after = text[found.end() :].lstrip()
        if not after or after[0].islower() or _ABBREVIATION.search(text[start : found.start() + 1]):
            continue
        if re.fullmatch(r"\W*\w{1,3}[.)]*", text[start : found.end()].strip()):
            continue  # "1." is a number, not a sentence
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if piece.strip():
        yield start + left, start + len(piece.rstrip())
