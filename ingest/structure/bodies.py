"""The names of those who meet: how a committee's name is told from what is printed around it. Pure."""

from __future__ import annotations

import re

from ingest.text.dates import first_date

NAME_WORDS = 14  # of a committee's name, at most
BODY = re.compile(
    r"\b(?:board|(?:sub-?)?committee(?! rooms?\b)|panel|cabinet|council|commission|forum|assembly|executive|"
    r"(?<!local )authority|partnership|pwyllgor|cyngor)\b",
    re.IGNORECASE,
)
WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|dydd\s+\w+)"  # "dydd" is day in Welsh
TRAILING_DATE = re.compile(
    rf"\s*(?:[-–—,:]|\bon\b|\()\s*(?:{WEEKDAY}\s*,?\s*)?(?:the\s+)?\d{{1,2}}(?:[a-z]{{2,4}})?\s+\w+\s*,?\s+\d{{4}}.*$",
    re.IGNORECASE,
)
COUNCIL = re.compile(
    r"^[A-Z][\w'’&./ -]+ (?:city|county|borough|district|parish|town)? ?council$|"
    r"^cyngor (?:sir|dinas|bwrdeistref|tref|cymuned)\b.*$|^(?:the )?(?:(?:london|royal|metropolitan) )*(?:borough|city) of [\w' -]+$",
    re.IGNORECASE,
)
ADDRESSED = re.compile(
    r"^(?:to:?\s+)?(?:all\s+)?(?:members|councillors)\s+of\s+(?:the\s+)?|^to:\s*", re.IGNORECASE
)
_MINUTES_OF = re.compile(
    r"(?:minutes? of|^at) (?:the |a |an )?(?:[\w-]+ ){0,3}?(?:meeting|proceedings) of (?:(?:the |a |an )?(?:[\w-]+ ){0,2}?(?:meeting|proceedings) of )?(?:the )?(?P<body>.+?)(?=\s+held\b|\s+on\b|\.\s|\s+at \d|$)|"
    rf"(?<!\d )minutes? of (?:the )?(?P<named>(?:[\w&,()-]+ ){{0,7}}?{BODY.pattern})(?=\s+(?:meeting|held|on|at)\b|\s*[,.:–-]|$)",
    re.IGNORECASE,
)
# What stands before or behind a name and is none of it: "Minutes – …", "open section of the …", "… – Record of Decisions"
_BEFORE = (
    re.compile(r"^(?:(?:a )?meeting of |(?:decisions? )?taken by )?(?:the )?(?=\w+ ?\w)", re.IGNORECASE),
    re.compile(r"^(?:open|closed|public|private) (?:section|part|session) of (?:the )?", re.IGNORECASE),
    re.compile(
        r"^(?:agenda and minutes|agenda|minutes)(?: (?:for|of) |\s*[-–—:]\s*)(?:the )?", re.IGNORECASE
    ),
)
_BEHIND = re.compile(
    r"[\s–—:-]+(?:minutes?|agenda|summons|records? of decisions?|(?:decision )?meeting|date)$", re.IGNORECASE
)


def clean_body(name: str) -> str:
    """Give a committee's name without the date, the salutation or the capitals it is printed with.

    >>> clean_body("CORPORATE PARENTING PANEL– 29 October 2024"), clean_body("All Members of the County Council")
    ('Corporate Parenting Panel', 'County Council')
    >>> clean_body("Cabinet – Record of Decisions"), clean_body("Minutes – Audit Committee"), clean_body("Council Meeting")
    ('Cabinet', 'Audit Committee', 'Council')
    """
    name = ADDRESSED.sub("", TRAILING_DATE.sub("", name.strip()))
    for before in _BEFORE:
        name = before.sub("", name.strip(" .,:–-"))
    name = _BEHIND.sub("", name)
    if name.isupper():
        small = {"and", "of", "the", "for", "in", "on"}
        name = " ".join(w.lower() if w.lower() in small else w.capitalize() for w in name.split())
        name = re.sub(r"(?<=[(/-])[a-z]", lambda m: m[0].upper(), name)
    return name


def body_of_minutes(text: str) -> str | None:
    """Give the body whose minutes a line names, or nothing where it names but a day.

    >>> body_of_minutes("Minutes of the meeting of the Children, Families and Skills Scrutiny Committee, County Hall")
    'Children, Families and Skills Scrutiny Committee'
    """
    found = _MINUTES_OF.search(text)
    if not found:
        return None
    name = found["body"] or found["named"]
    whole = re.match(rf".*?{BODY.pattern}[^,]*", name, re.IGNORECASE)
    told = clean_body(whole[0] if whole else name.partition(",")[0])
    return None if first_date(told) and not BODY.search(told) else told
