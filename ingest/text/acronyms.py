"""Short forms that papers define: "free school meals (FSM)", "SEN - Special Educational Needs". Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from ingest.papers import Acronym

_SHORT = re.compile(r"\(\s*['\"‘“]?([A-Z][A-Za-z&]{1,9})['\"’”]?\s*\)")
_LAST_WORD = re.compile(r"[\w'’&/,-]+$")
_MOST_WORDS = 12
_SHORT_LONG = re.compile(
    r"\b([A-Z][A-Z&]{1,8})\s*(?:\(|[-–:=]\s*)([A-Z][\w'’&/-]*(?:[ \u00a0][\w'’&/-]+){1,8})"
)
_NAME = re.compile(r"[A-Z][\w'’]+(?:(?: (?:and|of|the|for|in|on|to|with|&))* [A-Z][\w'’]+){2,6}")
_SMALL = frozenset({"and", "of", "the", "for", "in", "on", "to", "&", "a", "an", "with", "at", "by"})


def _letters(word: str) -> list[str]:
    return [piece[0].lower() for piece in re.split(r"[-/&'’]", word) if piece]


def _matches(short: str, words: list[str]) -> bool:
    """Tell whether the words' initials give the short form, small words and plural s left out at will."""
    target = short.lower().replace("&", "")
    if target.endswith("s") and short[-1] == "s":
        target = target[:-1]
    every = "".join(letter for w in words for letter in _letters(w))
    big = "".join(letter for w in words if w.lower() not in _SMALL for letter in _letters(w))
    joined = "".join(_letters(w)[0] for w in words if _letters(w))
    return target in {every, big, joined} and words[0].lower() not in _SMALL


def _words_before(text: str, end: int) -> list[str]:
    """Give the words that run up to a place, one space apart, the first of them with a letter first."""
    words: list[str] = []
    for word in reversed(re.split("[ \u00a0]", text[max(0, end - 300) : end].rstrip())):
        own = _LAST_WORD.search(word)
        if own is None or len(words) == _MOST_WORDS:
            break
        words.insert(0, own[0])
        if own[0] != word:
            break
    while words and not words[0][0].isalpha():
        words.pop(0)
    return words


def acronyms(texts: Iterable[str]) -> tuple[Acronym, ...]:
    """Collect the definitions found in plain texts, the commonest long form of each short one first.

    >>> acronyms(["regarding free school meals (FSM) and the Holiday and Activities Fund (HAF)."])
    (Acronym(short='FSM', long='free school meals'), Acronym(short='HAF', long='Holiday and Activities Fund'))
    """
    found: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for m in _SHORT.finditer(text):
            words = _words_before(text, m.start())
            for size in range(2, min(len(words), 2 * len(m[1])) + 1):
                if _matches(m[1], words[-size:]):
                    found[m[1], " ".join(words[-size:]).strip(",")] += 1
                    break
        for m in _SHORT_LONG.finditer(text):
            words = m[2].split()
            for size in range(len(words), 1, -1):
                if _matches(m[1], words[:size]):
                    found[m[1], " ".join(words[:size]).strip(",")] += 1
                    break
    kept: dict[tuple[str, str], Acronym] = {}
    for (short, long), _ in found.most_common():
        kept.setdefault((short.upper(), long.lower()), Acronym(short=short, long=long))
    return tuple(kept.values())


def initials(titles: Iterable[str]) -> tuple[Acronym, ...]:
    """Give what names of three to seven words in titles would be called for short, whether or not a paper says so.

    >>> initials(["304. Joint Health Overview & Scrutiny Committee - Terms of Reference update"])
    (Acronym(short='JHOSC', long='Joint Health Overview & Scrutiny Committee'),)
    """
    named = dict.fromkeys(m[0] for title in titles for m in _NAME.finditer(title))
    return tuple(
        Acronym(short="".join(w[0] for w in name.split() if w.lower() not in _SMALL).upper(), long=name)
        for name in named
    )
