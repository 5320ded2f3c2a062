"""What a sentence says was done: decided, lost, not done, risen or fallen, and whether its words bear it out. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Outcome, Placed, Role
from ingest.text.lines import plain
from rag.answers import Quote
from rag.of_meetings import records_decisions
from rag.words import STOP, WORD, stem

DECIDED = re.compile(
    r"\b(?:resolved|agreed|approved|decided|adopted|endorsed|carried|passed|accepted|granted|ratified|"
    r"(?:made|took|taken|reached) (?:a|the) decision)\b",
    re.IGNORECASE,
)
_ONLY_PROPOSED = re.compile(
    r"(?:\b(?:be|being|if|unless|until|once|whether|not|never|yet|un)|n['’]t)\s+(?:\w+ly\s+)?(?:been\s+|be\s+)?$",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:resolved|agreed|approved|approval be given|decided|adopted|endorsed|carried|passed|accepted|granted|ratified|"
    r"agree to|approve the|decide to)\b", re.IGNORECASE,
)  # fmt: skip
# Words that say which decision it was: they must be the minutes' own.
_EXACTLY = {
    stem(w)
    for w in [
        "approved",
        "adopted",
        "endorsed",
        "ratified",
        "rejected",
        "refused",
        "deferred",
        "withdrawn",
        "delegated",
        "unanimously",
        "unanimous",
    ]
}
_LOST = re.compile(
    r"\b(?:lost|rejected|defeated|fell|refused|not (?:agreed|carried|approved)|withdrawn)\b", re.IGNORECASE
)
_PUT = re.compile(
    r"\b(?:amendment|motion|proposal|it)\s+(?:was\s+|were\s+)?(?P<fate>lost|carried|fell|not agreed|agreed|withdrawn|rejected|defeated)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(r"\b(?:proposed|moved|seconded)\b[^.]{0,160}\b(?:amendment|motion)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|asked|replied|answered|explained|undertook|warned|advised|stated|observed|argued|felt|feared|thought|told|reminded|added|"
    r"reported|confirmed|remarked|questioned)\b"
)
_NOT = re.compile(
    r"\b(?:not|no(?!\.)|never|none|nor|neither|without|cannot|unable|fails?|failed|declined|refused|rejected|lack(?:s|ed)?)\b|n['’]t\b",
    re.IGNORECASE,
)
_OPPOSITES = tuple(
    (frozenset(map(stem, one.split())), frozenset(map(stem, other.split())))
    for one, other in (
        ("rise rises rose risen increase increased grew growth higher improved improvement", "fall falls fell fallen decrease decreased declined reduced reduction lower dropped worsened"),
        ("above exceeded exceeds better", "below under worse"),
        ("more", "fewer less"),
        ("highest maximum largest", "lowest minimum smallest"),
        ("supported supports", "opposed opposes"),
        ("underspend underspent", "overspend overspent"),
        ("boys male males men", "girls female females women"),
        ("will must", "may might could"),
        ("opened opening", "closed closing closure"),
        ("lost defeated", "carried won"),
        ("widened", "narrowed closed"),
    )
)  # fmt: skip


def tells_decision(text: str) -> bool:
    """Tell whether a text says that something was decided, not only that it should be.

    >>> tells_decision("The Board agreed the plan"), tells_decision("that the plan be approved")
    (True, False)
    """
    return any(not _ONLY_PROPOSED.search(text[: m.start()]) for m in DECIDED.finditer(text))


def undecided(own: str, quotes: Sequence[Quote], quoted: str) -> str | None:
    """Say why a sentence may not tell a decision over these quotes; None where it may, or tells none."""
    if not tells_decision(own):
        return None
    roles = {q.placed.passage.role for q in quotes}
    if Role.RECOMMENDATION in roles and not tells_decision(quoted):
        return "it tells a recommendation as a decision"
    if tells_decision(quoted):
        return None
    if not all(records_decisions(q.placed.part) for q in quotes):
        return "it tells a decision over words that are not minutes"
    if Role.RESOLUTION not in roles and not _PAST.search(quoted):
        return "it tells a decision over words that record none"
    return None


def inexact(own: str, quoted: str) -> str | None:
    """Give a word such as "approved" or "unanimously" that the quoted words do not have; else None."""
    held = {stem(w) for w in WORD.findall(quoted)}
    held |= {stem("approved")} if stem("approval") in held else set()
    for word in WORD.findall(own):
        proposed = _ONLY_PROPOSED.search(own[: own.find(word)])
        if (
            stem(word) in _EXACTLY
            and word.lower().endswith(("ed", "n", "ly", "ous"))
            and stem(word) not in held
            and not proposed
        ):
            return str(word)
    return None


def fate(quote: Quote, item: Sequence[Placed]) -> Outcome | None:
    """Tell what became of the motion or amendment that a quote is part of; None where it is part of none.

    `item` holds the passages of the quote's minute in order.
    """
    ids = [p.passage.id for p in item]
    if quote.placed.passage.id not in ids:
        item, ids = (quote.placed,), [quote.placed.passage.id]
    at = ids.index(quote.placed.passage.id)
    texts = [plain(p.passage.text) for p in item]
    text = quote.placed.passage.text
    before = "\n".join([*texts[:at], plain(text[: quote.end])])
    after = "\n".join([plain(text[quote.start :]), *texts[at + 1 :]])
    moved = list(_MOVED.finditer(before))
    if not moved or _settled(before[moved[-1].end() :]):
        return None
    following = _MOVED.search(after, pos=min(len(after), 200))
    put = _PUT.search(after[: following.start()] if following else after)
    if put is None:
        return None
    return Outcome.CARRIED if put["fate"].lower() in {"carried", "agreed"} else Outcome.LOST


def said_in_debate(text: str) -> bool:
    """Tell whether words report what somebody said of a matter: they stand, whatever became of its motion.

    >>> said_in_debate("Mrs Lyddon undertook to circulate a note."), said_in_debate("That the fee be waived")
    (True, False)
    """
    return bool(_SAID.search(text)) and not _MOVED.search(text)


def _settled(text: str) -> bool:
    """Tell whether an earlier motion was put to the vote, or a resolution taken, before a quote's last words."""
    last = text.rstrip().rsplit("\n", 1)[0] if "\n" in text.rstrip() else ""
    return bool(_PUT.search(last) or re.search(r"\bRESOLVED\b", last))


def tells_loss(text: str) -> bool:
    """Tell whether a text says that a motion was lost."""
    return bool(_LOST.search(text))


def negation_changed(own: str, quoted: str) -> str | None:
    """Say that a "not" was dropped or added; None where both say it alike."""
    said, held = _NOT.search(own), list(_NOT.finditer(quoted))
    if said and not held:
        return f"it says “{said[0]}”, which the passage does not"
    if said:
        return None
    told = {stem(w) for w in WORD.findall(own)} - STOP
    for found in held:
        after = [stem(w) for w in WORD.findall(quoted[found.end() :]) if w.lower() not in STOP][:2]
        if after and all(w in told for w in after):
            return f"the passage says “{found[0]}”, which it leaves out"
    return None


def turned_round(own: str, quoted: str) -> str | None:
    """Give a word of a sentence whose opposite stands in the quoted words instead; else None."""
    told = {stem(w): w for w in WORD.findall(own)}
    held = {stem(w) for w in WORD.findall(quoted)}
    for pair in _OPPOSITES:
        for one, other in (pair, pair[::-1]):
            said = one & told.keys()
            if said and not said & held and not one & held and other & held and not other & told.keys():
                return str(told[min(said)])
    return None
