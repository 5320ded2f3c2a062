"""Questions of whether something came about: "Was it approved?", "Did they win?" What was planned does not tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind
from rag.answers import Ask, Query, Statement
from rag.units import Unit

_WHETHER = re.compile(
    r"^\W*(?:and |so |but |then )?(?:did|has|have|had|was|were|is|are)\b(?!.*\b(?:who|whom|what|which|where|when|why|how)\b)",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:approve[sd]?|agreed|resolved|carried|lost|adopt(?:s|ed)|passed|reject(?:s|ed)|refused|confirmed|endorse[sd]|accepted|deferred|withdrawn|"
    r"defeated|granted|supported|noted|declined|unanimous(?:ly)?|signed|elected|appointed|fell|not (?:agreed|supported)|no (?:matters|decision))\b",
    re.IGNORECASE,
)
_ASKED_FOR = re.compile(
    r"\b(?:recommend\w*|asked to|requested to|seek\w*|propos\w+|to be|if|subject to|would|could|may)\b|\bto\s*$",
    re.IGNORECASE,
)
# Verbs that tell of themselves that something was settled, and what before them says that it was not yet.
_DONE = re.compile(
    r"\b(?:approved|agreed|resolved|adopted|rejected|refused|confirmed|endorsed|deferred|withdrawn|defeated|granted|declined|signed|"
    r"elected|appointed)\b|\b(?:motion|amendment|recommendations?|proposal)\b.{0,40}\b(?:carried|lost|fell)\b",
    re.IGNORECASE,
)
_UNSETTLED = re.compile(
    r"\b(?:would|will|to be|be|being|(?-i:may)|might|could|should|if|whether|once|until|unless|seek\w*|propos\w+|recommend\w*|asks?|asked|"
    r"moved|seconded|invit\w+|subject to|awaiting|pending|options?|not yet)\b|\bto\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s+to (?:look|consider|ask|seek|explore|investigate)\b", re.IGNORECASE)
# What is asked to have come about, by its verbs, and the words by which a paper says that it did, or did not.
_EVENTS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"\b(?:{asked})\b", re.IGNORECASE), re.compile(rf"\b(?:{told})\b", re.IGNORECASE))
    for asked, told in (
        (r"w[io]n|lose|lost", r"won|winners? (?:was|were|of)|lost|unsuccessful|awarded|received (?:the|an?) award|runner-up"),
        (r"give[ns]?|gave|get|got|grant(?:ed)?|award(?:ed)?|receive[ds]?|secured?",
         r"gave|given|granted|awarded|received|secured|obtained|allocated|paid|(?:un)?successful|refused|declined|rejected|turned down|not (?:awarded|received|given)"),
        (r"take away|taken away|took away|revoked?|suspend(?:ed)?", r"revoked|suspended|removed|taken away|withdrawn|retained|allowed to keep|conditions"),
        (r"charged|arrest(?:ed)?|convicted|prosecuted?|jailed", r"charged|arrest(?:s|ed)?|convict\w+|prosecut\w+|sentenced|custody"),
        (r"resign(?:ed)?|step(?:ped)? down|retired?", r"resign\w*|stepp?(?:ed|ing) down|retir\w+|stood down"),
        (r"apologi[sz]ed?|say sorry", r"apolog\w+|sorry|regret\w*"),
        (r"pa(?:y|id) (?:it |them |up )?back|repa(?:y|id)", r"repa(?:id|yments?)|paid back|reimburs\w+"),
    )
)  # fmt: skip
_CLAUSE = re.compile(r"[,;:.]|\b(?:and|that|but|which|who)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:would|will|to be|may|might|could|should|if|whether|seek\w*|bid|appl(?:y|ied|ication)|nominat\w+|propos\w+|subject to|awaiting|pending)\b",
    re.IGNORECASE,
)


_SO = re.compile(r"^\W*so\b(?!.*\b(?:who|whom|what|which|where|when|why|how)\b).*\?\W*$", re.IGNORECASE)
_TAGGED = re.compile(
    r",\s*(?:right|correct|yes|is that (?:so|right|it))\s*\?|\b(?:didn|wasn|weren|hasn|isn|aren|haven)['’]?t (?:it|they|he|she|we|that|the \w+)\s*\?",
    re.IGNORECASE,
)


def asks_yes_or_no(query: Query) -> bool:
    """Tell whether a question is answered by yes or no, also one that ends so: "They put it off, didn't they?"."""
    return asks_whether(query) or bool(_TAGGED.search(query.question) or _SO.search(query.question))


def asks_whether(query: Query) -> bool:
    """Tell whether a question is answered by yes or no, and by nothing else."""
    return bool(_WHETHER.search(query.question))


def settles(statements: Sequence[Statement]) -> bool:
    """Tell whether what is quoted has a word by which something is decided, and does not only ask for it."""
    return any(
        m for s in statements for m in _SETTLED.finditer(s.words)
        if not _ASKED_FOR.search(s.words[: m.start()]) and s.quotes[0].placed.part.kind is not Kind.REPORT
    )  # fmt: skip


def says_settled(unit: Unit) -> bool:
    """Tell whether a unit says by a verb for it that something was settled, and does not only ask for it or expect it.

    >>> from ingest.text.blocks import Form
    >>> def said(text: str) -> bool:
    ...     return says_settled(Unit(start=0, end=0, text=text, form=Form.PARAGRAPH, lead=""))
    >>> said("In May the Council agreed that the barn be let."), said("Once approved, the barn will be let.")
    (True, False)
    """
    if unit.cells or _ASKED_FOR.search(unit.lead):
        return False
    return any(
        not _UNSETTLED.search(_CLAUSE.split(unit.text[: m.start()])[-1])
        and not _AFTER.match(unit.text[m.end() :])
        for m in _DONE.finditer(unit.text)
    )


def comes_about(query: Query, text: str) -> bool:
    """Tell whether a text may tell if what is asked came about: by a verb for it that is not of what was yet open.

    True where the question is of no such event.
    """
    if not asks_whether(query) or query.ask is Ask.COMPARISON:
        return True
    events = [told for asked, told in _EVENTS if asked.search(query.question)]
    return not events or any(
        m
        for told in events
        for m in told.finditer(text)
        if not _OPEN.search(_CLAUSE.split(text[: m.start()])[-1])
    )
