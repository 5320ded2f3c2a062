"""Papers in any number, recombined from real ones: for measuring at a big council's size. Pure, given its seed.

A passage's sentences come from three real passages, with some figures and rare words made anew, so that the
vocabulary grows with the papers as it does in life; its vector is the mean of those passages' vectors, weighted by chance, with
noise. Committees and meetings are made up: twenty of each, over twenty years.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from ingest.embedding.embedder import Vectors
from ingest.papers import Acronym, Kind, Page, Paper, Part, Passage, ReadPaper, Span
from ingest.text.lines import plain
from ingest.text.sentences import sentences
from rag.words import words

PASSAGES = 250  # in a paper: a pack of some hundred pages
COMMITTEES = tuple(
    f"{name} {body}"
    for name in ("Adult Care", "Children's Services", "Communities", "Finance", "Planning", "Licensing", "Transport",
                 "Audit", "Housing", "Environment")
    for body in ("Committee", "Scrutiny Board")
)  # fmt: skip
FIRST_YEAR, YEARS = 2004, 20
_SOURCES = 3  # real passages that a made one takes its sentences from
_NOISE = 0.25  # length of the noise added to a vector of length 1
_ACRONYMS = 5  # defined in a made paper
_RARE = 3  # a word in at most so many real passages has made-up sisters
_KINDS = (Kind.MINUTES, Kind.REPORT, Kind.REPORT, Kind.AGENDA)
_WORD = re.compile(r"[^\W\d_]{5,}|\d+")
_SYLLABLES = (
    "ba",
    "cor",
    "den",
    "fil",
    "gra",
    "hol",
    "kin",
    "lam",
    "mer",
    "nor",
    "pel",
    "ros",
    "sta",
    "tor",
    "wil",
    "wes",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """Real passages, their sentences and vectors, shape (passages, dimension), their rare words and acronyms."""

    passages: tuple[Passage, ...]
    sentences: tuple[tuple[str, ...], ...]
    vectors: Vectors
    rare: frozenset[str]
    acronyms: tuple[Acronym, ...] = ()


def stock_of(passages: Sequence[Passage], vectors: Vectors, acronyms: Sequence[Acronym] = ()) -> Stock:
    """Take real passages as stock; `vectors` in their order, `acronyms` as their papers define them."""
    held = Counter(w for p in passages for w in set(words(plain(p.text))))
    return Stock(
        passages=tuple(passages),
        sentences=tuple(tuple(p.text[a:b] for a, b in sentences(p.text)) for p in passages),
        vectors=vectors,
        rare=frozenset(w for w, n in held.items() if n <= _RARE),
        acronyms=tuple(acronyms),
    )


def swollen(stock: Stock, count: int, *, seed: int = 5) -> Iterator[tuple[ReadPaper, Vectors]]:
    """Make papers of `count` passages in all, each with its passages' vectors, shape (passages, dimension)."""
    random = np.random.default_rng(seed)
    for number, start in enumerate(range(0, count, PASSAGES)):
        yield _paper(stock, number, min(PASSAGES, count - start), random)


def _paper(stock: Stock, number: int, count: int, random: np.random.Generator) -> tuple[ReadPaper, Vectors]:
    sha256 = hashlib.sha256(f"made {number}".encode()).hexdigest()
    committee, turn = COMMITTEES[number % len(COMMITTEES)], number // len(COMMITTEES)
    kind, year = _KINDS[turn % len(_KINDS)], FIRST_YEAR + (7 * number + turn) % YEARS
    day = date(year, 1, 1) + timedelta(days=int(random.integers(365)))
    name = f"made-{number}.md"
    paper = Paper(
        id=sha256[:16], sha256=sha256, file_name=name, path=f"/made/{name}", title=f"{committee} {kind}", kind=kind,
        committee=committee, date=day, page_count=1, paginated=False,
    )  # fmt: skip
    sources = random.integers(len(stock.passages), size=(count, _SOURCES))
    texts = [_text(stock, mixed, random) for mixed in sources]
    page = Page(number=1, text="\n".join(texts))
    part = Part(
        number=1, kind=kind, committee=committee, date=day, title=paper.title, agenda_item=None,
        span=Span(page=1, start=0, end=len(page.text)), last_page=1,
    )  # fmt: skip
    passages, at = [], 0
    for ordinal, (text, mixed) in enumerate(zip(texts, sources, strict=True)):
        passages.append(
            replace(
                stock.passages[mixed[0]], id=f"{paper.id}-1-{ordinal}", paper_id=paper.id, part=1, text=text,
                spans=(Span(page=1, start=at, end=at + len(text)),),
            )
        )  # fmt: skip
        at += len(text) + 1
    read = ReadPaper(
        paper=paper, pages=(page,), parts=(part,), items=(), resolutions=(), recommendations=(),
        passages=tuple(passages), acronyms=_acronyms(stock, random),
    )  # fmt: skip
    return read, _vectors(stock, sources, random)


def _text(stock: Stock, sources: Sequence[int], random: np.random.Generator) -> str:
    """Give half of the first passage's sentences and a few of the others', shuffled, with some words made anew."""
    first, *others = (stock.sentences[i] for i in sources)
    pool = [*first[: (len(first) + 1) // 2], *(s for other in others for s in other[:2])]
    mixed = " ".join(pool[i] for i in random.permutation(len(pool)))

    return _WORD.sub(lambda found: _anew(found[0], stock, random), mixed)


def _anew(word: str, stock: Stock, random: np.random.Generator) -> str:
    """Give another figure of as many digits, or half the time a made-up sister of a rare word."""
    if word.isdigit():
        return str(random.integers(10 ** (len(word) - 1), 10 ** len(word))) if len(word) < 9 else word
    return word if word.lower() not in stock.rare or random.random() < 0.5 else _sister(word, random)


def _sister(word: str, random: np.random.Generator) -> str:
    which = int(min(random.zipf(1.5), 10**6))  # the commonest sister often, others ever more rarely
    ending = ""
    while which:
        which, syllable = divmod(which, len(_SYLLABLES))
        ending += _SYLLABLES[syllable]
    return f"{word[:5]}{ending}"


def _acronyms(stock: Stock, random: np.random.Generator) -> tuple[Acronym, ...]:
    """Give some of the real acronyms, half of them made anew: their number grows with the papers."""
    made = []
    for n in random.integers(len(stock.acronyms), size=_ACRONYMS if stock.acronyms else 0):
        real = stock.acronyms[n]
        if random.random() < 0.5:
            first, *others = real.long.split()
            letter = chr(ord("A") + int(random.integers(26)))
            real = Acronym(short=f"{real.short}{letter}", long=" ".join([_sister(first, random), *others]))
        made.append(real)
    return tuple(made)


def _vectors(stock: Stock, sources: npt.NDArray[np.int64], random: np.random.Generator) -> Vectors:
    shares = random.dirichlet((3.0, 1.0, 1.0), size=len(sources)).astype(np.float32)
    mixed: Vectors = np.einsum("ns,nsd->nd", shares, stock.vectors[sources])
    noise = random.standard_normal(mixed.shape).astype(np.float32)
    mixed = mixed + _NOISE * noise / np.sqrt(mixed.shape[1], dtype=np.float32)
    made: Vectors = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return made
