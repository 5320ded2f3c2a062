"""Which committee and which meeting a question names, in full, in short or by its day. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from ingest.papers import Part
from ingest.text.dates import DAYS_AND_MONTHS, dates, days_of_a_year, months, months_of_a_year
from rag.words import STOP, stem, stems, words

_BODY = re.compile(
    r"\b((?:[\w'’&-]+ ){0,6}(?:board|committee|panel|cabinet|commission|forum)(?: \(?\d\)?)?)", re.IGNORECASE
)
# Words that many committees' names have.
_GENERIC = frozenset(
    {"the", "a", "of", "and", "board", "committee", "panel", "cabinet", "council", "commission", "forum"}
    | {"city", "county", "borough", "meeting"}
)
# What committees are of: beside "scrutiny committee" it tells one from another.
_TOPICS = frozenset(
    map(
        stem,
        [
            "communities",
            "community",
            "children",
            "adults",
            "adult",
            "health",
            "housing",
            "environment",
            "place",
            "places",
            "finance",
            "resources",
            "corporate",
            "economy",
            "economic",
            "growth",
            "planning",
            "licensing",
            "audit",
            "standards",
            "transport",
            "highways",
            "education",
            "schools",
            "culture",
            "leisure",
            "regeneration",
            "people",
            "families",
            "social",
            "care",
            "wellbeing",
            "performance",
            "police",
            "crime",
            "fire",
            "pensions",
            "pension",
            "employment",
            "personnel",
            "staffing",
            "climate",
            "waste",
            "tourism",
        ],
    )
)
_HOLDER = re.compile(r"\b(?:member|councillor|holder|director)\b", re.IGNORECASE)  # one person who decides
# A Cabinet Member is not the Cabinet, and "the council" is the authority: only its meetings are named by these words.
_CABINET = re.compile(r"\bcabinet\b(?!['’]?s?\s+(?:members?|committees?|office|minister|report|portfolio))")
_COUNCIL = re.compile(
    r"\b(?:full|extraordinary|annual) council\b(?! tax)|\bcouncil (?:meetings?|agenda|minutes)\b|\bat (?:the )?(?:\w+ )?council\b(?! tax)|"
    r"\bcouncil,? on (?:the )?(?:\w+day,? )?(?:the )?\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_SITS = re.compile(
    r"meeting|minutes|agenda|pack|council(?! tax)|cabinet|board|committee|panel|sess?ion|sat\b|met\b",
    re.IGNORECASE,
)
_NEAR = 5  # words between a committee and the day of its meeting


def named_committees(text: str, committees: frozenset[str]) -> frozenset[str]:
    """Give the committees that a question names, in full or in short ("Scrutiny Board 2", "SB2", "HWBB")."""
    found: set[str] = set()
    lowered = text.lower().replace("well-being", "wellbeing")
    names = {c: set(stems(c.lower().replace("well-being", "wellbeing"))) for c in committees}
    for said, name in ((_CABINET, "cabinet"), (_COUNCIL, "council")):
        if said.search(lowered):
            found |= {
                c
                for c in committees
                if c.lower().removeprefix("the ").split()[-1] == name and len(c.split()) <= 3
            }
    for match in _BODY.finditer(lowered):
        mention = stems(match[1])
        # The longest end of the mention whose words all belong to one committee's name.
        for start in range(len(mention)):
            part = [w for w in mention[start:] if w not in {"and", "of", "the"}]
            fitting = {c for c, name in names.items() if set(part) <= name}
            if fitting and set(part) - {stem(g) for g in _GENERIC}:
                before = next((w for w in reversed(mention[:start]) if w not in {"and", "of", "the"}), "")
                found |= {c for c in fitting if before not in _TOPICS or before in names[c]}
                break
    for committee in committees:
        spoken = [w for w in re.split(r"[^\w-]+", committee.lower()) if w and w not in STOP]
        initials = "".join(w[0] for w in spoken)
        split = "".join(piece[0] for w in spoken for piece in w.split("-") if piece)
        short = re.search(r"([a-z])[a-z]+ (board|committee|panel) \((\d)\)", committee.lower())
        forms = {
            initials,
            initials[1:],
            split,
            split[1:],
            f"{short[1]}{short[2][0]}{short[3]}" if short else initials,
        }
        found |= {committee} if forms & {w for w in words(lowered) if len(w) >= 3} else set()
    return frozenset(found)


_BODY_NAMED = re.compile(
    r"\b((?:(?!(?:the|did|does|do|has|had|was|were|at|by|of|in|to|from|a|an|our|this|that|their|last|next)\b)[a-z'’&-]+,? ){1,7}"
    r"(?:board|committee|panel|commission|forum))\b"
)


def stranger(text: str, committees: frozenset[str]) -> str | None:
    """Give a committee that a question names in so many words and whose papers are not held.

    >>> stranger("What did the planning committee decide?", frozenset({"Cabinet", "Housing Panel"}))
    'planning committee'
    """
    if named_committees(text, committees):
        return None
    every = {stem(w) for c in committees for w in words(c)}
    bodies = [set(stems(c)) for c in committees if not _HOLDER.search(c)]
    for match in _BODY_NAMED.finditer(text.lower()):
        own = [w for w in words(match[1])[:-1] if w not in STOP]
        topics = {stem(w) for w in own} & _TOPICS
        if topics and not any(topics <= body for body in bodies):
            return match[1]
        if own and not any(stem(w) in every for w in own):
            return match[1]
    return None


def of_a_topic(body: str) -> bool:
    """Tell whether a body's name tells what it is of, and not only whose it is: "the Anytown committee" does not."""
    return any(stem(w) in _TOPICS for w in words(body))


def without_committees(text: str, committees: frozenset[str]) -> str:
    """Take the names of committees whose papers are held out of a text: they tell whose papers, not what they are on."""
    return _BODY.sub(lambda m: _unnamed(m[0], committees), text)


def _unnamed(mention: str, committees: frozenset[str]) -> str:
    """Give what is left of a mention of a committee when the committee's own words are taken out."""
    if not named_committees(mention, committees):
        return mention
    names = {w for c in committees for w in stems(c.replace("-", "").lower())}
    return " ".join(w for w in mention.split() if stem(re.sub(r"[^\w'’]", "", w) or "x") not in names)


def meeting_days(
    question: str, text: str, parts: Sequence[Part]
) -> tuple[tuple[date, ...], tuple[tuple[int, int], ...]]:
    """Give the days and the months (year, month) of the meetings that a question names.

    "On 13 March" and "in the March meeting" mean those of any year of which papers are held. `text` is the question
    with what it refers back to.
    """
    held = sorted({p.date for p in parts if p.date})
    days, monthly = dates(question) or dates(text), months(question) or months(text)
    if not monthly:
        named = set(days_of_a_year(question))
        days = tuple(d for d in held if (d.month, d.day) in named)
        alone = {m for m, around in months_of_a_year(question) if _SITS.search(around)}
        monthly = tuple(dict.fromkeys((d.year, d.month) for d in held if d.month in alone or d in days))
    return days, monthly


def sitting(question: str, committees: frozenset[str]) -> frozenset[str]:
    """Give the committees named beside a date: "Cabinet on 13 March" asks about a meeting of the Cabinet.

    >>> sitting("Did Council hear what Cabinet said on 13 March?", frozenset({"Cabinet", "Housing Panel"}))
    frozenset({'Cabinet'})
    """
    found: set[str] = set()
    for named in DAYS_AND_MONTHS.finditer(question):
        before, after = question[: named.start()].split()[-_NEAR:], question[named.end() :].split()[:_NEAR]
        found |= named_committees(" ".join(before), committees) or named_committees(
            " ".join(after), committees
        )
    return frozenset(found)


_DECIDES = (
    r"(?:decide|resolve|agree|approve|note|endorse|accept|adopt|reject|refuse|defer|support|back|vote|rule)d?"
)
_ITS_DECISION = re.compile(
    rf"\b(?:did|does|has|have|had|was|were)\b(?P<body>(?:[^\w?]+[\w'’&()-]+){{1,10}}?)[^\w?]+(?:\w+ly )?{_DECIDES}\b|"
    rf"\b(?:(?:{_DECIDES}|made|taken) by|(?:decision|resolution)s? (?:of|by)) (?P<by>(?:[^\w?]*[\w'’&()-]+){{1,8}})|"
    r"\b(?P<own>(?:[\w'’&()-]+ ){1,8}?)(?=(?:decision|resolution)\b)",
    re.IGNORECASE,
)


# "What did the Scrutiny Board want Cabinet to do?" asks for what the Board decided.
_WANTS = re.compile(
    r"\bdid (?:the )?(?P<body>(?:[\w'’&()-]+ ){1,7}?)(?:want|ask|recommend|urge|tell|advise|request|invite)\b.{0,30}\b(?:cabinet|council|executive|board|committee)\b",
    re.IGNORECASE,
)


def deciders(question: str, committees: frozenset[str]) -> frozenset[str]:
    """Give the committees whose own decision a question asks for.

    >>> bodies = frozenset({"Cabinet", "Parks Committee"})
    >>> deciders("What did the Parks Committee decide on the rents that Cabinet proposed?", bodies)
    frozenset({'Parks Committee'})
    >>> deciders("What was resolved on the Parks Committee's budget?", bodies)
    frozenset()
    """
    wanted = _WANTS.search(question)
    if wanted and (named := named_committees(wanted["body"], committees)):
        return named
    for found in _ITS_DECISION.finditer(question):
        if named := named_committees(next(filter(None, found.groups())), committees):
            return named
    return frozenset()
