"""What an answer must hold for the question asked: a figure, a sum, a name, a date, a period. Pure."""

from __future__ import annotations

import re

from ingest.text.blocks import Form
from ingest.text.dates import DAYS_AND_MONTHS, without_dates
from ingest.text.numbered import PARAGRAPH_NUMBER
from rag.another import of_another_one
from rag.answers import Ask, Query
from rag.asks import MOVER, VOTE, VOTE_COUNT, VOTERS
from rag.units import Unit
from rag.whom import names_whom
from rag.words import words
from rag.yes_no import comes_about

_QUESTION_RAISED = re.compile(
    r"\b(?:questions?|issues?|matters?|concerns?|points?|clarification|information)\b.{0,60}\b(?:raised|asked(?! to)|including|discussed|requested|sought)\b|"
    r"\b(?:raised|asked(?! to)|questioned|discussed|sought|requested(?! to))\b.{0,80}:?$",
    re.IGNORECASE,
)


ASKS_OF_QUESTIONS = re.compile(
    r"\b(?:ask(?:ed)?|raise[ds]?|question(?:ed|s)?|discuss(?:ed)?|concern(?:s|ed)?|request(?:ed)?|want(?:ed)? to know|queries|query|clarif\w+|quizz\w+|worr\w+|press(?:ed)?)\b",
    re.IGNORECASE,
)


_FIGURE = re.compile(r"\d")


_DAY = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b\d{1,2}(?:st|nd|rd|th)\b|\b(?:week|month|quarter|year)s?\b|\d{1,2}[./]\d{1,2}[./]\d{2}",
    re.IGNORECASE,
)


_NAME = re.compile(
    r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Dr|Prof(?:essor)?|Sir|Chief|Director|Chair)\b|\b[A-Z][a-z]+ [A-Z][a-z'’]+\b"
)


_BECAUSE = re.compile(
    r"\b(?:because|due to|as a result|in order to|so that|reasons?|owing to|since|given|to ensure|to enable|caused|reflect\w*|led to|following|therefore|this is|to help|linked to|attributed|driven by|as there|as this|result of|meant that)\b",
    re.IGNORECASE,
)


_UNDERTAKING = re.compile(
    r"\b(?:agreed to|offered to|undertook|requested|request was made|asked (?:that|for|to)|encouraged to|would (?:be|provide|bring|circulate|continue|also|look|focus)|be submitted|be circulated|to provide|suggested that|recommended that|will)\b",
    re.IGNORECASE,
)


_DEFINES = re.compile(
    r"\b(?:is|are|was|means?|refers? to|known as|consists? of|provides?|aims? to|brings? together|designed to|stands for)\b|\([A-Z]{2,}\)",
    re.IGNORECASE,
)


_ASKS_REPLY = re.compile(r"\b(?:told|reply|replied|answer(?:ed)?|response|respond(?:ed)?)\b", re.IGNORECASE)


# What tells who moved something, and how a vote went.
_FORMAL = re.compile(
    r"\b(?:propos|moved|mover|motion|second|nominat|suggest|recommend|put forward)", re.IGNORECASE
)
_CHAIR_ASKED = re.compile(r"\bwho (?:chaired|was in the chair|took the chair)\b", re.IGNORECASE)
_CHAIR = re.compile(r"\bchair", re.IGNORECASE)
_VOTED = re.compile(
    r"\b(?:vot(?:e|ed|ing)|abst|unanim|carried|lost|(?:for|against)\W{1,3}\d{1,3}\b(?![/.%]))", re.IGNORECASE
)


_QUANTITY = re.compile(r"\bhow (?:many|much)\b|\b(?:figure|number|rate|percentage|total|%)\b", re.IGNORECASE)


_MONEY_ASKED = re.compile(
    r"\b(?:in pounds|cost|costs|pays?|paid|price|fund(?:ing|ed)? (?:amount|sum)|how much (?:money|funding|grant|did .{0,60}(?:get|receive|secure|cost|spend)|does .{0,60} cost|is .{0,80}cost)|how much (?:(?:a|per) year|more|extra|is|was|were|are|will|would|did|does|do|has|have|of)\b.{0,60}\b(?:raise|bring in|generate|save|earn|owe|contribute|invest|put in|put towards|sell|sold|buy|bought|purchased?)|worth|contract value|bill)\b",
    re.IGNORECASE,
)


_COUNT_ASKED = re.compile(r"\bhow many\b", re.IGNORECASE)
_SUM = re.compile(r"£\s?[\d.,]+\s?(?:million|billion|bn|m|k)?\b", re.IGNORECASE)
# What numbers without counting: a law, a place in a paper, one of several, a decision, a list's mark, an ordinal.
_REFERENCE = re.compile(
    r"\b(?:Act|Part|Schedule|[Ss]ections?|[Pp]aragraphs?|[Pp]aras?|Appendix|Annex|Item|Minute|[Pp]ages?|Table|Figure|Regulations?|"
    r"Options?|Phase|Stage|Priority|Objective|Recommendation|Motion|Amendment|Question|Year|Tier|Level|Lot) \d+[\w./]*(?:\s*(?:to|and|-|–)\s*\d+[\w.]*)?|"
    r"\b(?:Appendix|Annex|Schedule|Table|Part) (?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b|"
    r"^\(?\d{1,2}[.)]\s|\b\d\d/\d{5}\b|\b\d+(?:st|nd|rd|th)\b"
)
# The dots of a list of contents lead to a page, not to an answer.
_CONTENTS = re.compile(r"(?:\.\s?){8}|…{3}")
REASON_WORDS = 6  # of a cell that gives a reason, at least


_SHARE_ASKED = re.compile(
    r"\b(?:what|which) (?:percentage|percent|proportion|share|per cent)\b|^\W*(?:percentage|proportion|share)\b",
    re.IGNORECASE,
)


_SHARE = re.compile(r"\d\s?%|\bper\s?cent\b|\b(?:half|third|quarter|one in)\b", re.IGNORECASE)


# What came out in the end is not told by what was expected.
_FINAL_ASKED = re.compile(r"\b(?:final|actual(?:ly)?|in the end)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:forecast(?:ed)?|projected|predicted|estimated|expected)\b(?!.{0,60}\bactual)", re.IGNORECASE
)


_MONEY = re.compile(r"£\s?\d|\b\d[\d.,]*\s?(?:m|bn|k|million|billion|pounds?)\b", re.IGNORECASE)


_PLAIN_NUMBER = re.compile(
    r"(?<![\w.])\d+(?:[.,]\d+)*|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|half|third)\b",
    re.IGNORECASE,
)


SUITS: dict[Ask, re.Pattern[str]] = {
    Ask.FIGURE: _FIGURE,
    Ask.COMPARISON: _FIGURE,
    Ask.DATE: _DAY,
    Ask.PERSON: _NAME,
    Ask.REASON: _BECAUSE,
    Ask.ACTION: _UNDERTAKING,
    Ask.DEFINITION: _DEFINES,
}


def unanswered(query: Query, unit: Unit) -> bool:
    """Tell whether a unit is only a question that members raised, where its answer is asked for."""
    about = ASKS_OF_QUESTIONS.search(query.text) and not _ASKS_REPLY.search(query.text)
    return raised(unit) and not about and query.ask is not Ask.LIST


def raised(unit: Unit) -> bool:
    """Tell whether a unit is a question or point that members raised, in a list of such."""
    listed = unit.form is Form.LIST_ITEM or unit.lead.endswith(":")
    return listed and bool(_QUESTION_RAISED.search(unit.lead))


_OFTEN_ASKED = re.compile(r"\bhow (?:often|frequently|regularly)\b", re.IGNORECASE)
_OFTEN = re.compile(
    r"\b(?:daily|weekly|fortnightly|(?:bi-?)?monthly|quarterly|annual(?:ly)?|yearly|termly|(?:once|twice|(?:one|two|three|four|five|six|\d+) times) (?:a|an|each|every|per)|"
    r"(?:each|every|per) (?:\w+ )?(?:day|week|fortnight|month|quarter|term|year|meeting)s?)\b",
    re.IGNORECASE,
)


# A figure of the time before is asked for, and a sentence tells of none: "Rent arrears were £1.46m."
_EARLIER_ASKED = re.compile(
    r"\b(?:a|the) (?:year|quarter|month) (?:earlier|before)\b|\b(?:the )?(?:previous|prior|preceding) (?:year|quarter|month)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|before|previous\w*|prior|preceding|last|compared|against|from|was|were)\b.*\b(?:19|20)\d\d|\b(?:earlier|before|previous\w*|prior|preceding|last (?:year|quarter|month|time)|compared|against|from|up|down|ago|then|fell|rose|risen|fallen|dropped|grew|same (?:time|period)|had (?:been|stood)|stood)\b|\b(?:19|20)\d\d",
    re.IGNORECASE,
)
# It tells nothing by itself: "Take-up was as below."
_LEADS_ON = re.compile(
    r"\b(?:(?:is|are|was|were) (?:as (?:below|follows|set out below)|(?:shown|given|listed|set out) (?:below|overleaf|in the table below)))\W*$",
    re.IGNORECASE,
)


def tells(query: Query, unit: Unit) -> bool:
    """Tell whether a unit can tell what is asked for: a figure, sum, name or date that the question does not hold."""
    return not _tells_else(query, unit) and _holds(query, unit)


def _tells_else(query: Query, unit: Unit) -> bool:
    """Tell whether a unit is of another sort than what is asked for, whatever figures and names it has."""
    asked = query.question
    if _CONTENTS.search(unit.text) or (_LEADS_ON.search(unit.text) and query.ask is not Ask.LIST):
        return True
    unsaid = (
        (_CHAIR_ASKED.search(asked) and not _CHAIR.search(unit.text))
        or (MOVER.search(asked) and not _FORMAL.search(unit.text))
        or (query.ask is Ask.REASON and VOTE.search(asked) and not _BECAUSE.search(unit.text))
    )
    if unsaid:
        return True
    if (VOTERS.search(asked) or VOTE_COUNT.search(asked)) and not _VOTED.search(unit.text):
        return True
    if VOTE_COUNT.search(asked) and not _COUNTED.search(without_dates(unit.text)):
        return not (_NONE_ASKED.search(asked) and _UNANIMOUS.search(unit.text))
    if of_another_one(asked, unit.text) or not comes_about(query, unit.text):
        return True
    if (
        query.ask is Ask.FIGURE
        and _EARLIER_ASKED.search(asked)
        and not unit.cells
        and not _EARLIER.search(unit.text)
    ):
        return True
    if query.ask is Ask.REASON and not unit.cells and len(unit.text.split()) < REASON_WORDS:
        return True
    if query.ask is Ask.REASON and unit.cells:
        return all(len(cell.split()) < REASON_WORDS for cell in unit.cells)
    return query.ask is Ask.FIGURE and bool(_FINAL_ASKED.search(asked) and _NOT_YET.search(unit.text))


def of_no_earlier(query: Query, unit: Unit) -> bool:
    """Tell whether a figure of the time before is asked for and a sentence tells of none."""
    asked = query.ask is Ask.FIGURE and _EARLIER_ASKED.search(query.question)
    return bool(asked) and not unit.cells and not _EARLIER.search(unit.text)


_COUNTED = re.compile(
    r"\b(?:for|against|in favour|abst\w+|votes?|voted|voting)\b\W{0,15}\d{1,3}\b(?![/.%]\d|%)|\b\d{1,3}\b\W{0,10}(?:members? |councillors? )?(?:votes?|voted|for|against|in favour|abst)",
    re.IGNORECASE,
)
_UNANIMOUS = re.compile(r"\bunanim", re.IGNORECASE)
_NONE_ASKED = re.compile(r"\b(?:against|abst\w+|opposed)\b", re.IGNORECASE)  # "unanimously" tells: nobody


def _holds(query: Query, unit: Unit) -> bool:
    """Tell whether a unit holds a sum, a share, a number, a date or a name where one is asked for."""
    asked, ask = query.question, query.ask
    row = unit.form is Form.ROW
    if _OFTEN_ASKED.search(asked) and _OFTEN.search(unit.text):
        return True
    if ask is Ask.FIGURE and _COUNT_ASKED.search(asked):
        return new_number(query, _SUM.sub(" ", unit.text))
    if _MONEY_ASKED.search(asked) and ask in {Ask.FIGURE, Ask.FACT, Ask.COMPARISON, Ask.LIST}:
        own = _PLAIN_NUMBER if row and unit.cells else _MONEY  # a row's unit may stand in a heading
        return bool(own.search(unit.text))
    if _SHARE_ASKED.search(asked) and ask in {Ask.FIGURE, Ask.FACT} and not row:
        return bool(_SHARE.search(unit.text))
    if ask is Ask.FIGURE or (ask is Ask.COMPARISON and _QUANTITY.search(query.text)):
        return new_number(query, unit.text)
    known = set(words(query.text))
    if ask is Ask.DATE:
        return any(w not in known for m in _DAY.finditer(unit.text) for w in words(m[0]))
    if ask is Ask.PERSON:
        return names_whom(query, unit)
    return True


def new_number(query: Query, text: str) -> bool:
    """Tell whether a text has a number, but for dates and its paragraph's, that the question does not have."""
    known = set(_PLAIN_NUMBER.findall(query.text))
    told = PARAGRAPH_NUMBER.sub("", DAYS_AND_MONTHS.sub(" ", without_dates(_REFERENCE.sub(" ", text))))
    return any(n not in known for n in _PLAIN_NUMBER.findall(told))
