"""People as committee papers name them: "Mr R W Gough", "Councillor Innes (Chair)", "the Director of Public Health". Pure."""

from __future__ import annotations

import re

TITLE = r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Cllrs?|Councillors?|(?:Y )?Cynghor(?:ydd|wyr)|Aldermen|Alderman|Prof|Professor|Rev|Reverend|Canon)\.?"
SURNAME = r"(?:(?:de|van|von|le|la|O)[ '’])?[A-Z][\w'’-]+"
PERSON = rf"(?:{TITLE}\s+(?:[A-Z]\.?\s+){{0,3}}{SURNAME}(?:\s+(?!Cabinet|Director|Leader|Head|Chair){SURNAME}){{0,2}})"
OFFICE = (
    r"(?:[Tt]he\s+)?(?:[A-Z][\w'’&-]+\s+){0,3}"
    r"(?:Chair(?:man|woman|person)?|Vice[- ]Chair(?:man)?|Clerk|Leader|Director|Officers?|officers?|Manager|Head|Mayor|"
    r"Cabinet Member|Portfolio Holder|Secretary|Treasurer|Monitoring Officer|Chief Executive|Coordinator|Co-ordinator|Inspector|Sergeant)"
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-Z][\w'’&-]+(?:(?:,?\s+(?:and|of|for|&|the)\s+|,?\s+)[A-Z][\w'’&-]+){0,6})?"
)
_NAMES = r"(?:[A-Z][a-z'’-]+\s+){1,2}[A-Z][a-z'’-]+(?:-[A-Z][a-z]+)?"
WHO = rf"(?:{PERSON}|{OFFICE}|{_NAMES})"
_SUBJECT = re.compile(
    rf"(?P<who>{WHO})(?:\s*\([^()]*\)|,[^,.;]{{3,70}},)?\s*(?:(?:had|has|also|then|further|and|therefore|kindly|subsequently)\s+)*$"
)
_PERSON = re.compile(rf"{PERSON}|{OFFICE}")
_NOT_PEOPLE = re.compile(
    r"^(?:the\s+)?(?:In|At|On|For|It|This|That|There|Following|Further|With|When|After|Members? of|[\w\s]*Council$)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    rf"[,;]\s*(?![^(]*\))|\s+and\s+(?![^(]*\))(?=[A-Z])|\n(?={TITLE}\s|[A-Z][\w'’-]+\s+(?:[A-Z]\.?\s+)?[A-Z][\w'’-]+)"
)
HONOUR = re.compile(r"^(?:MBE|OBE|CBE|KBE|QC|KC|MP|JP|DL|BEM)\b\.?")


def subject_before(words: str) -> str | None:
    """Give who the words before a verb name as its subject: the nearest name or office.

    >>> subject_before("A request was made and the officer ")
    'the officer'
    >>> subject_before("In response to questions, Mr J Read (Youth Justice Service Manager) ")
    'Mr J Read'
    """
    found = _SUBJECT.search(words)
    if found and not _NOT_PEOPLE.match(found["who"]):
        return found["who"]
    return None


def nearest_person(words: str) -> str | None:
    """Give the last person or office that the words name."""
    found = [m[0] for m in _PERSON.finditer(words)]
    return found[-1] if found else None


def name_list(words: str) -> tuple[str, ...]:
    """Split a printed list of names; honours stay with their names, what stands in brackets with its name.

    >>> name_list("Mr J A Kite, MBE, Rich Lehmann, Mr B Watts (General Counsel) and Ms L Wright")
    ('Mr J A Kite, MBE', 'Rich Lehmann', 'Mr B Watts (General Counsel)', 'Ms L Wright')
    """
    found: list[str] = []
    for piece in _BETWEEN.split(words):
        name = " ".join(piece.split()).strip(" .:–-")
        name = re.sub(r"^(?:and|Councillors|Cllrs|Messrs)\b[.:]?\s+", "", name)
        if found and HONOUR.match(name):
            found[-1] = f"{found[-1]}, {name}"
        elif re.search(r"[A-Za-z]{2}", name):
            found.append(name)
    return tuple(found)
