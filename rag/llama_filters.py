"""llama-index's metadata filters as ours: committee, meeting_date, kind, paper; all must hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from llama_index.core.vector_stores.types import FilterCondition, FilterOperator, MetadataFilters

from ingest.errors import QuestionError
from ingest.papers import Kind
from ingest.store.catalogue import Filter

if TYPE_CHECKING:
    from llama_index.core.vector_stores.types import MetadataFilter

_TAKEN = "committee (== or text_match), meeting_date (==, >=, <=, >, <), kind (==), paper (==)"


def filter_of(filters: MetadataFilters | None) -> Filter:
    """Give the filter that llama-index's filters stand for.

    `committee` finds committees with these words in their name, as `--committee` does; `meeting_date` is an ISO
    date; `kind` one of ours ("minutes", "report"); `paper` a paper's id.

    Raises:
        QuestionError: a key, operator, condition or value that is not taken, or one that is given twice.

    """
    found = Filter()
    if filters is None:
        return found
    if filters.condition not in {FilterCondition.AND, None}:
        raise QuestionError(
            f"Filters are joined by “and” alone, not by “{filters.condition.value}”. Ask once for each instead."
        )
    for one in filters.filters:
        if isinstance(one, MetadataFilters):
            raise QuestionError(
                "Filters within filters are not taken. Give them in one list, joined by “and”."
            )
        found = _narrowed(found, one)
    return found


def _narrowed(found: Filter, one: MetadataFilter) -> Filter:
    equal = one.operator is FilterOperator.EQ
    match one.key:
        case "committee" if equal or one.operator is FilterOperator.TEXT_MATCH:
            return replace(found, committee=_once(found.committee, str(one.value), one.key))
        case "kind" if equal:
            if one.value not in set(Kind):
                raise QuestionError(f"{one.value!r} is no kind of paper. Take one of {', '.join(Kind)}.")
            return replace(found, kind=Kind(_once(found.kind, str(one.value), one.key)))
        case "paper" if equal:
            return replace(found, paper=_once(found.paper, str(one.value), one.key))
        case "meeting_date":
            return _dated(found, one)
        case _:
            raise QuestionError(
                f"A filter {one.key} {one.operator.value} is not taken. What is taken: {_TAKEN}."
            )


def _once(known: str | None, value: str, key: str) -> str:
    if known is not None and known != value:
        raise QuestionError(f"{key} is given twice. Ask once for each instead.")
    return value


def _dated(found: Filter, one: MetadataFilter) -> Filter:
    try:
        day = date.fromisoformat(str(one.value))
    except ValueError as error:
        raise QuestionError(f"{one.value!r} is not a date. Write it as 2021-12-09.") from error
    after, before = found.since or date.min, found.until or date.max
    match one.operator:
        case FilterOperator.EQ:
            after, before = max(after, day), min(before, day)
        case FilterOperator.GTE:
            after = max(after, day)
        case FilterOperator.GT:
            after = max(after, day + timedelta(days=1))
        case FilterOperator.LTE:
            before = min(before, day)
        case FilterOperator.LT:
            before = min(before, day - timedelta(days=1))
        case _:
            raise QuestionError(
                f"A filter meeting_date {one.operator.value} is not taken. What is taken: {_TAKEN}."
            )
    return replace(
        found, since=None if after == date.min else after, until=None if before == date.max else before
    )
