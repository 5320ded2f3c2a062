"""Understand a question without a language model. Pure, given what the papers define (`Knowledge`)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice, pairwise, takewhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ingest.papers import Acronym, Part
from ingest.store.catalogue import Filter
from ingest.text.dates import MONTHS, without_dates, years
from rag.answers import Ask, Query, Term
from rag.asks import asks_for
from rag.committees import deciders, meeting_days, named_committees, sitting, stranger, without_committees
from rag.spoken import away, with_quarters, without_spans
from rag.thesaurus import others, said_in
from rag.words import STOP, Weights, content, stem, stems, words

MOST_CHARACTERS = 2000  # a question of 300 words; more is a paper, not a question

_REFERS_BACK = re.compile(
    r"^(?:and|but|so|or|also|ok|what about|how about|then|by when)\b|^(?:who|when|why|how|what|where|which)(?: \w+)?\W*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|they|them|their|that|this|those|these|he|she|him|her|there|same|one|ones|instead|then)\b",
    re.IGNORECASE,
)
_MINUTE = re.compile(
    r"\b(?:min(?:ute)?|item|agenda item)s?\.? (?:no\.? |number )?(\d{1,4}[a-z]?)\b(?!\s*(?:to|-)\s*\d)",
    re.IGNORECASE,
)
_SIGNED_OFF = re.compile(r"\bsign(?:ed)? (?:(?:it|this|that|them) )?off\b", re.IGNORECASE)
# How people ask for a decision, an agenda, a list …: words that the answer need not hold.
_ASKING = frozenset(
    {"deciding", "full", "end", "ended", "ending", "up", "vote", "votes", "voted", "resolution", "resolutions"}
    | {"resolve", "resolved", "decide", "decided", "decision", "decisions", "exact", "exactly", "wording", "words"}
    | {"verbatim", "precise", "precisely", "minute", "minutes", "min", "pls", "plz", "please", "number", "no"}
    | {"outcome", "formal", "formally", "board", "committee", "panel", "cabinet", "council", "councillors"}
    | {"members", "member", "meeting", "agenda", "item", "items", "page", "pages", "pack", "whose", "who", "many"}
    | {"much", "percentage", "proportion", "share", "figure", "list", "names", "reason", "reasons", "main"}
    | {"actual", "actually", "latest", "right", "isn't", "wasn't", "didn't", "down", "one", "two", "three", "four"}
    | {"five", "six", "seven", "eight", "nine", "ten", "come", "came", "back", "supposed", "report", "reports"}
    | {"date", "year", "years", "compare", "compared", "difference", "different", "according", "per", "tell"}
    | {"remind", "need", "find", "show", "quote", "recorded", "often", "frequently"}
)  # fmt: skip
_SEVERAL = re.compile(r"\w\W+\w")  # a word alone, its spelling mended, finds as well
_MEANT = 2  # words, at most, that are taken for one that no paper holds
_UNKNOWN = 1.0  # the weight of a word that no paper holds: it tells little of what is asked for


_MISSPELT = 50_000  # what only one passage in so many holds is as likely misspelt itself


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the papers held tell about words: weights, vocabulary, acronyms, meetings."""

    weights: Weights
    vocabulary: dict[str, int]
    acronyms: tuple[Acronym, ...]
    parts: tuple[Part, ...]
    committees: frozenset[str] = field(init=False)  # those whose papers are held
    _alphabetical: list[str] = field(init=False, repr=False)
    _of_length: dict[int, list[str]] = field(init=False, repr=False)
    _long_forms: dict[str, list[tuple[int, str]]] = field(
        init=False, repr=False
    )  # by short form, with their rank
    _short_forms: dict[str, list[tuple[int, str, str]]] = field(
        init=False, repr=False
    )  # by the long one's first stem

    def __post_init__(self) -> None:
        """Derive once what every question needs: a big council's words and acronyms are too many to go through."""
        committees = frozenset(p.committee for p in self.parts if p.committee)
        alphabetical = sorted(filter(str.isalpha, self.vocabulary))
        of_length, long_forms, short_forms = defaultdict(list), defaultdict(list), defaultdict(list)
        seldom = self.weights.passages // _MISSPELT
        for word in alphabetical:
            if self.vocabulary[word] > seldom:
                of_length[len(word)].append(word)
        for rank, acronym in enumerate(self.acronyms):
            long_forms[acronym.short.lower().replace("&", "")].append((rank, acronym.long.lower()))
            if sequence := stems(acronym.long):
                short_forms[sequence[0]].append((rank, " ".join(sequence), acronym.short.lower()))
        object.__setattr__(self, "committees", committees)
        object.__setattr__(self, "_alphabetical", alphabetical)
        object.__setattr__(self, "_of_length", of_length)
        object.__setattr__(self, "_long_forms", long_forms)
        object.__setattr__(self, "_short_forms", short_forms)

    def beginning(self, letters: str) -> list[str]:
        """Give the papers' words that begin with these letters."""
        first = bisect_left(self._alphabetical, letters)
        return list(takewhile(lambda w: w.startswith(letters), islice(self._alphabetical, first, None)))

    def like(self, word: str, *, most: int) -> list[tuple[int, str]]:
        """Give the papers' words that so many changed letters make of a word, each with its number of changes."""
        lengths = range(len(word) - most, len(word) + most + 1) if most else ()
        alike = (self._of_length.get(n, []) for n in lengths)
        found = (
            process.extract(word, some, scorer=OSA.distance, score_cutoff=most, limit=None) for some in alike
        )
        return [(int(changes), w) for w, changes, _ in chain.from_iterable(found)]

    def long_forms(self, word: str) -> list[str]:
        """Give what a word stands for as an acronym, in one or in many, the commonest first."""
        shorts = {word, f"{word}s", word.removesuffix("s")}
        return [long for _, long in sorted(chain.from_iterable(self._long_forms.get(s, ()) for s in shorts))]

    def short_forms(self, text: str) -> list[str]:
        """Give the acronyms whose long form stands in the text, the commonest first."""
        sequence = stems(text)
        spoken = f" {' '.join(sequence)} "
        begun = chain.from_iterable(self._short_forms.get(first, ()) for first in set(sequence))
        found = sorted((rank, short) for rank, long, short in begun if f" {long} " in spoken)
        return list(dict.fromkeys(short for _, short in found))


def with_history(question: str, history: Sequence[str]) -> str:
    """Give what a follow-up means: itself, with the earlier question that it refers back to."""
    if not history:
        return question
    own = content(question)
    back = bool(_PRONOUN.search(question)) or bool(_REFERS_BACK.match(question.strip())) or len(own) <= 2
    return (
        f"{question} {history[-1] if len(content(history[-1])) > 2 else ' '.join(history[-2:])}"
        if back
        else question
    )


def _corrected(word: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Give the papers' words that a misspelt or cut word may stand for; none where it is known or nothing is near."""
    if len(word) < 4 or not word.isalpha() or stem(word) in knowledge.weights:
        return ()
    most = 0 if len(word) < 5 else 1 if len(word) < 7 else 2
    longer = [(-knowledge.vocabulary[w], w) for w in knowledge.beginning(word)]
    if longer:  # "prog" for "programme", or "progress"
        return tuple({stem(w): w for _, w in sorted(longer, reverse=True)[-6:]}.values())[-3:]
    near = knowledge.like(word, most=most)
    alike = [(changes, -(w[0] == word[0]), -knowledge.vocabulary[w], w) for changes, w in near]
    return (min(alike)[3],) if alike else ()


# What people say, and what councils write. General English of committees, no paper's wording.
_SAID_AND_WRITTEN: dict[str, tuple[str, ...]] = {
    "kids": ("children",), "mums": ("mothers",), "dads": ("fathers",), "money": ("funding", "grant"),
    "covid": ("coronavirus", "pandemic"), "jabs": ("vaccinations",), "bosses": ("directors",), "firm": ("company",),
    "staff": ("workforce", "employees"), "doctors": ("gps",), "schools": ("education",), "carers": ("caring",),   "promised": ("agreed", "undertook"),  "cash": ("funding",), "homeless": ("homelessness", "rough sleepers"),
    "jobs": ("employment",), "drugs": ("substance misuse",), "pregnant": ("pregnancy",), "elderly": ("older people",),
    "overspend": ("variance",), "overspent": ("variance",), "underspend": ("variance",), "underspent": ("variance",),
    "bucks": ("buckinghamshire",), "beds": ("bedfordshire",), "herts": ("hertfordshire",), "hants": ("hampshire",),
    "berks": ("berkshire",), "cambs": ("cambridgeshire",), "lancs": ("lancashire",), "leics": ("leicestershire",),
    "lincs": ("lincolnshire",), "northants": ("northamptonshire",), "notts": ("nottinghamshire",),
    "staffs": ("staffordshire",), "wilts": ("wiltshire",), "worcs": ("worcestershire",), "yorks": ("yorkshire",),
    "glos": ("gloucestershire",), "oxon": ("oxfordshire",), "scrap": ("revoke", "abolish", "withdraw"),
    "scrapped": ("revoked", "abolished", "withdrawn"), "axed": ("withdrawn", "discontinued"),
    "yearly": ("annual",), "boss": ("director",), "chief": ("director",), "cllr": ("councillor",),
}  # fmt: skip


_LETTERS = re.compile(
    r"\b([a-z])\s?&\s?([a-z])\b", re.IGNORECASE
)  # "A&E", whose letters are no words by themselves
_LETTERS_MEAN = {"a&e": "accident and emergency", "b&b": "bed and breakfast", "p&r": "park and ride"}
_AMOUNT = re.compile(r"(\d{1,3})(k|m)")
_SECTION = re.compile(r"s(\d{1,3}[a-z]?)")


def _meant(text: str, knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    """Give for words that no paper holds what the papers may call what they are said of: "tourist tax"."""
    found: dict[str, tuple[str, ...]] = {}
    for said in filter(_SEVERAL.search, said_in(text)):
        held = tuple(w for w in others(said) if all(s in knowledge.weights for s in stems(w)))
        found |= {word: held for word in words(said) if held and stem(word) not in knowledge.weights}
    return found


def _variants(word: str, knowledge: Knowledge, meant: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the long forms of an acronym, what a word may stand for, or its corrected spelling."""
    found: list[str] = [*meant.get(word, ())][:_MEANT]
    if "&" in word:
        found += [word.replace("&", " "), *([_LETTERS_MEAN[word]] if word in _LETTERS_MEAN else [])]
    found += [] if found else _corrected(word, knowledge)
    found += knowledge.long_forms(word.replace("&", ""))
    found += _SAID_AND_WRITTEN.get(word, ())
    if amount := _AMOUNT.fullmatch(word):  # "650k" is printed "650,000", "2m" as "2 million"
        found.append(f"{amount[1]} {'000' if amount[2] == 'k' else 'million'}")
    if section := _SECTION.fullmatch(word):  # "S106"
        found.append(f"section {section[1]}")
    return tuple(dict.fromkeys(found))[:4]


def _known(terms: Sequence[Term], knowledge: Knowledge) -> float:
    """Give the share (0–1) of the terms' weight that the papers hold; a word that none holds counts as the rarest."""
    rarest = knowledge.weights.of("")
    held = sum(t.weight for t in terms if t.stem in knowledge.weights or t.variants)
    strange = sum(rarest for t in terms if t.stem not in knowledge.weights and not t.variants)
    return held / (held + strange) if held + strange else 0.0


def _terms(question: str, text: str, about: str, knowledge: Knowledge) -> list[Term]:
    """Weigh the words that a question is about; those only of what it refers back to count half."""
    terms, meant = [], _meant(text, knowledge)
    lettered = [f"{m[1]}&{m[2]}".lower() for m in _LETTERS.finditer(about)]
    for word in (*content(about), *dict.fromkeys(lettered)):
        variants = _variants(word, knowledge, meant)
        known = stem(word) in knowledge.weights
        weigh = [knowledge.weights.of(stem(word)) if known else _UNKNOWN] if known or not variants else []
        weigh += [max(knowledge.weights.of(s) for s in stems(v)) for v in variants]
        weight = min(weigh) * (
            0.5 if word in content(text[len(question) :]) and word not in content(question) else 1.0
        )
        weight *= 0.25 if word in _ASKING or word in MONTHS else 1.0
        held = known or bool(variants)
        own = stem(word)
        count = knowledge.weights.count(own)
        terms.append(Term(word=word, stem=own, weight=weight, variants=variants, held=held, passages=count))
    return terms


def understand(
    question: str,
    knowledge: Knowledge,
    *,
    history: Sequence[str] = (),
    beside: str = "",
    where: Filter | None = None,
) -> Query:
    """Turn a question, with the questions before it or what it was asked together with, into a query."""
    moved = away(question, history[-1]) if history else None
    text = with_quarters(f"{question} {beside}" if beside else moved or with_history(question, history))
    ask = asks_for(question)
    if ask is Ask.FACT and history and text != with_quarters(question):
        ask = asks_for(history[-1])
    minute = _MINUTE.search(question)
    named = _SIGNED_OFF.sub(" ", _MINUTE.sub(" ", without_dates(text)))
    about = without_committees(named, knowledge.committees)
    dated, monthly = meeting_days(without_spans(question), without_spans(text), knowledge.parts)
    terms = _terms(question, text, about, knowledge)
    sequence = words(text)
    pairs = [f"{a} {b}" for a, b in pairwise(sequence) if a not in STOP and b not in STOP]
    return Query(
        question=question,
        text=text,
        ask=ask,
        terms=tuple(terms),
        phrases=tuple(dict.fromkeys([*pairs, *knowledge.short_forms(text)])),
        dates=dated,
        months=monthly,
        years=years(question) or years(text),
        committees=named_committees(text, knowledge.committees),
        deciders=deciders(question, knowledge.committees),
        sitting=sitting(question, knowledge.committees),
        stranger=stranger(question, knowledge.committees),
        known=_known(terms, knowledge),
        minute=minute[1] if minute else None,
        where=where or Filter(),
    )
