"""A pack's parts filed under its agenda: the meeting's committee and date, and the item each belongs to. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from ingest.papers import Kind
from ingest.structure.item_numbers import Heading
from ingest.structure.items import item_headings
from ingest.structure.parts import Section, same_body
from ingest.text.blocks import Block

_APPENDED_TO = {Kind.MINUTES, Kind.REPORT, Kind.DECISION_RECORD}


def file_parts(every: Sequence[Block], found: Sequence[Section]) -> list[tuple[Section, str | None]]:
    """File a pack's parts under its agenda: the meeting's committee and date, and the item each belongs to.

    A report is matched with the agenda by its printed item number or its subject; an appendix stays with the
    report before it. Minutes keep their own date. Where there is no agenda, what stands behind minutes, a
    report or a record and names no meeting is an appendix to it.
    """
    agenda = next((s for s in found if s.kind is Kind.AGENDA), None) or next(
        (s for s in found if s.kind is Kind.SUPPLEMENT and s.date), None
    )
    if agenda is None:
        return [(s, None) for s in _appended(found)]
    listed = item_headings(every[agenda.first : agenda.last], agenda=True)
    filed: list[tuple[Section, str | None]] = []
    current = -1
    for section in found:
        if section is agenda:
            filed.append((section, None))
            continue
        current = _agenda_index(section, listed, current)
        label = f"{listed[current].number}. {listed[current].title}" if current >= 0 else None
        committee, day = section.committee, section.date
        if section.kind is not Kind.MINUTES:
            day = agenda.date or day
            committee = agenda.committee
        elif not committee or (agenda.committee and same_body(committee, agenda.committee)):
            committee = agenda.committee
        filed.append((replace(section, committee=committee, date=day), label))
    return filed


def _appended(found: Sequence[Section]) -> list[Section]:
    """Give parts with appendices, which name no meeting, as of the meeting that they stand behind the paper of."""
    kept: list[Section] = []
    before: Section | None = None
    for section in found:
        silent = section.kind is Kind.OTHER and not (
            section.committee or section.date or section.agenda_number
        )
        if before and silent:
            kept.append(replace(section, committee=before.committee, date=before.date))
        else:
            before = section if section.kind in _APPENDED_TO else None
            kept.append(section)
    return kept


def _agenda_index(section: Section, listed: Sequence[Heading], current: int) -> int:
    """Give the index of the agenda item that a part belongs to, at or after `current`; -1 for none."""
    if section.agenda_number:
        for index, item in enumerate(listed):
            if item.number == section.agenda_number:
                return index
    if section.kind is Kind.MINUTES:
        return next(
            (i for i, h in enumerate(listed) if re.search(r"\bminutes\b", h.title, re.IGNORECASE)), current
        )
    best, score = current, 64.0
    for index in range(max(current, 0), len(listed)):
        alike = fuzz.token_set_ratio(section.title.lower(), listed[index].title.lower())
        if alike > score + 5:
            best, score = index, alike
    return best
