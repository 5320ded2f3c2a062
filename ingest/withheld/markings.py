"""How papers say that they are not for the public: lines that mark what they stand on, and lines that only mention it.

The wordings are the law's and general custom (Local Government Act 1972, Schedule 12A; in Scotland the Act of 1973,
Schedule 7A; in Wales in both languages). Pure: text in, what it says out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto


class Says(Enum):
    """What a line does: marks a paper or page as a whole, or heads the private section of one."""

    MARKED = auto()
    PRIVATE_SECTION = auto()
    PUBLIC = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What a line says. `sure` where it can be nothing else, wherever on a page it stands."""

    says: Says
    reason: str
    sure: bool = True


_THING = (
    r"(?:report|appendix|appendices|annexe?|paper|document|item|minutes?|schedule|briefing(?: note)?|supplement|pack|"
    r"business case|information|matter|page|agenda|decision|section|part|version|cofnod|adroddiad|dogfen)"
)
_WORK = r"(?:report|appendix|appendices|annexe?|paper|document|minutes|briefing(?:\s+note)?|supplement|pack|business\s+case)"
_LAW = r"(?:schedule\s+(?:12\s?A|7\s?A|6)\b|atodlen\s+12\s?A|section\s+100\s?[A-I])"
_ADVERBS = r"(?:(?:strictly|highly|commercially|commercial(?:\s+in\s+confidence)?|private\s+and|currently|wholly|fully|also)\s+)*"
_CLOSED = (
    r"(?:not\s+(?:currently\s+)?(?:for|open\s+(?:to|for)|available\s+(?:to|for)|to\s+be\s+made|to\s+be)\s+"
    r"(?:public(?:ation|\s+release|\s+disclosure|\s+inspection|\s+view|ly\s+available)?|the\s+public|(?:press|members)\s+(?:and|of)\s+(?:the\s+)?public|disclosed|published|release)"
    rf"|{_ADVERBS}(?:exempt|confidential|restricted|private)\b(?!\s+(?:from\s+(?!publi|disclos|press)|accommodation|sector|rented|tenan|hire|landlord|finance|develop|individual|garden|reporting|helpline|service|support|advice|space|patient|hydrant)))"
)
_BULLET = r"^[\W_]*(?:\d{1,2}[.)]\s*)?"
# A line that is nothing but the marking, with what it marks and by which law.
_ALONE = re.compile(
    rf"{_BULLET}(?:(?:strictly\s+)?private\s*(?:and|&)\s*confidential|strictly\s+confidential|(?:commercial[- ])?in[- ]confidence|commercial\s+in\s+confidence|official\s*[-–—:]?\s*sensitive[\w\s,\[\]-]{{0,30}}|"
    rf"(?:this\s+)?document\s+is\s+restricted|nid\s+i['’]w\s+gyhoeddi|(?:gwybodaeth\s+)?(?:eithriedig|gyfrinachol|cyfrinachol)|"
    rf"(?:{_THING}\s*(?:[A-Z0-9]{{1,3}}\s*)?[-–—:(]*\s*)?(?:exempt|confidential|restricted|private)(?:\s*[/&,-]\s*(?:exempt|confidential|restricted|private|not\s+for\s+publication))*\b(?:\s+{_THING}\b)?(?:\s+[A-Z0-9]{{1,3}}\b)?)"
    r"(?:\s*[-–—:(,]*\s*(?:(?:by\s+virtue\s+of|under|pursuant\s+to)\s+)?(?:para(?:graph)?s?\b|schedule|not\s+for\s+public|members\s+only|part\s+[12I]).{0,160})?[\W_]*$",
    re.IGNORECASE | re.DOTALL,
)
_NOT_FOR = re.compile(
    rf"{_BULLET}(?:[A-Z][\w .]{{0,40}}[-–—:]\s*)?not\s+(?:(?:for|open\s+to)\s+(?:(?:the\s+)?(?:press\s+(?:and|or)\s+)?public(?:ation|\s+(?:release|disclosure|inspection))?|release|disclosure)|to\s+be\s+(?:published|disclosed|released|made\s+public))\b",
    re.IGNORECASE,
)
_SHOUTED = re.compile(
    r"^(?=[^a-z]*$).*\b(?:EXEMPT|CONFIDENTIAL|NOT\s+FOR\s+PUBLICATION|RESTRICTED)\b(?!\s+(?:ACCOMMODATION|REPORTING|SERVICE|SUPPORT|SECTOR|PARKING|HELPLINE|COUNSELLING|ADVICE|WASTE|AREA|SITE|CHARITIES|PERSONS?|HOURS|BYWAY))"
)
_BY_VIRTUE = re.compile(
    rf"^[\W_]*(?:exempt\s+(?:information|report|item|appendix)?\W*)?(?:by\s+virtue\s+of|pursuant\s+to|under|in\s+accordance\s+with|as\s+defined\s+(?:in|by|under)|within\s+the\s+meaning\s+of|yn\s+rhinwedd)\s+(?:[\w()]+\s+){{0,3}}?(?:para(?:graph)?s?\b|paragraff|categor|{_LAW}).{{0,200}}(?:{_LAW}|part\s+(?:1|i|4)\b)",
    re.IGNORECASE | re.DOTALL,
)
_EXEMPT_LAW = re.compile(
    rf"^[\W_]*(?:\d{{1,2}}[.)]\s*)?(?:(?:contains?\s+)?exempt(?:\s+(?:information|report|item|appendix|annex))?|confidential(?:\s+information)?|exemption|information\s+exempt|gwybodaeth\s+eithriedig)\b[^.]{{0,120}}?(?:para(?:graph)?s?\b|paragraff|categor|{_LAW})",
    re.IGNORECASE | re.DOTALL,
)
_LAW_FIRST = re.compile(
    rf"^[\W_]*{_LAW}(?!.*\b(?:lists?|sets?|defines?|provides?|describes?|means|says)\b).{{0,80}}\bexempt\b.{{0,30}}(?<!\.)$",
    re.IGNORECASE,
)
_THIS = re.compile(
    rf"\bthis\s+(?:\w+\s+){{0,2}}?{_WORK}\s+(?:(?:and\s+(?:its|the|all)\s+\w+\s+)?(?:is|are|has\s+been|have\s+been|must|should|contains?|includes?|discloses?|relates?\s+to|will\s+be)\b)[^.]{{0,90}}?(?<!not\s)(?<!no\s)(?:{_CLOSED}|exempt\s+information|confidential\s+information|classed\s+as\s+exempt|in\s+private|{_LAW})"
    rf"|\b(?:the\s+)?(?:information|content)s?\s+(?:contained\s+|set\s+out\s+)?in\s+this\s+{_WORK}\s+(?:is|are)\s+[^.]{{0,60}}?(?<!not\s)(?:{_CLOSED}|{_LAW})",
    re.IGNORECASE | re.DOTALL,
)
# A form's field, as in "Is this report exempt? Yes".
_LABEL = re.compile(
    r"^[\W_]*(?P<label>(?:security\s+|report\s+|publication\s+|access\s+|document\s+|protective\s+)?(?:classification|status|marking|publication|access\s+to\s+information|open\s*/\s*exempt|public\s*(?:/|or)\s*(?:exempt|private|confidential)|public\s+or\s+part\s+(?:2|ii)|disclosure|confidentiality|exempt(?:ion)?(?:\s+information|\s+status)?|part\s+(?:1|i)\s*(?:/|or)\s*(?:part\s+)?(?:2|ii))|[^:?\t|]{0,60}\b(?:exempt(?!\s+from\s+(?!publi|disclos|press))|confidential|private|restricted|not\s+for\s+publication|closed)\b[^:?\t|]{0,60})\s*[:?\t|]+\s*(?P<value>.*)$",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(r"[:?\t|]")  # parts a label from its value
_VALUE_CLOSED = re.compile(
    rf"^\W*(?:{_ADVERBS}(?:exempt|confidential|private|restricted|not\s+for\s+public|fully\s+exempt|part\s+(?:2|ii|b)\b)|official\s*[-–—]?\s*sensitive|yes\b|para(?:graph)?s?\W|schedule\s+12)",
    re.IGNORECASE,
)
_PART_TWO = re.compile(
    rf"{_BULLET}(?:agenda\s+)?(?:part|section)\s+(?:2|ii|two|b)\b\W*(?:\(|[-–—:]|\s)*\s*(?:{_CLOSED}|exempt|confidential|private|closed|items?\s+(?:considered|to\s+be\s+considered|from\s+which|which|during|containing)|(?:press\s+and\s+)?public\s+excluded|report|minutes?)",
    re.IGNORECASE,
)
_PRIVATE_SECTION = re.compile(
    rf"{_BULLET}(?:(?:exempt|confidential|private|closed|restricted|pink)\s*(?:/\s*\w+\s*)?(?:items?|business|session|minutes?|agenda|part|section|matters?|proceedings?|papers?|reports?|appendix|appendices)"
    r"|(?:items?|business|matters?|reports?|minutes?|proceedings?)\s+(?:(?:to\s+be\s+)?(?:considered|taken|discussed|held)\s+)?(?:in\s+private|(?:with|after|during|from)\s+(?:which\s+)?(?:the\s+)?(?:exclusion\s+of\s+)?(?:the\s+)?(?:press\s+and\s+)?public.{0,30}|containing\s+exempt\s+information|not\s+(?:open\s+to|for)\s+(?:the\s+)?public\w*)"
    r"|in\s+private(?:\s+session)?|(?:busnes|eitemau)\s+(?:preifat|eithriedig))\s*(?:[-–—:(].{0,80})?[\W_]*$",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    rf"{_BULLET}(?:exempt|confidential|private|restricted|pink)\s+(?:minutes?|reports?|papers?|pack|appendix|appendices)\b",
    re.IGNORECASE,
)
_BARE_PART_TWO = re.compile(rf"{_BULLET}part\s+(?:2|ii|two|b)[\W_]*$", re.IGNORECASE)
_EXCLUSION = re.compile(
    r"\bexclu(?:de|ded|ding|sion)\b.{0,60}\b(?:public|press)\b|\b(?:public|press)\b.{0,80}\b(?:be\s+)?excluded\b|\bwithdraw(?:n)?\s+from\s+the\s+meeting|\bpass(?:ing)?\s+(?:of\s+)?the\s+following\s+resolution",
    re.IGNORECASE | re.DOTALL,
)
_EXCLUDING = ("exclu", "withdraw", "resolution")  # one of them stands in whatever _EXCLUSION finds
_TITLE_OF_A_PARAGRAPH = re.compile(
    r"^\W*(?:\d{1,2}(?:\.\d{1,2})?[.)]?\s+)?(?:exempt|confidential|restricted|private)(?:\s+(?:and|or|/)\s+\w+)?\s+(?:information|matters?|items?|sections?)\W*$|^\W*\d{1,2}[.)]?\s+(?:exempt|confidential|restricted|private)\W*$",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"^\W*(?:by\s+virtue|under|para(?:graph)?s?\b|schedule|as\s+defined|reason|categor|this\s+report\s+is)",
    re.IGNORECASE,
)
# What takes a marking back, or speaks of another paper than this one.
_NOTHING = re.compile(
    r"\b(?:nil|none|n/?a|not\s+applicable|no\s+(?:exempt|confidential|private|such|part|items?|business|appendices|information|reports?)|not\s+(?:exempt|confidential|private|restricted)|there\s+(?:is|are|was|were)\s+no|does\s+not|do\s+not|is\s+not\s+(?:exempt|confidential)|contains?\s+no|without\s+exempt|unrestricted|non-?\s?(?:exempt|confidential)|dim)\b|^\W*(?:no|open|public)\b",
    re.IGNORECASE,
)
_OTHER_PAPER = re.compile(
    r"(?<!this )(?<!this\n)\b(?:appendix|appendices|annexe?|attachment|schedule)\s+(?:[A-Z]\b|\d{1,2}\b|one\b|two\b|three\b|four\b|(?:to|of|attached|is|are|contains?)\b)|\b(?:separate|elsewhere|part\s+(?:2|ii)\s+report|exempt\s+report)\b",
    re.IGNORECASE,
)
_IN_PART = re.compile(r"\b(?:in\s+part|part(?:ly|ially)?|only)\b(?!\s*(?:2|ii)\b)", re.IGNORECASE)
_PUBLIC = re.compile(
    r"^[\W_]*(?:(?:security\s+|report\s+|publication\s+|document\s+)?(?:classification|status|marking)\s*[:\t|]*\s*)?(?:unrestricted|open|public(?:\s+(?:report|document|item|minutes|session))?|not\s+(?:exempt|confidential|restricted)|for\s+(?:general\s+)?(?:publication|release)|part\s+(?:1|i|one|a)\b(?:\W+(?:public|open).*)?|non-?\s?exempt)[\W_]*$",
    re.IGNORECASE,
)
_PARAGRAPHS = re.compile(
    r"\b(?:para(?:graph)?s?(?:\(s\))?\.?|categor(?:y|ies)|paragraff(?:au)?)\s*(?:no\.?\s*)?((?:\(?\d{1,2}[A-Z]?\)?)(?:\s*(?:,|and|&|or|to|/|–|-|a)\s*\(?\d{1,2}[A-Z]?\)?)*)",
    re.IGNORECASE,
)


_UNTOLD = Marking(says=Says.PUBLIC, reason="", sure=False)  # a label whose value says neither


def marking(text: str, *, following: str = "") -> Marking | None:
    """Tell what a line says of the paper it stands on; nothing where it only mentions exempt matters.

    `following` is what comes after it, which may take it back ("Exempt information" · "None").

    >>> marking("NOT FOR PUBLICATION by virtue of paragraph 3").says
    <Says.MARKED: 1>
    >>> marking("Appendix 2 is exempt by virtue of paragraph 3 of Part 1 of Schedule 12A")
    >>> marking("Private business", following="Nil")
    """
    if len(text) > 600:
        return None
    if excludes_the_public(text):
        heads = re.match(r"^\W*(?:exclusion|this)\b", text, re.IGNORECASE)
        return _of_itself(text) if heads else None
    if _PUBLIC.match(text):
        return Marking(says=Says.PUBLIC, reason="marked as public")
    labelled = _LABEL.match(text) if _FIELD.search(text) else None
    if (
        labelled
        and len(labelled["label"].split()) <= 14
        and (told := _labelled(labelled, following)) is not _UNTOLD
    ):
        return told
    told = _section(following) if _heads_a_section(text) else _marked(text, following)
    return told if told and not _NOTHING.search(text) else None


def _heads_a_section(text: str) -> bool:
    return bool((_PART_TWO.match(text) or _PRIVATE_SECTION.match(text)) and not _WHOLE.match(text))


def _section(following: str) -> Marking | None:
    if _NOTHING.search(" ".join(following.split()[:14])):
        return None
    return Marking(says=Says.PRIVATE_SECTION, reason="private part of a meeting")


def _marked(text: str, following: str) -> Marking | None:
    if _NOT_FOR.match(text) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked not for publication")
    if _ALONE.match(text) and len(text.split()) <= 40:
        shouted = any(w.isupper() and len(w) > 4 for w in text.split())
        if _NOTHING.search(" ".join(following.split()[:8])) and not shouted:
            return None
        sure = shouted or len(text.split()) > 1
        if _TITLE_OF_A_PARAGRAPH.match(text) and not _REASON.match(following):
            return None
        return Marking(says=Says.MARKED, reason="marked exempt or confidential", sure=sure)
    if _LAW_FIRST.match(text) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked exempt by law", sure=False)
    if (_BY_VIRTUE.match(text) or _EXEMPT_LAW.match(text)) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked exempt by law", sure=False)
    if _SHOUTED.match(text) and len(text.split()) <= 8:
        return Marking(says=Says.MARKED, reason="marked exempt or confidential")
    return _of_itself(text)


def _of_itself(text: str) -> Marking | None:
    this = _THIS.search(text) if "this" in text.casefold() else None
    if this is None or _speaks_of_another(text[: this.end() + 60]):
        return None
    return Marking(says=Says.MARKED, reason="says of itself that it is exempt or confidential")


def _labelled(field: re.Match[str], following: str) -> Marking | None:
    """Read a form's field: what stands after its label, or on the next line."""
    value = field["value"].strip() or " ".join(following.split()[:12])
    if not value:
        return _UNTOLD
    if _OTHER_PAPER.search(value) or _IN_PART.search(value) or _NOTHING.search(value[:40]):
        return None
    numbered = re.search(r"categor|paragraph", field["label"], re.IGNORECASE) and re.match(r"\d", value)
    if _VALUE_CLOSED.match(value) or numbered:
        return Marking(says=Says.MARKED, reason="classified as exempt or confidential", sure=False)
    return _of_itself(value) or _UNTOLD


def _speaks_of_another(text: str) -> bool:
    return bool(_OTHER_PAPER.search(text))


def excludes_the_public(text: str) -> bool:
    """Tell whether a text is a resolution, or a motion, to go on without the public: itself public."""
    words = text.casefold()  # to search for one of its words first is ten times as fast
    return any(word in words for word in _EXCLUDING) and bool(_EXCLUSION.search(text))


def bare_part_two(text: str) -> bool:
    """Tell whether a line is "Part II" and nothing else, which means something only where a meeting's papers stand."""
    return bool(_BARE_PART_TWO.match(text))


def paragraphs(text: str) -> str | None:
    """Give the numbers of the law's paragraphs that a text names, as printed.

    >>> paragraphs("exempt under paragraphs 1 and 3 of Part 1 of Schedule 12A")
    '1 and 3'
    """
    found = _PARAGRAPHS.search(text)
    return " ".join(found[1].replace("(", "").replace(")", "").split()) if found else None
