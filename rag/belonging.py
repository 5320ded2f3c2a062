"""Whether a sentence's figures, dates and names belong to the words that it tells them with. Pure.

All of a sentence may stand in the passages cited, and the sentence say what none of them does: where it has the
words of one sentence or row and the figure of another, or where another figure stands between the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.text.dates import MONTHS
from rag.agreeing import matches
from rag.figures import Figure, figures
from rag.times import any_known, times, written
from rag.words import STOP, WORD, stem

_PAUSE = re.compile(r"[,;:()]\s|\s[-–]\s|\b(?:and|but|while|whereas|compared (?:to|with))\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"[£€$]?\d++(?:[.,:]\d++)*+%?+(?![^\W\d_])|[£€$]?[^\W_]+(?:[.’'-][^\W_]+)*|[;|]|(?<=[.!?])\s|\n"
)
_EDGE = "."  # of a sentence
_FEWEST = 3  # words of meaning that tell which sentence a clause is from
_CLEARLY = 0.25  # so much larger a share of the clause's words stands where another figure is told
_FAR = 0.5  # the same, where no other figure is told there


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """A sentence or row that is quoted: its words of meaning, figures and times."""

    words: frozenset[str]
    figures: tuple[Figure, ...]
    times: frozenset[str]


def _meaning(text: str) -> frozenset[str]:
    return frozenset(
        stem(w) for w in WORD.findall(text) if w.lower() not in STOP and not any(c.isdigit() for c in w)
    )


def misplaced(words: str, quoted: Sequence[str], around: str) -> str | None:
    """Give a figure or date of a sentence that is told with the words of one of those quoted and stands in another.

    `around` is what is known of their place: what stands there belongs to all of them.
    """
    sources = [_Source(words=_meaning(q), figures=figures(q), times=times(q)) for q in quoted]
    if len(sources) < 2:
        return None
    told = {f.value for f in figures(words)}
    everywhere = times(around)
    cuts = [0, *(m.start() for m in _PAUSE.finditer(words)), len(words)]
    for clause in (words[a:b] for a, b in pairwise(cuts)):
        said = _meaning(clause)
        if len(said) < _FEWEST:
            continue
        shares = [len(said & s.words) / len(said) for s in sources]
        best = sources[shares.index(max(shares))]
        for figure in figures(clause):
            held = [bool(matches(figure, s.figures, around)) for s in sources]
            rival = any(f.unit == figure.unit and f.value not in told for f in best.figures)
            if not matches(figure, figures(around)) and _elsewhere(shares, held, rival=rival):
                return figure.printed
        for time in times(clause) - everywhere:
            held = [any_known(frozenset({time}), s.times) for s in sources]
            if _elsewhere(shares, held, rival=bool(best.times - times(words))):
                return written(time)
    return None


def _elsewhere(shares: Sequence[float], held: Sequence[bool], *, rival: bool) -> bool:
    """Tell whether what is held by some sources is told with the words of another."""
    own = [share for share, has in zip(shares, held, strict=True) if has]
    return bool(own) and max(shares) - max(own) > (_CLEARLY if rival else _FAR)


def _tokens(text: str) -> list[str]:
    """Give the words and numbers of a text as printed, with an edge at both ends of each sentence."""
    return [_EDGE, *(t if t.strip(" \n;|") else _EDGE for t in _TOKEN.findall(text)), _EDGE]


def _contexts(tokens: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each place with what stands beside it: three tokens that tell on both sides, or five."""
    flat = [t.lower().removeprefix("£").replace(",", "") for t in tokens]
    for n in range(1, len(flat) - 1):
        for left, right in ((2, 1), (1, 2), (3, 1), (1, 3), (3, 2), (2, 3)):
            before, after = flat[max(n - left, 0) : n], flat[n + 1 : n + 1 + right]
            if _EDGE in before[1:] + after[:-1]:
                continue  # what lies beyond an edge does not stand beside it
            wide = left + right > 3 and _telling(before) + _telling(after) >= 2
            at_edge = left + right > 4 or _EDGE in (before[-1], after[0])
            if (wide and at_edge) or (_telling(before) and _telling(after)):
                yield n, (*before, "", *after)


def _telling(tokens: Sequence[str]) -> int:
    """Count the words of meaning and the numbers among tokens."""
    return sum(t != _EDGE and (t[-1].isdigit() or t not in STOP) for t in tokens)


def _same(told: str, held: str) -> bool:
    first, second = (re.sub(r"[£,’'-]", "", word.lower()) for word in (told, held))
    return stem(first) == stem(second)


def altered(words: str, support: str) -> str | None:
    """Give a number or name of a sentence that stands between words between which its support has only others.

    >>> altered("It was adopted in March 2019 by all.", "It was adopted in March 2017 by all. That was 2019.")
    '2019'
    >>> altered("Cases: 41; 2023/24 £: 263,905", "2023/24 Cases ; 2023/24 £ ; Rates 2023/24 £ 263,905")  # a heading
    """
    held: dict[tuple[str, ...], list[str]] = {}
    source = _tokens(support)
    for place, context in _contexts(source):
        held.setdefault(context, []).append(source[place])
    told = _tokens(words)
    for place, context in _contexts(told):
        word = told[place]
        named = word[0].isupper() and word.lower() not in STOP and told[place - 1] != _EDGE
        if not named and not any(c.isdigit() for c in word):
            continue
        if named is False and told[place + 1].lower() in MONTHS:
            continue  # the day of a date, which is compared as a whole: see times
        there = [h for h in held.get(context, ()) if h[0].isupper() or any(c.isdigit() for c in h)]
        if not named and context[0] == context[-1] == _EDGE:  # a column's heading beside: "2023/24 Cases"
            there = [h for h in there if any(c.isdigit() for c in h)]
        if there and not any(_same(word, h) for h in held[context]):
            return word
    return None
