"""Motions and amendments as minutes tell them: who moved and seconded, who voted how, what became of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.papers import Placed, Role
from ingest.structure.votes import MOVED, PUT_PART, SIDES, inline_votes
from ingest.text.blocks import Form
from ingest.text.lines import plain
from ingest.text.people import PERSON, TITLE
from rag.alongside import DECIDED_IN
from rag.answers import Draft, Hit, Query, Quote, Silence, Statement, Term
from rag.asks import MOVER, VOTE_COUNT, VOTERS
from rag.outcomes import result, says_outcome
from rag.refusing import Refusal, nearest
from rag.search import Library, coverage, passage_words
from rag.units import Unit, shorten, units
from rag.words import stems

_LOOKED_AT = 8  # hits
_HELD = 0.4  # the least share of the question's terms that a motion must hold
_MOST_WORDS = 120  # of a list of names
_MOST_OF_IT = 60  # words of what is moved
_ENDS = '.,:;”")'
_HEAD = 200  # characters in which it is said whether a motion or an amendment is moved
_FORM = 3  # pages, at most, of a form on which an amendment is handed in

_SIDES_ASKED = (
    re.compile(r"\b(?:voted? (?:for|in favour)|backed|supported|in favour)\b", re.IGNORECASE),
    re.compile(r"\b(?:against|opposed|no votes)\b", re.IGNORECASE),
    re.compile(r"\babst", re.IGNORECASE),
)
_PROPOSER = re.compile(
    r"\b(?:Proposer|Proposed by|Moved by)\s*:\s*\S.{2,60}?\s+(?:Seconder|Seconded by)\s*:\s*\S+"
)
_VOTING = re.compile(r"\b(?:vot\w+|abstain\w*|opposed|against)\b", re.IGNORECASE)
_HEADS = re.compile(r"\W*(?:amendment|motion|proposal)\W*(?:\d{1,2}\W*)?", re.IGNORECASE)
_NAMES = re.compile(rf"{PERSON}|\b[A-Z]\.? (?:[A-Z]\.? )?[A-Z][a-z]+|\b[A-Z][a-z]+(?:,| and) [A-Z][a-z]+")
_AMENDMENT = re.compile(r"\bamend(?:s|ed|ments?|ing)?\b|\bchanges? to (?:it|the motion)\b", re.IGNORECASE)
_MOTION = re.compile(r"\bmotion\b", re.IGNORECASE)
_AS_AMENDED = re.compile(r"\b(?:as|so) amended\b|\bamended motion\b", re.IGNORECASE)
# "Mr Booth's motion", "the amendment moved by Cllr Ash": the last word of the name
_LAST_NAME = r"[A-Z](?:[\w-]|['’](?=[A-Z]))+"
_MOVED_BY = re.compile(
    rf"(?P<title>{TITLE} (?:[A-Z]\.? |[A-Z][\w-]+ )*)?\b(?P<one>{_LAST_NAME})['’]s? (?:[\w-]+ ){{0,4}}(?:motion|amendment)\b|"
    rf"\b(?:motion|amendment) (?:\w+ ){{0,2}}(?:by|from|of) {TITLE} (?:[A-Z]\.? |[A-Z][\w-]+ )*(?P<two>{_LAST_NAME})"
)
# Where members divide between a motion and an amendment to it
_FOR_SIDE = re.compile(r"\W*for the (?:\w+ )?(?P<what>motion|amendment)\b", re.IGNORECASE)
CARRIED = re.compile(
    r"(?P<what>motion|amendment)\b(?:(?!\b(?:motion|amend\w*|not|fell|fall|lost|fail\w*|defeat\w*|reject\w*)\b).){0,60}?\bcarried\b",
    re.IGNORECASE,
)
"""What says that a motion, or an amendment, was carried."""
_BY = re.compile(
    rf"(?P<title>{TITLE} (?:[A-Z]\.? |[A-Z][\w-]+ )*)?\b(?P<one>{_LAST_NAME})['’]s? (?:[\w-]+ ){{0,4}}(?:motion|amendment)\b|"
    rf"\b(?:motion|amendment) (?:\w+ ){{0,2}}(?:by|from|of) {TITLE} (?:[A-Z]\.? |[A-Z][\w-]+ )*(?P<two>{_LAST_NAME})"
)
# Where members divide between a motion and an amendment to it
_FOR_AMENDMENT = re.compile(r"\W*(?:for|votes? for) the (?:\w+ )?amendment\b", re.IGNORECASE)
_CARRIED = re.compile(r"\b(?:motion|amendment)\b.{0,60}\bcarried\b", re.IGNORECASE)
_BY = re.compile(r"\b(?:moved|proposed)\s+by\b(?:(?!\bsecond).){0,80}", re.IGNORECASE | re.DOTALL)
_MOVES = re.compile(r"^.{0,80}?\b(?:moved|proposed)\b", re.IGNORECASE | re.DOTALL)
_WITHOUT = re.compile(
    r"\b(?:who|whom|which|how|many|members?|councillors?|moved?|proposed|proposer|seconded|seconder|motions?|amendments?|amended|"
    r"voted?|votes|voting|against|abstain\w*|opposed|for|in favour|brought|tabled|put|up|forward|and|the|did|was|it|that|this)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: the units from its moving as far as the next one's, and the words that tell of what it is."""

    units: tuple[tuple[Placed, Unit], ...]
    words: list[str]
    under: str = ""  # the words above it, where they are its heading: "Amendment"

    @property
    def first(self) -> tuple[Placed, Unit]:
        """The unit in which it is moved."""
        return self.units[0]

    @property
    def amends(self) -> bool:
        """Whether it is moved as an amendment."""
        return bool(
            re.search(r"\bamendment\b", f"{self.under} {self.units[0][1].text[:_HEAD]}", re.IGNORECASE)
        )


def moved_in(passages: Sequence[Placed]) -> list[Moved]:
    """Give what is moved in an item's passages, in order."""
    every = [(p, u) for p in passages for u in units(p.passage)]
    following = ["" if u.form is Form.HEADING else u.text for _, u in every[1:]] + [""]
    starts = [n for n, (_, u) in enumerate(every) if _moves(u.text, following[n])]
    found = []
    for a, b in pairwise([*starts, len(every)]):
        own = tuple(every[a:b])
        topic = passage_words(own[0][0]).topic
        above = every[a - 1][1].text if a else ""
        under = above if _HEADS.fullmatch(above) else ""
        found.append(Moved(own, [*stems(" ".join(u.text for _, u in own)), *topic], under))
    return found


def _moves(text: str, following: str) -> bool:
    """Tell whether something is moved in a text; who seconds it may stand in the words that follow."""
    begun = MOVED.search(f"{text} {following}")
    moved = begun and begun.start() < len(text) and not MOVED.search(following)
    return bool(MOVED.search(text) or moved or _PROPOSER.search(text) or PUT_PART.search(text))


def fits(terms: Sequence[Term], moved: Moved) -> float:
    """Tell how well what was moved holds a question's terms (0 to 1.5); its first words count again, for its mover."""
    return coverage(terms, moved.words) + 0.5 * coverage(terms, stems(moved.first[1].text))


def best_moved(query: Query, moved: Sequence[Moved]) -> Moved | None:
    """Give what the question is most likely about: by its first words twice, as its mover stands there."""
    asked = [t for t in query.terms if not _WITHOUT.fullmatch(t.word)]

    best = max(moved, key=lambda m: fits(asked, m), default=None)
    return best if best and (not asked or coverage(asked, best.words) >= _HELD) else None


def motion_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | Refusal | None:
    """Answer who moved or seconded, who voted how, or how many; None where it is not asked, or not told.

    Refuse where it is asked who voted how, and no names are recorded.
    """
    mover = bool(MOVER.search(query.question))
    voters, counted = bool(VOTERS.search(query.question)), bool(VOTE_COUNT.search(query.question))
    if not (mover or voters or counted):
        return None
    every = [m for m in _all_moved(hits, library) if not mover or not PUT_PART.search(m.first[1].text)]
    if _AMENDMENT.search(query.question):
        every = [m for m in every if m.amends or _PROPOSER.search(m.first[1].text)]
    elif _MOTION.search(query.question):
        every = [m for m in every if not m.amends]
    named, person = _named_mover(query)
    if not mover and named:
        own = [m for m in every if _is_movers(m, named)]
        if person and not own:
            message = f"The minutes found record no vote on a motion or an amendment that {named} moved."
            return Refusal(silence=Silence.NOT_RECORDED, message=message, nearest=nearest(hits))
        every = own or every
    if voters and (unnamed := _unnamed(best_moved(query, every))):
        return unnamed
    if not mover:
        every = [
            m for m in every if any(_side(u.text) is not None or inline_votes(u.text) for _, u in m.units)
        ]
    best = best_moved(query, every)
    if best is None:
        return None
    if mover:
        return Draft(statements=(*moving(best), *outcome(best)))
    asked = {n for n, side in enumerate(_SIDES_ASKED) if side.search(query.question)}
    told = list(_votes(best, asked, names=voters))
    if not voters:
        told = _in_a_line(told)
    return Draft(statements=_once(*moving(best), *told, *outcome(best))) if told else None


def _named_mover(query: Query) -> tuple[str, bool]:
    """Give the last name of whose motion or amendment a question asks about, and whether it is surely a person's."""
    named = _MOVED_BY.search(query.question)
    return (named["one"] or named["two"], bool(named["two"] or named["title"])) if named else ("", False)


def _is_movers(moved: Moved, name: str) -> bool:
    text = moved.first[1].text
    who = _BY.search(text) or _MOVES.search(text) or _PROPOSER.search(text)
    return bool(who and re.search(rf"\b{re.escape(name)}\b", who[0]))


def _unnamed(moved: Moved | None) -> Refusal | None:
    """Refuse to tell who voted how on what was moved where the minutes give its count or outcome, and no names."""
    if moved is None:
        return None
    votes = list(_votes(moved, set(), names=True))
    told = votes or list(outcome(moved))
    named = any(_NAMES.search(u.text) and _VOTING.search(u.text) for _, u in moved.units[1:])
    if not told or named or any(_NAMES.search(statement.words) for statement in votes):
        return None
    message = "The minutes tell what became of it, but not who voted which way."
    nearest = tuple(q for statement in told for q in statement.quotes)
    return Refusal(silence=Silence.NOT_RECORDED, message=message, nearest=nearest)


def settled_told(query: Query, item: Sequence[Placed], *, amendments: bool) -> list[Statement]:
    """Give the amendment, or the motion, of an item that a question is about: who moved it, the count, what became of it."""
    settled = [m for m in moved_in(item) if m.amends is amendments and (any(outcome(m)) or any(_counts(m)))]
    best = max(settled, key=lambda m: fits(query.terms, m), default=None)
    if best is None or (not amendments and coverage(query.terms, best.words) < _HELD):
        return []
    return [*_once(*moving(best), *_in_a_line(_counts(best)), *outcome(best))]


def _counts(moved: Moved) -> list[Statement]:
    return list(_votes(moved, set(), names=False))


def _once(*statements: Statement) -> tuple[Statement, ...]:
    return tuple(dict.fromkeys(statements))


def _all_moved(hits: Sequence[Hit], library: Library) -> Iterator[Moved]:
    """Give what is moved in the minutes found, and in forms on which a motion or an amendment is handed in."""
    seen: set[str] = set()
    for hit in hits[:_LOOKED_AT]:
        minuted = hit.placed.part.kind in DECIDED_IN and hit.placed.passage.item
        form = hit.placed.part.last_page - hit.placed.part.span.page < _FORM
        passages = library.item_passages(hit.placed) if minuted or form else [hit.placed]
        if passages and passages[0].passage.id not in seen:
            seen.add(passages[0].passage.id)
            yield from moved_in(passages)


def moving(moved: Moved) -> Iterator[Statement]:
    """Quote the words in which it is moved, as far as their line's end; and what is moved, where they only lead to it."""
    placed, unit = moved.first
    text = placed.passage.text
    raw = text[unit.start : unit.end]
    found = MOVED.search(raw) or _PROPOSER.search(raw)
    end = unit.end
    line = text.find("\n", unit.start + found.end()) if found else -1
    if line > 0 and text[line - 1] in _ENDS:  # else the page's width broke it, and not its end
        end = min(end, line)
    quote = Quote(placed=placed, start=unit.start, end=end)
    yield Statement(words=f"“{' '.join(plain(quote.words).split())}”", quotes=(quote,))
    if unit.text[-1] in ",;:" and len(moved.units) > 1:
        placed, unit = moved.units[1]
        shown = shorten(unit.text.strip("“”"), words=_MOST_OF_IT)
        yield Statement(words=f"“{shown}”", quotes=(Quote(placed=placed, start=unit.start, end=unit.end),))


def _side(text: str) -> int | None:
    return next((n for n, side in enumerate(SIDES) if side.match(text)), None)


def _votes(moved: Moved, asked: set[int], *, names: bool) -> Iterator[Statement]:
    """Give the count of each side asked for, or of all; with the names under it where they are asked for."""
    seen: set[int] = set()
    at: int | None = None
    for placed, unit in moved.units[1:]:
        side = _side(unit.text)
        if side in seen or placed.passage.role is Role.RESOLUTION:
            return  # what follows is another vote, or what was decided by this one
        if side is not None:
            seen.add(side)
            at = side
        ended = result(placed, unit)
        told = side is None and bool(inline_votes(unit.text))
        if told or (at is not None and (not asked or at in asked) and (names or side is not None)):
            end = ended.start if ended else unit.end
            quote = Quote(placed=placed, start=unit.start, end=end)
            if words := " ".join(plain(quote.words).split()):
                yield Statement(words=f"“{shorten(words, words=_MOST_WORDS)}”", quotes=(quote,))
        if told or (seen and ended):
            return


def _in_a_line(told: list[Statement]) -> list[Statement]:
    """Put the counts of several sides into one line."""
    if len(told) < 2:
        return told
    counts = ", ".join(t.words.strip("“”") for t in told)
    return [Statement(words=f"Votes: {counts}", quotes=tuple(q for t in told for q in t.quotes))]


def outcome(moved: Moved) -> Iterator[Statement]:
    """Give the first words that tell what became of it: of a motion, or of an amendment, as it is one."""
    divided: set[str] = set()
    for placed, unit in moved.units:
        ended = result(placed, unit)
        if side := _FOR_SIDE.match(unit.text):
            divided.add(side["what"].lower())
        if len(divided) > 1 and CARRIED.search(unit.text):  # the one that was not carried fell by this vote
            ended = Quote(placed=placed, start=unit.start, end=unit.end)
            yield Statement(words=f"“{unit.text}”", quotes=(ended,))
            return
        if ended and _is_of(moved, ended.words):
            yield Statement(words=f"“{' '.join(ended.words.split())}”", quotes=(ended,))
            return
        if (said := says_outcome(unit.text)) and _is_of(moved, said):
            quote = Quote(placed=placed, start=unit.start, end=unit.end)
            yield Statement(words=f"“{unit.text}”", quotes=(quote,))
            return


def _is_of(moved: Moved, said: str) -> bool:
    """Tell whether words on what became of something are of an amendment, or a motion, as what was moved is one."""
    amendment, motion = _AMENDMENT.search(_AS_AMENDED.sub("", said)), _MOTION.search(said)
    return not (motion and not amendment) if moved.amends else not (amendment and not motion)
