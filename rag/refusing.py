"""Refusing: why the papers do not answer, and the nearest passages to show instead. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.papers import Part, Role
from ingest.text.blocks import Form
from ingest.text.dates import long_date
from rag.answers import Hit, Query, Quote, Silence, Term
from rag.units import units


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """The writer's finding that the papers do not answer, and the passages to show instead."""

    silence: Silence
    message: str
    nearest: tuple[Quote, ...]


def refuse(
    silence: Silence, hits: Sequence[Hit], *, quotes: tuple[Quote, ...] = (), unnamed: Sequence[Term] = ()
) -> Refusal:
    """Refuse, showing these quotes or the nearest passages; `unnamed` are names that the nearest do not mention."""
    message = {
        Silence.NOT_IN_PAPERS: "The papers held do not answer this.",
        Silence.OTHER_YEAR: "The papers held speak of this for another period, not for the one asked about.",
        Silence.NOT_RECORDED: "The papers touch on this, but record no answer.",
    }[silence]
    if unnamed:
        told = " and ".join(t.word if t.word.isupper() else t.word.capitalize() for t in unnamed)
        message += f" What stands nearest does not speak of {told}."
    return Refusal(silence=silence, message=message, nearest=quotes or nearest(hits))


def no_minutes(
    query: Query, hits: Sequence[Hit], asked: Sequence[Part], *, what: str | None = None
) -> Refusal:
    """Say that no decision, or `what` else is asked for, can be quoted: no minutes of that meeting are held."""
    dated = next((p.date for p in asked if p.date), None)
    day = query.dates[0] if query.dates else dated
    if asked and day:
        body = asked[0].committee or "that meeting"
        message = (
            f"The papers for the {body} on {long_date(day)} are held, but not the minutes of that meeting: "
            f"{what or 'what was decided'} is not in the papers."
        )
        if not what:
            message += " What a report recommends is not a decision."
        own = [h for h in hits if h.placed.part.date == day] or list(hits)
        own.sort(key=lambda h: h.placed.passage.role is not Role.RECOMMENDATION)
        return Refusal(silence=Silence.NO_MINUTES, message=message, nearest=nearest(own))
    when = f" of {long_date(day)}" if day else " of that time"
    return Refusal(
        silence=Silence.NO_SUCH_MEETING,
        message=f"No minutes of a meeting{when} are among the papers held.",
        nearest=nearest(hits),
    )


def no_committee(named: str, hits: Sequence[Hit]) -> Refusal:
    """Say that no papers of the committee named are held."""
    message = f"No minutes of a {named} are among the papers held."
    return Refusal(silence=Silence.NO_SUCH_MEETING, message=message, nearest=nearest(hits))


def nearest(hits: Sequence[Hit], *, most: int = 3) -> tuple[Quote, ...]:
    """Give the opening words of the nearest passages, as quotes to show with a refusal."""
    found = []
    for hit in hits[:most]:
        every = units(hit.placed.passage)
        own = [u for u in every if u.form is not Form.HEADING] or list(every)
        if own:
            whole = hit.placed.passage.role is Role.RECOMMENDATION or own[0].text.endswith(":")
            found.append(
                Quote(placed=hit.placed, start=own[0].start, end=own[-1].end if whole else own[0].end)
            )
    return tuple(found)
