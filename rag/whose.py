"""Whose decision is asked for: another body's resolution, or what it asks of the Cabinet, does not tell what Cabinet did. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ingest.papers import Role
from rag.answers import Draft, Hit, Query, Silence
from rag.faults import quoted_units
from rag.of_meetings import proposes, records_decisions
from rag.refusing import Refusal, refuse
from rag.yes_no import asks_yes_or_no

_ASKED = re.compile(
    r"\b(?:did|has|have) (?:the )?(?:full )?(?P<body>cabinet|executive|(?<=full )council)\b(?! (?:members?|committee|board))",
    re.IGNORECASE,
)

_VERBS = r"agreed|accepted|approved|endorsed|adopted|rejected|declined|decided|resolved|supported|noted|refused|deferred"
# What tells that a body did something, and not that it is asked to: "Cabinet did not accept the recommendation in full"
_DID = re.compile(
    rf"\b(?:cabinet|executive|council)\b(?! be\b)[^.]{{0,60}}\b(?:{_VERBS}|did not|had not|has not)\b|\b(?:{_VERBS})\b[^.]{{0,40}}\bby (?:the )?(?:cabinet|executive|council)\b",
    re.IGNORECASE,
)


def of_others_alone(query: Query, hits: Sequence[Hit]) -> bool:
    """Tell whether the decision of a body is asked for by its name, and the records found are all of others."""
    asked = _ASKED.search(query.question)
    if asked is None:
        return False
    own = re.compile(rf"(?:\w+ ){{0,2}}{asked['body']}", re.IGNORECASE)
    return not any(
        own.fullmatch(h.placed.part.committee or "") for h in hits if records_decisions(h.placed.part)
    )


def told_by_others(
    query: Query, hits: Sequence[Hit], otherwise: Callable[[Sequence[Hit]], Draft | Refusal]
) -> Draft | Refusal:
    """Answer what a body decided from what others tell of it: a tracker, a reply, the narrative of their minutes."""
    rest = [h for h in hits if h.placed.passage.role is not Role.RESOLUTION and not proposes(h.placed)]
    told = otherwise(rest) if rest else refuse(Silence.NOT_RECORDED, hits)
    if isinstance(told, Refusal) or not asks_yes_or_no(query):
        return told
    row = any(u.cells for s in told.statements[:1] for q in s.quotes for u in quoted_units(q))
    return told if row or _DID.search(told.statements[0].words) else refuse(Silence.NOT_RECORDED, hits)
