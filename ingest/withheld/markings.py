"""How papers say that they are not for the public: lines that mark what they stand on, and lines that only mention it.

Pure: text in, what it says out. The wordings are in `wordings.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from ingest.withheld import wordings


class Says(Enum):
    """What a line does: marks a paper or page as a whole, or heads the private section of one."""

    MARKED = auto()
    PRIVATE_SECTION = auto()
    PUBLIC = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What a line says. `sure` where it can be nothing else, wherever it stands; `within` so many blocks where only there."""

    says: Says
    reason: str
    sure: bool = True
    within: int | None = None


# One of these stands in whatever marks a paper, as exempt or as public.
_SPEAKING = (
    "exempt", "confid", "restrict", "priva", "publi", "closed", "part", "section", "sched", "open", "sensitive", "priv", "protect",
    "secret", "only", "classif", "status", "marking", "disclos", "committee", "camera", "para", "categor", "release", "circulat",
    "distribution", "eithri", "gyfrin", "cyfrin", "yhoedd", "esempt", "atodlen",
)  # fmt: skip
_EXCLUDING = ("exclu", "withdraw", "resolution")  # one of them stands in whatever excludes the public
_FIELD = re.compile(r"[:?\t|]")  # parts a label from its value
_BOXES = re.compile(rf"(?P<tick>{wordings.TICK})|(?P<box>{wordings.BOX})")
_LABELS = re.compile(r"\t|\s{2,}|\||[:?]|\s(?=(?:yes|no)\b)", re.IGNORECASE)
_UNTOLD = Marking(says=Says.PUBLIC, reason="", sure=False)  # a label whose value says neither


def marking(text: str, *, following: str = "") -> Marking | None:
    """Tell what a line says of the paper it stands on; nothing where it only mentions exempt matters.

    `following` is what comes after it, which may take it back ("Exempt information" · "None").

    >>> marking("NOT FOR PUBLICATION by virtue of paragraph 3").says
    <Says.MARKED: 1>
    >>> marking("Appendix 2 is exempt by virtue of paragraph 3 of Part 1 of Schedule 12A")
    >>> marking("Private business", following="Nil")
    """
    words = text.casefold()  # to look for one of a few words first is ten times as fast
    if len(text) > 600 or not (any(word in words for word in _SPEAKING) or wordings.SPREAD.match(text)):
        return None
    if wordings.TITLE_OF_THE_LAW.match(text):
        return None
    if excludes_the_public(text):
        return _excluding(text)
    if wordings.PUBLIC.match(text):
        return Marking(says=Says.PUBLIC, reason="marked as public")
    if (chosen := ticked(text)) and (told := _chosen(chosen)):
        return told
    labelled = wordings.LABEL.match(text) if _FIELD.search(text) else None
    if (
        labelled
        and len(labelled["label"].split()) <= 14
        and (told := _labelled(labelled, following)) is not _UNTOLD
    ):
        return told
    told = _section(following) if _heads_a_section(text) else _marked(text, following) or _headed(text)
    return told if told and not wordings.NOTHING.search(text) else None


def _heads_a_section(text: str) -> bool:
    section = wordings.PART_TWO.match(text) or wordings.PRIVATE_SECTION.match(text)
    return bool(section and not wordings.WHOLE.match(text))


def _section(following: str) -> Marking | None:
    if wordings.NOTHING.search(" ".join(following.split()[:14])):
        return None
    return Marking(says=Says.PRIVATE_SECTION, reason="private part of a meeting")


def _excluding(text: str) -> Marking | None:
    """Read what speaks of going on without the public: it marks a report that asks for it for itself."""
    if wordings.EXCLUDED_FOR_THIS.search(text) and not _speaks_of_another(text):
        return Marking(
            says=Says.MARKED, reason="says of itself that the public is to be excluded", sure=False
        )
    return _of_itself(text) if re.match(r"^\W*(?:exclusion|this)\b", text, re.IGNORECASE) else None


def _chosen(label: str) -> Marking | None:
    """Read the label of a ticked box."""
    if wordings.VALUE_CLOSED.match(label) and not re.match(r"\W*yes\b", label, re.IGNORECASE):
        return Marking(says=Says.MARKED, reason="classified as exempt or confidential", sure=False)
    return Marking(says=Says.PUBLIC, reason="marked as public") if wordings.PUBLIC.match(label) else None


def _headed(text: str) -> Marking | None:
    """Read a line that marks a paper where it heads it, and is a word like others elsewhere."""
    if wordings.PRIVATE_MINUTES.match(text):
        return Marking(says=Says.MARKED, reason="marked exempt or confidential", sure=False)
    if wordings.REPORT_IS.match(text) and not (_speaks_of_another(text) or wordings.IN_PART.search(text)):
        return Marking(says=Says.MARKED, reason="marked exempt by law", sure=False, within=10)
    if wordings.TITLE.match(text) or wordings.CLOSED_ALONE.match(text):
        return Marking(says=Says.MARKED, reason="marked exempt or confidential", sure=False, within=3)
    return None


def _marked(text: str, following: str) -> Marking | None:
    if wordings.SPREAD.match(text) and wordings.UNSPREAD.match("".join(text.split())):
        return Marking(says=Says.MARKED, reason="marked exempt or confidential")
    if wordings.NOT_FOR.match(text) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked not for publication")
    if wordings.ALONE.match(text) and len(text.split()) <= 40:
        shouted = any(w.isupper() and len(w) > 4 for w in text.split())
        if wordings.NOTHING.search(" ".join(following.split()[:8])) and not shouted:
            return None
        sure = shouted or len(text.split()) > 1
        if wordings.TITLE_OF_A_PARAGRAPH.match(text) and not wordings.REASON.match(following):
            return None
        return Marking(says=Says.MARKED, reason="marked exempt or confidential", sure=sure)
    if wordings.LAW_FIRST.match(text) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked exempt by law", sure=False)
    if any(
        by.match(text) for by in (wordings.BY_VIRTUE, wordings.EXEMPT_LAW, wordings.IN_PRIVATE_BY_LAW)
    ) and not _speaks_of_another(text):
        return Marking(says=Says.MARKED, reason="marked exempt by law", sure=False)
    if wordings.SHOUTED.match(text) and len(text.split()) <= 8:
        return Marking(says=Says.MARKED, reason="marked exempt or confidential")
    return _of_itself(text)


def _of_itself(text: str) -> Marking | None:
    words = text.casefold()
    this = wordings.THIS.search(text) if "this" in words or "following" in words else None
    if this is None and re.search(r"\bh[wo]nn?\b", words):
        this = wordings.WELSH_NOT_FOR.search(text) or wordings.WELSH_EXEMPT.search(text)
    if this is None or _speaks_of_another(text[: this.end() + 60]):
        return None
    return Marking(says=Says.MARKED, reason="says of itself that it is exempt or confidential")


def _labelled(field: re.Match[str], following: str) -> Marking | None:
    """Read a form's field: what stands after its label, or on the next line."""
    value = field["value"].strip() or " ".join(following.split()[:12])
    value = ticked(value) or value
    if not value:
        return _UNTOLD
    if (
        wordings.OTHER_PAPER.search(value)
        or wordings.IN_PART.search(value)
        or wordings.NOTHING.search(value[:40])
    ):
        return None
    numbered = re.search(r"categor|paragraph", field["label"], re.IGNORECASE) and re.match(r"\d", value)
    if wordings.VALUE_CLOSED.match(value) or numbered:
        return Marking(says=Says.MARKED, reason="classified as exempt or confidential", sure=False)
    return _of_itself(value) or _UNTOLD


def ticked(text: str) -> str | None:
    """Give the label of the box that is ticked; nothing where there are no boxes.

    >>> ticked("☐ Open ☒ Exempt"), ticked("Yes No X"), ticked("Open ☒ Exempt ☐")
    ('Exempt', 'No', 'Open')
    >>> ticked("Malcolm spoke")
    """
    marks = list(_BOXES.finditer(text))
    at = next((n for n, mark in enumerate(marks) if mark["tick"]), None)
    if at is None:
        return None
    before = bool(text[: marks[0].start()].strip(" \t|"))  # each label stands before its box, or after it
    if before:
        label = text[marks[at - 1].end() if at else 0 : marks[at].start()]
    else:
        label = text[marks[at].end() : marks[at + 1].start() if at + 1 < len(marks) else len(text)]
    pieces = [piece.strip() for piece in _LABELS.split(label) if piece.strip()]
    return pieces[-1 if before else 0] if pieces else None


def _speaks_of_another(text: str) -> bool:
    return bool(wordings.OTHER_PAPER.search(text))


def excludes_the_public(text: str) -> bool:
    """Tell whether a text is a resolution, or a motion, to go on without the public: itself public."""
    words = text.casefold()
    return any(word in words for word in _EXCLUDING) and bool(wordings.EXCLUSION.search(text))


def bare_part_two(text: str) -> bool:
    """Tell whether a line is "Part II" and nothing else, which means something only where a meeting's papers stand."""
    return bool(wordings.BARE_PART_TWO.match(text))


def names_an_appendix(text: str) -> bool:
    """Tell whether a line begins with the name of an appendix."""
    return bool(wordings.APPENDIX.match(text))


def plans_decisions(text: str) -> bool:
    """Tell whether a line says that its paper lists decisions that are to come, whose reports it classifies."""
    return bool(wordings.PLAN.search(text))


def paragraphs(text: str) -> str | None:
    """Give the numbers of the law's paragraphs that a text names, as printed.

    >>> paragraphs("exempt under paragraphs 1 and 3 of Part 1 of Schedule 12A")
    '1 and 3'
    """
    found = wordings.PARAGRAPHS.search(text)
    return " ".join(found[1].replace("(", "").replace(")", "").split()) if found else None
