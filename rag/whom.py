"""Whether words name whom a question asks for: a person, an office, a firm, and no name that the question has. Pure."""

from __future__ import annotations

import re

from ingest.text.blocks import Form
from ingest.text.dates import DAYS_AND_MONTHS
from rag.answers import Query
from rag.units import Unit, without_title
from rag.words import words

_ROLE_ASKED = re.compile(
    r"\bnames? of\b|\bwho (?:chairs?|chaired|leads?|led)\b|\bwhich (?:\w+ )?(?:officer|councillor|director|person)\b",
    re.IGNORECASE,
)

_BODY_NAME = re.compile(
    r"\b(?:Board|Group|Council|Committee|Panel|Service|Services|Partnership|Police|Strategy|Team|Trust|Programme|Plan|"
    r"Report|Framework|Network|Agency|Department|Commission|Fund|City|County|Crime|Health|Wellbeing)\b|^[A-Z&]{2,}$"
)

_LEADER_ASKED = re.compile(r"\bwho (?:leads?|led|heads?|headed|runs?|manages?)\b", re.IGNORECASE)

_LEADS = re.compile(
    r"\b(?:lead|led\b|head|chair|manag|run\b|running\b|co-?ordinat|responsib|director|officer|portfolio|champion|sponsor|owner|conven|deliver|provid|operat|commission|host)",
    re.IGNORECASE,
)

_FIRM_ASKED = re.compile(
    r"\b(?:which|what|name of the) (?:\w+ )?(?:firms?|compan(?:y|ies)|contractors?|consultants?|builders?|suppliers?|bidders?)\b",
    re.IGNORECASE,
)

# A firm stands where one acts or is dealt with, does what only firms do, or tells its form.
_FIRM_NAME = r"(?!(?:The|A|An|This|That|It|Members?|Officers?|Councils?|Cabinet|Committee|Cllrs?|Councillors?|Mr|Mrs|Ms|Dr)\b)[A-Z][\w&’'-]*(?:\s+(?:and\s+|&\s+)?[A-Z][\w&’'-]*)*"
_FIRM = re.compile(
    rf"\b(?:[Bb]y|[Ff]rom|[Tt]o|[Ww]ith|[Ww]as|[Ww]ere|appointed|[Cc]ontractors?|[Ff]irm|[Cc]ompany|[Ss]uppliers?|[Cc]onsultants?|[Pp]roviders?)[,:]?\s+(?:the\s+)?(?P<name>{_FIRM_NAME})|"
    rf"(?P<doer>{_FIRM_NAME})\s+(?:(?:has|had|have)\s+)?(?:won|wrote|built|supplied|quoted|tendered|bid|delivered|provided|designed|surveyed|advised|approached|submitted|completed|undertook|carried\s+out|(?:was|were|has been|had been)\s+(?:appointed|awarded|chosen|selected|commissioned))\b|"
    rf"(?P<said>{_FIRM_NAME}),\s+an?\s+(?:[\w-]+\s+){{0,4}}(?:company|firm|contractor|consultancy|supplier|provider|builder|charity)\b|"
    rf"\b(?:called|named)\s+(?P<called>{_FIRM_NAME})|"
    r"(?P<form>\b(?:Ltd|Limited|LLP|plc|PLC)\b)"
)
# A place, a paper, a law: none of them does anything.
_NO_NAME = re.compile(
    r"\b(?:Road|Street|Lane|Avenue|Estate|Park|Close|Drive|Hill|Bridge|House|Hall|Building|Room|Act|Regulations?|Strategy|Plan|Report|"
    r"Policy|Framework|Budget|Fund|Scheme|Programme|Project|Agenda|Minutes?|Appendix|Annex|Item|Licence|Order|January|February|March|April|"
    r"June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri)day)$"
)

_PROPER = re.compile(r"\b[A-Z][\w'’&-]*(?:\s+(?:(?:of|and|for|the|&)\s+)?[A-Z][\w'’&-]*)+|\b[A-Z]{2,}\b")


_CAPITAL = re.compile(r"(?<=[\w,;:)|“–-] )[A-Z][\w'’&-]+|(?<=“)[A-Z][\w'’&-]+")  # but for a sentence's first


def names_any(query: Query, unit: Unit) -> bool:
    """Tell whether a unit has any name that the question has not: less than `names_whom`, for words that a reader is sure of.

    >>> from rag.answers import Ask, Query
    >>> unit = Unit(start=0, end=0, text="It is chaired by Aquarius.", form=Form.PARAGRAPH, lead="")
    >>> names_any(Query(question="Who chairs it?", text="Who chairs it?", ask=Ask.PERSON, terms=()), unit)
    True
    """
    known = set(words(query.text))
    told = (m[0] for m in _CAPITAL.finditer(DAYS_AND_MONTHS.sub(" ", without_title(unit))))
    return any(not set(words(name)) <= known and not _BODY_NAME.search(name) for name in told)


def names_whom(query: Query, unit: Unit) -> bool:
    """Tell whether a unit has a name that the question has not, of the sort asked for."""
    asked, known = query.question, set(words(query.text))
    row, text = unit.form is Form.ROW, without_title(unit)
    if _FIRM_ASKED.search(asked) and not row:
        dealt = (m for m in _FIRM.finditer(text) if not set(words(m[0])) <= known)
        firms = [name for m in dealt for name in m.groups() if name]
        return any(not _BODY_NAME.search(n.split()[-1]) for n in firms)
    if _LEADER_ASKED.search(asked) and not row and not _LEADS.search(unit.text):
        return False
    told = (m[0] for m in _PROPER.finditer(text) if not set(words(m[0])) <= known)
    found = [n for n in told if not _NO_NAME.search(n)]
    if _ROLE_ASKED.search(asked) and not row:
        found = [n for n in found if not _BODY_NAME.search(n)]
    return bool(found)
