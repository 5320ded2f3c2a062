"""Names in a sentence: people, bodies, places, minutes, and whether they stand in the words it rests on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.words import STOP, WORD, holds, stem

_SMALL = frozenset({"of", "and", "for", "the", "in", "to", "on", "de", "la"})
_TITLES = frozenset(
    ["cllr", "cllrs", "councillor", "councillors", "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "sir", "dame", "lord", "lady", "rev", "chair", "chairman", "chairperson", "vice", "deputy", "the"]
)  # fmt: skip
_COMMON = frozenset(
    stem(w) for w in ["council", "member", "officer", "councillor", "report", "paper", "minute", "appendix"]
)
_CAPITALISED = r"[A-Z][\w'’&.-]*[\w]|[A-Z]|&"
_RUN = re.compile(
    rf"\b(?:{_CAPITALISED})(?:\s+(?:(?:of|and|for|the|in|to|on|de|la)\s+){{0,2}}(?:{_CAPITALISED}))*"
)
_SENTENCE_START = re.compile(r"(?:^\s*|[.!?:;\n•]\s*|^[-*]\s+|[“\"(]\s*)$")
_ORDINARY = re.compile(r"(?:ing|ed|ly|tion|ment|ity|ness|ance|ence|s)$")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_ACTS = re.compile(
    r"^\s+(?:said|proposed|seconded|moved|asked|presented|chaired|told|explained|reported|thanked|stated|noted|replied|voted|wrote|leads?|is the)\b"
)
_JOINED = re.compile(r"\s+(?:of|and|for|the|in|to|on|&)\s+")
_MINUTE = re.compile(
    r"\b(?:minute|agenda item|item)\s+(?:no\.?\s*|number\s+)?(?P<number>\d+(?:[./]\d+)*)", re.IGNORECASE
)
BODY = re.compile(
    r"\b(?:Board|Committee|Sub-Committee|Cabinet|Council|Panel|Forum|Commission|Executive|Partnership)\b(?:\s*\(\d\))?"
)


def _flat(text: str) -> str:
    return _HYPHEN.sub("", text).replace("’", "'")


def _tokens(text: str) -> list[str]:
    stems = (stem(w) for w in WORD.findall(_flat(text)) if w.lower() not in _SMALL | _TITLES)
    return [s for s in stems if s]


def _runs(words: str) -> Iterator[tuple[str, bool, str]]:
    """Yield runs of capitalised words: the run, whether it opens a sentence, and what follows it."""
    for found in _RUN.finditer(words):
        yield found[0], bool(_SENTENCE_START.search(words[: found.start()])), words[found.end() :]


def _held(run: str, support: Sequence[str]) -> bool:
    name = _tokens(run)
    if not name or all(n in _COMMON for n in name) or holds(name, list(support)):
        return True
    pieces = [_tokens(piece) for piece in _JOINED.split(run)]
    pieces = [p for p in pieces if p]
    return len(pieces) > 1 and all(holds(p, list(support)) or set(p) <= _COMMON for p in pieces)


def _ordinary(run: str, after: str) -> bool:
    """Tell whether a single word that opens a sentence is no name: "Members", "Spending", "However"."""
    if " " in run.strip() or _ACTS.match(after):
        return run.lower() in STOP | _SMALL | _TITLES or stem(run) in _COMMON
    return bool(run.lower() in STOP or (run[1:].islower() and _ORDINARY.search(run))) or run.lower() in {
        "yes", "no", "overall", "however", "total", "spending",
    }  # fmt: skip


def strange_name(words: str, support: str) -> str | None:
    """Give a name in a sentence that its support does not hold; None where it holds them all.

    >>> strange_name("It was for the Leader of the Council.", "The leaders of the Council wrote.")
    'Leader of the Council'
    >>> strange_name("It was in plain-English.", "A plain-English guide was agreed.") is None
    True
    """
    parted = _HYPHEN.sub(" ", support)  # "plain-English" holds English, as it holds "plain-English"
    held = [*_tokens(support), "", *_tokens(parted)]
    printed = set(WORD.findall(_flat(support))) | set(WORD.findall(parted))
    for run, opens, after in _runs(words):
        name = run
        if opens:
            first, _, rest = run.partition(" ")
            if (
                first.lower() in STOP | _SMALL
                or (not rest and _ordinary(run, after))
                or (rest and not _held(run, held) and _ordinary(first, f" {rest}"))
            ):
                name = rest
        name = re.sub(r"^(?:(?:of|and|for|the|in|to|on)\s+)+", "", name.strip())
        if name and not (
            _held(name, held) and all(_printed(piece, printed) for piece in _JOINED.split(name))
        ):
            return name
    return None


def _printed(name: str, words: set[str]) -> bool:
    """Tell whether a name of one word stands there with a capital in some form, or as it is without one.

    "View" is no name that "young people's views" holds, nor is the "Leader" of the Council one of some "leaders";
    "Governors" are the "governors".
    """
    if len(WORD.findall(_flat(name))) != 1 or name.isupper() or stem(name) in _COMMON:
        return True
    word = WORD.findall(_flat(name))[0]
    return word.lower() in words or stem(word) in {stem(w) for w in words if w[0].isupper()}


def strange_minute(words: str, items: Sequence[str], support: str) -> str | None:
    """Give a minute or item number in a sentence that is not that of its passages; None where all are.

    `items` are the labels of the cited passages' items: "21. Free School Meals (Item 4)".
    """
    own = {m[0] for item in items for m in [re.match(r"\d+(?:[./]\d+)*", item)] if m}
    own |= {m["number"] for item in items for m in _MINUTE.finditer(item)}
    own |= {m["number"] for m in _MINUTE.finditer(support)}
    for found in _MINUTE.finditer(words):
        if found["number"] not in own:
            return found[0]
    return None


def actors(words: str, verb: re.Pattern[str]) -> Iterator[str]:
    """Yield who a sentence says did something: "Health Board" of "the Health Board approved", and any name there."""
    for found in verb.finditer(words):
        before = words[: found.start()]
        for run in reversed(list(_RUN.finditer(before))):
            between = before[run.end() :]
            if re.search(r"[.;:]", between) or len(between.split()) > 2:
                break
            name = re.sub(r"^(?:(?:The|At|In|On|By|A)\s+(?:the\s+)?)", "", run[0])
            if BODY.search(name) or len(_tokens(name)) > 1:
                yield name
                break


def is_body(run: str, committee: str) -> bool:
    """Tell whether a body's name, whole or short, is this committee's."""
    own = set(_tokens(committee))
    told = [t for t in _tokens(run) if t not in _COMMON]
    return all(t in own for t in told)
