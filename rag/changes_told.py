"""Whether a sentence tells by itself that a figure changed: two figures of one measure, and when. Pure."""

from __future__ import annotations

import re

from ingest.text.dates import marked
from rag.times import times

_VERB = r"\b(?:increas|decreas|r(?:ise|ising|isen|ose)\b|fell\b|fall|drop|reduc|improv|declin|grew\b|grow|gone (?:up|down)|went (?:up|down)|eas(?:ed|ing)\b|narrow|widen)\w*\b"
_FIGURE = r"(?:[\w-]+\s+){0,4}?(?<![\w.])£?\d[\d,.]*\s?(?:%|m\b|bn\b|million|per cent|billion)?"
_NOUN = r"\b(?:increase|decrease|rise|fall|reduction|drop)\b"
_COMPARED = r"compared (?:with|to)(?: the)?"
_CHANGED = re.compile(
    rf"{_VERB}[^.;]{{0,60}}?\bfrom\s+{_FIGURE}[^.;]{{0,70}}?\bto\s+{_FIGURE}"  # rose from 5 to 7
    rf"|{_VERB}[^.;]{{0,60}}?\bto\s+{_FIGURE}[^.;]{{0,60}}?\b(?:from|{_COMPARED})\s+{_FIGURE}"  # fell to 5 from 7
    rf"|(?<![\w.])£?\d[\d,.]*.{{1,120}}?\b(?:has|have|which)\b[^.;]{{0,30}}{_VERB}\s+from\s+{_FIGURE}"  # 7, which fell from 10
    rf"|(?<![\w.])£?\d[\d,.]*.{{1,160}}?{_NOUN}[^.;]{{0,30}}\bon\s+(?:the\s+)?{_FIGURE}",  # 8: a rise of 5 % on the 7
    re.IGNORECASE,
)
_AGAINST = re.compile(
    rf"(?<![\w.])£?\d[\d,.]*%?.{{0,60}}?\b{_COMPARED}\s+(?:just |only |about )?£?\d", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"\b(?:national\w*|regional\w*|region|England|UK|average|neighbours?|elsewhere|target|budget\w*|remained|unchanged)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"\b(?:(?:19|20)\d{2}|January|February|March|April|May|June|July|August|September|October|November|December|years?|months?|quarters?|Q[1-4])\b"
)
_TO_COME = re.compile(
    r"\b(?:expect\w*|forecast\w*|project(?:ed|ion|ions)|predict\w*|estimated to|likely|will|would|could|may|might|if|plan(?:s|ned)? to|aims?|"
    r"set to|propos\w+|ambition|target(?:s|ed)? (?:to|for|of reducing))\b",
    re.IGNORECASE,
)  # fmt: skip


def tells_change(words: str) -> bool:
    """Tell whether a sentence tells a change that has happened, with both figures; rather no than a wrong yes.

    >>> tells_change("Repeat referrals reduced to 5.6% in 2020/21, from 7.7% in 2019/20.")
    True
    >>> tells_change("The share is 61% compared to 76% nationally in 2020.")
    False
    """
    if not 8 <= len(words.split()) <= 70 or not _WHEN.search(words):
        return False
    text = marked(words)  # a year is no figure
    if found := _CHANGED.search(text):
        return not _TO_COME.search(re.split(r"[;,]", text[: found.end()])[-1]) and not _TO_COME.search(
            found[0]
        )
    return (
        len(times(words)) > 1
        and bool(_AGAINST.search(text))
        and not (_ELSEWHERE.search(words) or _TO_COME.search(words))
    )
