"""What a search is confined to: the form's fields become a Filter, and the Filter chips. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from ingest.errors import QuestionError
from ingest.papers import Kind, Paper, Part
from ingest.store.catalogue import Filter
from ui.page import attribute
from ui.references import filter_words
from ui.text import KIND_WORDS

FIELDS = ("committee", "since", "until", "kind", "paper")


def _day(fields: Mapping[str, object], name: str, words: str) -> date | None:
    text = str(fields.get(name) or "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise QuestionError(f"{words} “{text[:40]}” is not a date. Write it as 2021-12-09.") from error


def filter_of(fields: Mapping[str, object]) -> Filter:
    """Read the form's fields, all optional: committee, since, until (2021-12-09), kind, paper (an id).

    Raises:
        QuestionError: a date or kind that is none, or a range that ends before it starts.

    """
    since, until = _day(fields, "since", "The first date"), _day(fields, "until", "The last date")
    if since and until and since > until:
        raise QuestionError("The first date is after the last. Swap them, or clear one.")
    kind = str(fields.get("kind") or "").strip()
    if kind and kind not in set(Kind):
        raise QuestionError(f"“{kind[:40]}” is not a kind of paper. Choose one of {', '.join(Kind)}.")
    return Filter(
        committee=str(fields.get("committee") or "").strip() or None,
        since=since,
        until=until,
        kind=Kind(kind) if kind else None,
        paper=str(fields.get("paper") or "").strip() or None,
    )


def _options(pairs: Sequence[tuple[str, str]], *, every: str) -> str:
    rows = "".join(f'<option value="{attribute(value)}">{escape(words)}</option>' for value, words in pairs)
    return f'<option value="">{every}</option>{rows}'


def filters_html(parts: Sequence[Part], papers: Sequence[Paper]) -> str:
    """Give the form's fields, with what the papers offer."""
    committees = sorted({p.committee for p in parts if p.committee})
    kinds = sorted({p.kind for p in parts}, key=lambda k: KIND_WORDS[k])
    selects = (
        ("committee", "Committee", _options([(c, c) for c in committees], every="All committees")),
        ("kind", "Kind of paper", _options([(k.value, KIND_WORDS[k]) for k in kinds], every="All kinds")),
        ("paper", "Paper", _options([(p.id, p.file_name) for p in papers], every="All papers")),
    )
    chosen = {
        name: f'<div class="mb-field"><label for="filter-{name}">{label}</label>'
        f'<select id="filter-{name}" name="{name}">{options}</select></div>'
        for name, label, options in selects
    }
    days = "".join(
        f'<div class="mb-field"><label for="filter-{name}">{label}</label>'
        f'<input type="date" id="filter-{name}" name="{name}"></div>'
        for name, label in (("since", "Meetings from"), ("until", "Meetings to"))
    )
    return (
        '<form id="mb-filters" data-form="filters" aria-label="Only search in"><details class="mb-narrow">'
        f"<summary>Filter by committee, date, kind or paper</summary>"
        f'<div class="mb-fields">{chosen["committee"]}{days}{chosen["kind"]}{chosen["paper"]}</div></details></form>'
    )


def chips_html(where: Filter, *, paper: str | None = None) -> str:
    """Give the filters in force as chips, each with a button that takes it away."""
    names = [name for name in FIELDS if getattr(where, name) is not None]
    words = {n: w for n in names for w in filter_words(Filter(**{n: getattr(where, n)}), paper=paper)}
    if not words:
        return '<div class="mb-chips"></div>'
    chips = "".join(
        f'<li class="mb-chip">{escape(w)} <button type="button" data-do="unfilter" data-field="{n}" '
        f'aria-label="Remove filter: {attribute(w)}">✕</button></li>'
        for n, w in words.items()
    )
    return f'<div class="mb-chips"><p id="mb-chips-label">Only searching in</p><ul aria-labelledby="mb-chips-label">{chips}</ul></div>'
