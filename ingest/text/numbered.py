"""How councils number items, paragraphs and applications, as patterns. Pure."""

from __future__ import annotations

import re

_TITLE_AFTER = r"(?P<stop>[.):]?)\s+(?:[-–—]\s+)?(?P<title>\S.*)$"
_OLD_NUMBERS = r"[A-Z]{1,5}[./ ]?\d{1,3}/\d{2,4}|\d{1,3}/\d{1,3}/(?=[A-Z]*[a-z&])[A-Z][A-Za-z&]{1,6}|[A-Z]{1,4}[ .]\d{1,4}(?=\s+[A-Z’'&]{3,}\b)"
# "77.", "3.2.1", "56/23", "P45/25", "PL/24/031", "C.45/24", "GMCA 01/25", "25/3/EnC", "CM 44" over capitals, "AG.31", "C/81"
NUMBERED = re.compile(
    rf"^(?P<number>{_OLD_NUMBERS}|(?!S\.)[A-Z]{{1,4}}\.\d{{1,4}}(?=\s+[A-Z][a-z])|[A-Z]{{1,5}}/\d{{1,4}}(?=\s+(?:[A-Z]|\d{{1,3}}mph|(?:19|20)\d\d[/-]|\d{{2}}/\d{{4,6}}\b))|"
    rf"\d{{1,4}}(?:[./]\d{{1,3}}){{0,4}}){_TITLE_AFTER}",
    re.DOTALL,
)
# The same for what ends or lifts a marking: more kinds of numbers would cut a text in other places.
SURE_NUMBERED = re.compile(
    rf"^(?P<number>{_OLD_NUMBERS}|\d{{1,4}}(?:[./]\d{{1,3}}){{0,4}}){_TITLE_AFTER}", re.DOTALL
)
# A number on a line of its own, over its title ("77.", "1/19", "4a.") or below it ("PLA146/14").
LONE_NUMBER = re.compile(
    r"^(?:[A-Z]{1,5}[./ ]?\d{1,4}/\d{2,4}|\d{1,3}/\d{1,3}/(?=[A-Z]*[a-z&])[A-Z][A-Za-z&]{1,6}|\d{1,4}/\d{2,4}|\d{1,4}[a-z]?\.|\d{1,3}(?:\.\d{1,3}){1,3}\.?)$"
)
# "(Item 3)" under a minute's title
ITEM_REF = re.compile(r"\s*\(\s*(?:agenda\s+)?item\s+(?:no\.?\s*)?\d{1,3}[a-z]?\s*\)\s*", re.IGNORECASE)
PARAGRAPH_NUMBER = re.compile(r"^(?:[-*•]\s+)?(\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+(?=\S)")
# A planning application's number, whose title tells what is to be built where
APPLICATION = re.compile(r"\b\d{2}/\d{4,6}\b")
TITLE_START = re.compile(r"(?-i:[A-ZÀ-ÖØ-ÞŴŶ])|\d{1,3}(?:mph|st|nd|rd|th|G)\b|(?:19|20)\d\d\s?[/–-]\s?\d\d\b")

# What a count stands behind, and no clause
_BEFORE_COUNT = re.compile(
    r"\b(?:is|are|was|were|of|at|than|about|over|under|around|approximately|nearly|between|averag\w+|total\w*)$",
    re.IGNORECASE,
)
_FULL_LINE = 4  # words of a line that its sentence fills


def counts(after: str, *, behind: str) -> bool:
    """Tell whether a number like a paragraph's counts something: "The establishment is" / "11.4 full-time posts".

    >>> counts("full-time posts", behind="The whole establishment is"), counts("Staffing", behind="The plan is as of")
    (True, False)
    """
    return after[0].islower() and bool(_BEFORE_COUNT.search(behind)) and len(behind.split()) >= _FULL_LINE


def opens_section(title: str, below: str) -> bool:
    """Tell whether a number and title stand right over the first of their paragraphs, as sections of reports do.

    >>> opens_section("6. Missed collections", "6.1 The Council measures …"), opens_section("6. Bins", "7.1 The …")
    (True, False)
    """
    number, first = NUMBERED.match(title), PARAGRAPH_NUMBER.match(below)
    return number is not None and first is not None and first[1] == f"{number['number']}.1"
