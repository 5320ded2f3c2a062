"""Who was at a meeting: the minutes list those present, in attendance and substituting, and who sent apologies. Pure.

No ranking of sentences finds such a list: it shares no word with a question that names a meeting and a person.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.papers import Attendance, Kind, Part, Presence, ReadPaper
from ingest.store.catalogue import Filter
from ingest.text.lines import plain
from ingest.text.people import HONOUR, TITLE
from rag.absent import of_itself
from rag.answers import Draft, Hit, Query, Quote, Silence, Statement
from rag.chairs import meetings_meant
from rag.places import narrowed, quotes_at
from rag.refusing import Refusal, nearest, no_minutes
from rag.search import Library
from rag.units import shorten

_APOLOGIES = re.compile(
    r"\bapolog(?:y|ies|i[sz]ed)\b|\b(?:who|which \w+|anyone|anybody)(?:'s| was| were| is)? (?:absent|away|missing|not (?:there|present|at))\b|"
    r"\bwho (?:missed|(?:could(?:n['’]t| not)|was unable to|were unable to|wasn['’]t able to) (?:attend|come|make|be)|did(?:n['’]t| not) (?:attend|come|make|turn up|show up))\b",
    re.IGNORECASE,
)
_SUBSTITUTES = re.compile(
    r"\b(?:who|any|which|was there a)\b.{0,30}\b(?:substitut\w+|stood in|standing in|deputis\w+)\b",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"\b(?:who|which \w+|anyone|anybody|(?:did )?any \w+)\b.{0,20}\b(?:declared?|registered?)\b.{0,30}\binterests?\b|\b(?:what|which|any) interests?\b.{0,30}\bdeclared\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:who|which (?:\w+ ){1,2}?|list (?:the )?(?:\w+ )?(?:who )?)(?:'s| else| all| was| were| is| are)* ?"
    r"(?:attended|present|there|in attendance|came|turned up|at (?:the|its|their|last)|took part)\b|"
    r"\b(?:attendance|attendees) (?:at|of|list|for)\b|\b(?:members|councillors|officers) (?:present|in attendance|attending)\b",
    re.IGNORECASE,
)
_CAPITAL = r"(?-i:[A-Z][\w.-]*(?:['’](?!s\b)[\w-]+)?)"
_ONE = re.compile(
    rf"\b(?:was|were|did|is|has)\s+(?:(?P<title>{TITLE})\s+)?(?P<who>{_CAPITAL}(?: {_CAPITAL}){{0,2}}|(?-i:[a-z][\w-]+(?: [a-z][\w-]+)?))\s+"
    r"(?:(?:also|actually|really|even|still)\s+)?"
    r"(?:at|present|attend(?:ed|ing)?|absent|there|in attendance|miss(?:ed)?|sen[dt]|give[n]?|(?:a )?substitut\w+|apolog\w+)\b",
    re.IGNORECASE,
)
_DENIES = re.compile(r"\bnot\b|n['’]t\b", re.IGNORECASE)
# What such a question says beside the meeting and the person; another word means that it asks of another matter.
_SAID = re.compile(
    r"^(?:apolog\w+|absen\w+|away|miss\w*|unable|extraordinary|special|ordinary|annual|monthly|attend\w*|present|list\w*|came|come|turn\w*|took|part|meeting\w*|sen[dt]|gave|substitut\w+|"
    r"stood|stand\w*|depu\w+|member\w*|any(?:one|body)|county|city|borough|district|town|parish|councillors?|cllrs?|officers?|people|person|committee|board|panel|council|cabinet|scrutiny|last|"
    r"latest|previous|recent|minutes?|received|offered|tendered|submitted|names?|everyone|couldn(?:['’]t)?|make|come|declar\w*|interests?|regist\w*|held|place)$",
    re.IGNORECASE,
)
_OFFICERS = re.compile(r"\b(?:officers?|staff|employees|in attendance)\b", re.IGNORECASE)
_MEMBERS = re.compile(r"\b(?:members|councillors|cllrs)\b", re.IGNORECASE)
_HEADED = {
    Presence.PRESENT: "Listed as present", Presence.ATTENDING: "Listed as in attendance",
    Presence.APOLOGIES: "Listed under apologies", Presence.SUBSTITUTES: "Listed as a substitute",
    Presence.DECLARATIONS: "Declared an interest",
}  # fmt: skip
_NAME = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_TITLE = re.compile(rf"{TITLE}$", re.IGNORECASE)
_MOST_WORDS = 150  # of one list: a council has up to a hundred members


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of the attendance: which lists, or a person's place in them; `sure` where it must be a person."""

    lists: tuple[Presence, ...] = ()
    person: str | None = None
    sure: bool = False


@dataclass(frozen=True, slots=True)
class _Told:
    """One list of a meeting's minutes, or one sentence that tells of it, as quotes."""

    attendance: Attendance
    quotes: tuple[Quote, ...]


def attended_told(
    query: Query, hits: Sequence[Hit], parts: Sequence[Part], library: Library
) -> Draft | Refusal | None:
    """Answer who was at the meeting meant; refuse where its minutes are not held or do not name the person asked about.

    None where the question asks something else or names no meeting, and where none of its lists is of the kind asked for.
    """
    asked = _asked(query, hits)
    if asked is None or not (query.committees or query.dates or query.months):
        return None
    parts = [p for p in parts if _let_through(p, query.where)]
    minutes = meetings_meant(query, [p for p in parts if p.kind is Kind.MINUTES])
    if not minutes and asked.person and not asked.sure:
        return None
    if not minutes:
        own = meetings_meant(query, parts)
        what = "that" if asked.lists == (Presence.DECLARATIONS,) else "who was there"
        return no_minutes(query, hits, own[:1], what=what) if query.dates or query.months else None
    every = query.months and not query.dates  # of a month, each meeting; else the day's, or the latest
    told = [t for m in minutes if every or m.date == minutes[0].date for t in _told(m, library, query.where)]
    if not told and asked.person and not asked.sure:
        return None
    if not told:
        message = "The minutes of that meeting, as they are held, do not list who was there."
        return Refusal(silence=Silence.NOT_RECORDED, message=message, nearest=nearest(hits))
    if asked.person:
        return _of_one(asked.person, told) or (_unnamed(asked.person, told) if asked.sure else None)
    found = [t for wanted in asked.lists for t in told if t.attendance.presence is wanted]
    return Draft(statements=tuple(_whole(t) for t in found)) if found else None


def asks_of_lists(query: Query) -> bool:
    """Tell whether a question asks who came to something of a meeting that it names.

    What `attended_told` does not answer of these is of another matter, and no list of a meeting's answers it.
    """
    return bool(_lists_asked(query.question) and (query.committees or query.dates or query.months))


def _asked(query: Query, hits: Sequence[Hit]) -> _Asked | None:
    words = query.question
    council = {w for h in hits[:1] for w in of_itself(h.placed)}  # "Who was at Anytown's meeting on …?"
    one = None if _DENIES.search(words) else _ONE.search(words)
    named = [w.lower() for w in _NAME.findall(one["who"])] if one else []
    known = (
        _SAID.match(t.word) or _TITLE.match(t.word) or t.stem in council
        for t in query.terms
        if t.word not in named
    )
    if not all(known):
        return None
    sure = one and (one["title"] or one["who"][:1].isupper()) and not any(_SAID.match(w) for w in named)
    if one and sure:
        return _Asked(person=one["who"], sure=True)
    lists = _lists_asked(words)
    if lists or not one:
        return _Asked(lists=lists) if lists else None
    return _Asked(person=one["who"])


def _lists_asked(words: str) -> tuple[Presence, ...]:
    if _SUBSTITUTES.search(words):
        return (Presence.SUBSTITUTES,)
    if _DECLARED.search(words):
        return (Presence.DECLARATIONS,)
    present = _PRESENT.search(words)
    if _APOLOGIES.search(words) or (present and _DENIES.search(words)):
        return (Presence.APOLOGIES,)
    if not present:
        return ()
    if _OFFICERS.search(words):
        return (Presence.ATTENDING,)
    members = (Presence.PRESENT, Presence.SUBSTITUTES)
    return members if _MEMBERS.search(words) else (*members, Presence.ATTENDING)


def _told(minutes: Part, library: Library, where: Filter) -> list[_Told]:
    """Give what the minutes of a meeting tell of attendance; of several copies, one that no other stands in for."""
    where = replace(
        where, committee=minutes.committee, since=minutes.date, until=minutes.date, kind=Kind.MINUTES
    )
    held = [
        (read, part)
        for read in library.reads(where)
        for part in read.parts
        if (part.kind, part.committee, part.date) == (minutes.kind, minutes.committee, minutes.date)
    ]
    replaced = library.superseded([(read.paper.id, part.number) for read, part in held])
    held.sort(key=lambda h: (h[0].paper.id, h[1].number) in replaced)
    return next((told for read, part in held if (told := list(_of_part(read, part)))), [])


def _of_part(read: ReadPaper, part: Part) -> Iterator[_Told]:
    for attendance in read.attendance:
        own = attendance.part == part.number and attendance.presence in _HEADED
        if own and (quotes := quotes_at(read, attendance.spans)):
            yield _Told(attendance, quotes)


def _whole(told: _Told) -> Statement:
    shown = " ".join(plain(" ".join(q.words for q in told.quotes)).split())
    return Statement(words=f"“{shorten(shown, words=_MOST_WORDS)}”", quotes=told.quotes)


def _of_one(person: str, told: Sequence[_Told]) -> Draft | None:
    """Give the lists and sentences that name a person."""
    found = [
        _whole(one) if one.attendance.text.rstrip().endswith(".") else _entry(one, name)
        for one in told
        for name in one.attendance.names
        if _same(person, name)
    ]
    return Draft(statements=tuple(dict.fromkeys(found))) if found else None


def _entry(told: _Told, name: str) -> Statement:
    """Give a name as listed, with what its line says of it; not with the other names of a line."""
    first, *others = narrowed(told.quotes, name)
    line = first.placed.passage.text[first.start :].partition("\n")[0].rstrip()
    alone = not others and sum(n in line for n in told.attendance.names) == 1
    quote = replace(first, end=first.start + len(line)) if alone else first
    shown = " ".join(plain(quote.words).split())
    return Statement(words=f"{_HEADED[told.attendance.presence]}: “{shown}”", quotes=(quote,))


def _unnamed(person: str, told: Sequence[_Told]) -> Draft | Refusal:
    """Say that nobody of that name is listed; where a list has one of its words, show the list and claim nothing."""
    own = _name_words(person)
    alike = [t for t in told if set(own) & set(_name_words(t.attendance.text))]
    namesake = any(_name_words(n)[-1:] == own[-1:] for t in alike for n in t.attendance.names)
    if alike and not namesake:
        return Draft(statements=tuple(_whole(t) for t in alike))
    message = f"The minutes list who was there and who sent apologies, and do not name {person}."
    lists = tuple(q for t in told for q in t.quotes)[:3]
    return Refusal(silence=Silence.NOT_RECORDED, message=message, nearest=lists)


def _let_through(part: Part, where: Filter) -> bool:
    """Tell whether the reader's filter lets a meeting through; its papers are filtered when they are read."""
    if where.committee and where.committee.lower() not in (part.committee or "").lower():
        return False
    day = part.date
    return not day or ((not where.since or day >= where.since) and (not where.until or day <= where.until))


def _name_words(text: str) -> list[str]:
    """Give the words of a name, lower-cased, without accents, titles before it and honours after it."""
    bare = "".join(
        c for c in unicodedata.normalize("NFKD", text.replace("’", "'")) if not unicodedata.combining(c)
    )
    words = [w for w in _NAME.findall(bare.lower()) if not HONOUR.match(w.upper())]
    while len(words) > 1 and _TITLE.match(words[0]):
        del words[0]
    return words


def _same(person: str, name: str) -> bool:
    """Tell whether a printed name may be a person's: the same surname, and no other forename or initial.

    >>> _same("Faye Abbott", "Councillor F Abbott (Chair)"), _same("Abbott", "Cllr Abbott"), _same("J Abbott", "F Abbott")
    (True, True, False)
    """
    asked, printed = (_name_words(re.sub(r"[(,].*| [-–] .*", "", text)) for text in (person, name))
    if not asked or not printed or asked[-1] != printed[-1]:
        return False
    fore = list(zip(asked[:-1], printed[:-1], strict=False))
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in fore)
