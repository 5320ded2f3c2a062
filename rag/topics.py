"""What a matter is about, so that minutes, actions and reports on it find each other. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ingest.papers import ReadPaper
from rag.words import STOP, Weights, stem, words

# Words that head papers on any matter, or that minutes use of any work: they tell no topic.
_ANY_MATTER = frozenset(
    stem(w)
    for w in [
        "action",
        "actions",
        "agenda",
        "agree",
        "annual",
        "appendix",
        "approve",
        "approval",
        "arrangement",
        "board",
        "briefing",
        "cabinet",
        "chair",
        "circulate",
        "city",
        "committee",
        "comment",
        "consider",
        "consideration",
        "consultation",
        "council",
        "councillor",
        "county",
        "coordinator",
        "data",
        "date",
        "decision",
        "decisions",
        "detail",
        "details",
        "development",
        "director",
        "directorate",
        "document",
        "draft",
        "due",
        "feedback",
        "final",
        "follow",
        "forward",
        "framework",
        "future",
        "give",
        "group",
        "health",
        "improvement",
        "including",
        "information",
        "item",
        "items",
        "joint",
        "local",
        "matter",
        "meeting",
        "member",
        "members",
        "minute",
        "minutes",
        "monitoring",
        "next",
        "note",
        "office",
        "officer",
        "officers",
        "outcome",
        "panel",
        "paper",
        "partnership",
        "performance",
        "period",
        "plan",
        "planning",
        "policy",
        "position",
        "presentation",
        "programme",
        "progress",
        "proposal",
        "proposed",
        "provide",
        "provided",
        "provision",
        "public",
        "quarter",
        "quarterly",
        "question",
        "recommendation",
        "report",
        "reports",
        "request",
        "resolved",
        "result",
        "review",
        "scrutiny",
        "section",
        "service",
        "services",
        "share",
        "statement",
        "strategic",
        "strategy",
        "submit",
        "submitted",
        "summary",
        "support",
        "system",
        "team",
        "terms",
        "transfer",
        "update",
        "updates",
        "year",
        "work",
        "working",
        "years",
        "required",
        "require",
        "changes",
        "change",
        "late",
    ]
)
PROCEDURE = re.compile(
    r"^\W*(?:apolog|declarations?\b|substitut|minutes\b|matters arising|any other|chair(?:man|person|woman)?['’]?s? announcement|welcome|"
    r"exclusion of|urgent (?:business|items?)|dates? of|time and date|election of (?:vice-)?chair|public (?:participation|business)|private business|"
    r"membership|questions?\W*$|petitions?\W*$|outstanding issues)",
    re.IGNORECASE,
)
_DECISION_NUMBER = re.compile(r"(?<!\d)\d{2}/\d{4,6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Topic:
    """The stems that tell a matter, with their weights, its words, and the decision numbers that its title names."""

    terms: tuple[tuple[str, float], ...]
    numbers: frozenset[str]
    names: frozenset[str]

    @property
    def weight(self) -> float:
        """The weight of all terms."""
        return sum(w for _, w in self.terms)

    def share(self, stems: Iterable[str]) -> float:
        """Give the share (0–1) of the topic's weight that stands in a text's stems."""
        held = set(stems)
        return sum(w for s, w in self.terms if s in held) / self.weight if self.weight else 0.0

    def shared(self, stems: Iterable[str]) -> int:
        """Count the topic's terms that stand in a text."""
        held = set(stems)
        return sum(s in held for s, _ in self.terms)


def topic_of(text: str, weights: Weights, *, places: Collection[str] = ()) -> Topic:
    """Tell what a title, or what an action asks for, is about; `places` are stems that tell no matter here.

    >>> [s for s, _ in topic_of("Progress update on the Marmot City Strategy 2016-2019", Weights({}, 1)).terms]
    ['marmot']
    """
    found = dict.fromkeys(
        stem(w) for w in words(text) if w not in STOP and len(w) > 2 and not any(c.isdigit() for c in w)
    )
    terms = tuple((s, weights.of(s)) for s in found if s not in _ANY_MATTER and s not in places)
    kept = {s for s, _ in terms}
    names = frozenset(w for w in words(text) if stem(w) in kept)
    return Topic(terms, frozenset(_DECISION_NUMBER.findall(text)), names)


def stems_of(*texts: str) -> frozenset[str]:
    """Give the stems of texts."""
    return frozenset(stem(w) for text in texts for w in words(text))


def places_of(reads: Iterable[ReadPaper]) -> frozenset[str]:
    """Give the stems of the committees' names: on a council's own papers "Coventry" tells no matter."""
    return stems_of(*(p.committee for r in reads for p in r.parts if p.committee))


def titled(topic: Topic, title: str) -> bool:
    """Tell whether a title is on a topic; rather no than a wrong yes."""
    if topic.numbers & numbers_in([title]):
        return True
    held = stems_of(title)
    if len(topic.terms) == 1:  # "governance" and "government" have one stem
        return bool(topic.names & set(words(title)))
    return topic.shared(held) >= 2 and topic.share(held) >= 0.75


def about(topic: Topic, title: str, body: str) -> bool:
    """Tell whether a minute or action (its title, its words) is on a topic."""
    if titled(topic, title) or topic.numbers & numbers_in([body]):
        return True
    held = stems_of(title, body)
    # One word alone must be rare, and stand there as it is: "Marmot"; not "government" for "governance".
    alone = len(topic.terms) == 1 and topic.weight >= _RARE and topic.names & set(words(body))
    return bool(topic.terms) and (topic.shared(held) >= 2 or bool(alone)) and topic.share(held) >= 0.8


def touched(topic: Topic, body: str, others: Sequence[str]) -> bool:
    """Tell whether words speak of a rare word that is much of a topic: "alcohol" of "drug and alcohol".

    Rare is what no more than one in ten of the texts `others`, and three of them, hold.
    """
    if topic.numbers:
        return False  # a numbered decision is its own matter
    most = min(3, max(1, len(others) // 10))
    spoken = topic.names & set(words(body))
    rare = {
        stem(n) for n in spoken if sum(bool(re.search(rf"\b{n}\b", o, re.IGNORECASE)) for o in others) <= most
    }
    known = dict(topic.terms)
    return sum(known[s] for s in rare) >= 0.4 * topic.weight if rare else False


_RARE = 3.0


def procedural(title: str) -> bool:
    """Tell whether an item is one that every agenda has."""
    return bool(PROCEDURE.match(title))


def numbers_in(texts: Sequence[str]) -> frozenset[str]:
    """Give the decision numbers that texts name."""
    return frozenset(n for text in texts for n in _DECISION_NUMBER.findall(text))
