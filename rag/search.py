"""From a query to hits: full text and vectors, fused with what the papers' structure tells."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from ingest.embedding.embedder import Vectors
from ingest.papers import Kind, Placed, ReadPaper, Role
from ingest.store.catalogue import Filter
from ingest.structure.context import meeting_words, topic_words
from ingest.text.dates import months, years
from ingest.text.lines import plain, searched
from rag.alongside import DECIDED_IN, by_score, with_replies, with_resolutions, with_votes
from rag.answers import Ask, Hit, Query, Term
from rag.asks import ADVISED, PRIVATE, VOTE
from rag.councils import of_the_council
from rag.duplicates import PartPlace, current, once
from rag.matching import match_expression
from rag.words import Weights, holds, stems


class Library(Protocol):
    """What searching needs of the store; implemented by `StoreLibrary` over catalogue and Chroma."""

    def lexical(self, match: str, *, limit: int, where: Filter) -> Sequence[tuple[str, float]]:
        """Search the full text: (id, BM25) best first."""

    def weights(self) -> Weights:
        """Tell how many passages hold a word."""

    def dense(self, vector: Vectors, *, limit: int, where: Filter) -> Sequence[tuple[str, float]]:
        """Search the vectors: (id, cosine) best first."""

    def structural(self, query: Query) -> Sequence[str]:
        """Give ids that the question names by place: a minute's number, a meeting's resolutions."""

    def placed(self, ids: Sequence[str]) -> dict[str, Placed]:
        """Give passages by id."""

    def reads(self, where: Filter) -> Sequence[ReadPaper]:
        """Give all that is known of the papers that a filter lets something of through."""

    def superseded(self, parts: Collection[PartPlace]) -> Mapping[PartPlace, PartPlace]:
        """Give those of some parts that another of them stands in for."""

    def item_passages(self, placed: Placed) -> Sequence[Placed]:
        """Give all passages of the same item."""

    def agenda_items(self, placed: Placed) -> Sequence[Placed]:
        """Give the agenda items of the same part, in order."""

    def read(self, placed: Placed) -> ReadPaper:
        """Give all that is known of the paper that a passage stands in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Weights of the fusion. The defaults were set by hand on the dev split (see eval/README.md).

    Turning a weight to 0 is an ablation: `headers`, `lexical`, `dense` and `acronyms` switch whole sources off.
    """

    lexical: float = 1.6
    dense: float = 1.3
    coverage: float = 2.8
    body_coverage: float = 0.8
    phrases: float = 0.5
    role: float = 0.45
    meeting: float = 0.9
    candidates: int = 60
    headers: bool = True
    acronyms: bool = True


@dataclass(frozen=True, slots=True)
class Words:
    """A passage's stems, for coverage: of its text, and of what stands above it; as they stand, and each once."""

    body: list[str]
    topic: list[str]
    both: list[str]
    in_body: frozenset[str]
    in_both: frozenset[str]


@lru_cache(maxsize=5_000)
def passage_words(placed: Placed) -> Words:
    """Stem a passage and its surroundings once."""
    above = " ".join(
        [topic_words(placed.passage, placed.part), *placed.passage.columns, meeting_words(placed.part)]
    )
    body, topic = stems(searched(placed.passage.text)), stems(above)
    return Words(body, topic, body + topic, frozenset(body), frozenset(body).union(topic))


@lru_cache(maxsize=5_000)
def _years_in(placed: Placed) -> frozenset[str]:
    """Give the years that a passage names: in its text, above its columns, in its part's title."""
    return years(f"{placed.part.title} {' '.join(placed.passage.columns)} {plain(placed.passage.text)}")


@lru_cache(maxsize=5_000)
def _months_in(placed: Placed) -> frozenset[tuple[int, int]]:
    """Give the years and months that a table names: its columns or rows are of them, whenever the meeting was."""
    if placed.passage.role is not Role.TABLE:
        return frozenset()
    return frozenset(months(f"{' '.join(placed.passage.columns)} {plain(placed.passage.text)}"))


@lru_cache(maxsize=2_000)
def _stems_of(text: str) -> tuple[str, ...]:
    """Stem a question's phrase once, for all the passages that it is looked for in."""
    return tuple(stems(text))


def term_covered(term: Term, sequence: list[str], present: frozenset[str], *, acronyms: bool = True) -> bool:
    """Tell whether a term, or one of its variants, stands in a text."""
    if term.stem in present:
        return True
    return acronyms and any(_stands(_stems_of(v), sequence, present) for v in term.variants)


def _stands(phrase: tuple[str, ...], sequence: list[str], present: frozenset[str]) -> bool:
    return bool(phrase) and phrase[0] in present and holds(phrase, sequence)


def coverage(
    terms: Sequence[Term],
    sequence: list[str],
    *,
    present: frozenset[str] | None = None,
    acronyms: bool = True,
) -> float:
    """Give the share (0–1) of the terms' weight that stands in a text; `present` are its stems, each once."""
    whole = sum(t.weight for t in terms)
    if not whole:
        return 0.0
    present = frozenset(sequence) if present is None else present
    return sum(t.weight for t in terms if term_covered(t, sequence, present, acronyms=acronyms)) / whole


_WANTED_ROLES: dict[Ask, frozenset[Role]] = {
    Ask.DECISION: frozenset({Role.RESOLUTION}),
    Ask.AGENDA: frozenset({Role.AGENDA_ITEM}),
}
_UNDERTAKING = re.compile(
    r"\b(?:agreed|offered|undertook|undertake|requested|asked|encouraged|would|be submitted|be circulated|to provide|suggested)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d")


def _role_fit(query: Query, placed: Placed) -> float:
    """Score (about -1 to 1) how well a passage's role and kind suit what is asked for."""
    role, kind = placed.passage.role, placed.part.kind
    if query.ask is Ask.AGENDA and PRIVATE.search(query.question):
        return 4.0 if kind is Kind.AGENDA and PRIVATE.search(placed.passage.text) else 0.0
    if role in _WANTED_ROLES.get(query.ask, frozenset()):
        return 4.0 if query.ask is Ask.AGENDA else 1.0
    if role is Role.RECOMMENDATION and ADVISED.search(query.question):
        return 1.0
    if query.ask is Ask.AGENDA:
        return 2.0 if kind is Kind.AGENDA else 0.0
    if query.ask is Ask.DECISION:
        return 0.5 if kind in DECIDED_IN else (-0.3 if kind is Kind.AGENDA else 0.0)
    if query.ask is Ask.ACTION:
        told = bool(_UNDERTAKING.search(placed.passage.text))
        return (0.5 if told else 0.0) + (0.4 if kind is Kind.MINUTES else 0.0)
    if query.ask in {Ask.FIGURE, Ask.COMPARISON}:
        numbers = len(_NUMBER.findall(placed.passage.text))
        return 0.4 if numbers >= 3 else (0.0 if numbers else -0.8)
    if role is Role.AGENDA_ITEM and query.ask not in {Ask.PERSON, Ask.FACT}:
        return -0.5
    return 0.0


def _meeting_fit(query: Query, placed: Placed) -> float:
    """Score (-1 to 1) how a part's date, committee and title agree with what the question names."""
    score, day = 0.0, placed.part.date
    if query.minute and (placed.passage.item or "").startswith(f"{query.minute}."):
        score += 0.8
    if query.dates:
        score += 0.6 if day in query.dates else (-0.3 if day else 0.0)
    elif query.months:
        own = _months_in(placed) | ({(day.year, day.month)} if day else set())
        score += 0.0 if own.isdisjoint(query.months) else 0.5
    if query.years:
        held = _years_in(placed) | ({str(day.year)} if day else set())
        score += 0.4 if any(_same_year(y, o) for y in query.years for o in held) else (-0.2 if held else 0.0)
    score += 0.5 * of_the_council(query, placed)
    if query.committees and placed.part.committee:
        score += 0.3 if placed.part.committee in query.committees else -0.3
    return score


def _same_year(asked: str, held: str) -> bool:
    return asked == held or (len(asked) == 4 and held.startswith(asked))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What speaks for a passage, each about -1 to 1 (a role may have 4); the recipe's weights have the same names."""

    lexical: float
    dense: float
    coverage: float
    body_coverage: float
    phrases: float
    role: float
    meeting: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A candidate passage with its signals, its cosine and its BM25 score."""

    placed: Placed
    signals: Signals
    cosine: float
    bm25: float
    covered: float

    def score(self, recipe: Recipe) -> float:
        """Weigh the signals."""
        s = self.signals
        lexical = (
            recipe.coverage * s.coverage + recipe.body_coverage * s.body_coverage + recipe.phrases * s.phrases
        )
        return (
            recipe.lexical * s.lexical
            + recipe.dense * s.dense
            + (lexical if recipe.lexical else 0.0)
            + recipe.role * s.role
            + recipe.meeting * s.meeting
        )


def gather(query: Query, vector: Vectors, library: Library, *, recipe: Recipe) -> list[Found]:
    """Gather the candidates of full text, vectors and structure, with what speaks for each."""
    expression = match_expression(query, library.weights(), headers=recipe.headers, acronyms=recipe.acronyms)
    lexical = (
        dict(library.lexical(expression, limit=recipe.candidates, where=query.where))
        if expression and recipe.lexical
        else {}
    )
    dense = dict(library.dense(vector, limit=recipe.candidates, where=query.where)) if recipe.dense else {}
    top_lexical = max(lexical.values(), default=0.0) or 1.0
    least_dense = min(dense.values(), default=0.0)
    spread = max(max(dense.values(), default=1.0) - least_dense, 0.05)
    by_place = query.minute or query.ask in {Ask.DECISION, Ask.AGENDA}
    named = library.structural(query) if recipe.role and by_place else ()
    phrases = [_stems_of(p) for p in query.phrases]
    found = []
    placed_by = library.placed([*dict.fromkeys([*lexical, *dense, *named])])
    for passage_id, placed in current(placed_by, library.superseded, question=query.question).items():
        own = passage_words(placed)
        both, present = (own.both, own.in_both) if recipe.headers else (own.body, own.in_body)
        covered = coverage(query.terms, both, present=present, acronyms=recipe.acronyms)
        near = dense.get(passage_id, least_dense - 0.02)
        signals = Signals(
            lexical=lexical.get(passage_id, 0.0) / top_lexical,
            dense=(near - least_dense) / spread if recipe.dense else 0.0,
            coverage=covered,
            body_coverage=coverage(query.terms, own.body, present=own.in_body, acronyms=recipe.acronyms),
            phrases=sum(_stands(p, both, present) for p in phrases) / max(len(phrases), 1),
            role=_role_fit(query, placed),
            meeting=_meeting_fit(query, placed),
        )
        bm25 = lexical.get(passage_id, 0.0)
        found.append(Found(placed=placed, signals=signals, cosine=near, bm25=bm25, covered=covered))
    return found


def search(
    query: Query, vector: Vectors, library: Library, *, limit: int = 10, recipe: Recipe | None = None
) -> list[Hit]:
    """Find the passages that most likely hold the answer, best first."""
    recipe = recipe or Recipe()
    hits = [
        Hit(placed=f.placed, score=f.score(recipe), dense=f.cosine, lexical=f.bm25, coverage=f.covered)
        for f in gather(query, vector, library, recipe=recipe)
    ]
    hits.sort(key=by_score)
    if query.ask is Ask.DECISION and recipe.role:
        hits = with_resolutions(hits, library.item_passages)
    if recipe.role:
        hits = with_replies(hits, library.item_passages)
    if recipe.role and VOTE.search(query.question):
        hits = with_votes(hits, library.item_passages)
    return once(hits)[:limit]
