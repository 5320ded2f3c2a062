"""Whose decision is asked for: another body's resolution, or what it asks of the Cabinet, does not tell what Cabinet did. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ingest.papers import Placed, Role
from rag.answers import Draft, Hit, Query, Silence, Statement
from rag.faults import quoted_units
from rag.of_meetings import proposes, records_decisions
from rag.refusing import Refusal, refuse
from rag.yes_no import asks_yes_or_no

_ASKED = re.compile(
    r"\b(?:did|has|have) (?:the )?(?:full )?(?P<body>cabinet|executive|(?<=full )council)\b(?! (?:members?|committee|board))",
    re.IGNORECASE,
)

_VERBS = r"agreed|accepted|approved|endorsed|adopted|rejected|declined|decided|resolved|supported|noted|refused|deferred"
_OTHER = re.compile(
    r"\b(?:scrutiny|overview|select|advisory|councillor|portfolio)\b", re.IGNORECASE
)  # which stands beside it
_OPEN = re.compile(
    r"\b(?:if|whether|unless|would|should|could|may|might|(?:be|been) (?:asked|recommended|invited|requested|advised))\b",
    re.IGNORECASE,
)
# What tells that a body did something, and not that it is asked to: "Cabinet did not accept the recommendation in full"
_DID = re.compile(
    rf"\b(?:cabinet|executive|council)\b(?! be\b)[^.]{{0,60}}\b(?:{_VERBS}|did not|had not|has not)\b|\b(?:{_VERBS})\b[^.]{{0,40}}\bby (?:the )?(?:cabinet|executive|council)\b",
    re.IGNORECASE,
)


def of_others(query: Query, found: Iterable[Placed]) -> bool:
    """Tell whether the decision of a body is asked for by its name, and all records of decisions among these are of others."""
    asked = _ASKED.search(query.question)
    if asked is None:
        return False
    own = re.compile(
        rf"\b{asked['body']}\b(?! (?:members?|directors?|officers?|councillors?|advis\w+)\b)", re.IGNORECASE
    )
    named = (p.part.committee or "" for p in found if records_decisions(p.part))
    return not any(own.search(name) and not _OTHER.search(name) for name in named)


def told_by_others(
    query: Query, hits: Sequence[Hit], otherwise: Callable[[Sequence[Hit]], Draft | Refusal]
) -> Draft | Refusal:
    """Answer what a body decided from what others tell of it: a tracker, a reply, the narrative of their minutes."""
    rest = [h for h in hits if h.placed.passage.role is not Role.RESOLUTION and not proposes(h.placed)]
    told = otherwise(rest) if rest else refuse(Silence.NOT_RECORDED, hits)
    if isinstance(told, Refusal) or not asks_yes_or_no(query):
        return told
    kept = tuple(st for st in told.statements if _tells(st))
    return Draft(statements=kept) if kept else refuse(Silence.NOT_RECORDED, hits)


def _tells(statement: Statement) -> bool:
    """Tell whether a row or a sentence says that a body did something; another's resolution does not."""
    if any(q.placed.passage.role is Role.RESOLUTION for q in statement.quotes):
        return False
    if any(u.cells for q in statement.quotes for u in quoted_units(q)):
        return True
    found = _DID.search(statement.words)
    return found is not None and not _OPEN.search(statement.words[: found.end()])
