"""Sentences of a passage as a reader is told them: without the heading that runs on into them and their number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.text.lines import plain
from ingest.text.sentences import sentences

_NUMBER = re.compile(
    r"^\W*(?:\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}[.)]|\(?[a-z][.)]|\(?[A-Z]\)|\(?[ivx]{1,4}[.)]|[-•–])\s+(?=\W*[A-Za-z£\d])"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\W*(?=[A-Z£\d])")
_INNER_NUMBER = re.compile(r"\n\W*\d{1,3}\.\d{1,3}\.?\s+(?=[A-Z])")


def told_sentences(text: str) -> Iterator[tuple[int, int, str]]:
    r"""Yield (start, end, words on one line, plain) of each sentence, from its own first word on.

    >>> [words for _, _, words in told_sentences("Homes\n\n2.1 Rents rose. They fell.")]
    ['Rents rose.', 'They fell.']
    """
    for start, end in sentences(text):
        heads = [*_PARAGRAPH.finditer(text, start, end), *_INNER_NUMBER.finditer(text, start, end)]
        first = max((h.end() for h in heads), default=start)
        if found := _NUMBER.match(text[first:end]):
            first += found.end()
        words = " ".join(plain(text[first:end]).split())
        if words and "\t" not in text[first:end]:  # a row's cells make no sentence
            yield first, end, words
