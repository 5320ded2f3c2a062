"""Records of decision: the decision, its reasons, the alternatives rejected, each under the label that heads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.papers import Kind, Part, Placed, Role, Status
from ingest.text.blocks import Form
from ingest.text.dates import long_date
from ingest.text.lines import plain
from ingest.text.people import TITLE
from rag.answers import Ask, Draft, Hit, Query, Quote, Statement
from rag.asks import VOTE_COUNT
from rag.search import Library, coverage
from rag.units import Unit, units
from rag.words import stems

_DECISION = re.compile(r"^\W*decisions?(?: taken| made| agreed)?\s*(?::|$)\W*", re.IGNORECASE)
_REASONS = re.compile(
    r"^\W*reasons?(?:\(s\))?(?: for (?:the )?(?:decisions?|recommendations?)(?:\(s\))?)?\s*(?::|$)\W*",
    re.IGNORECASE,
)
_ALTERNATIVES = re.compile(
    r"^\W*(?:details of )?(?:any )?(?:(?:other |alternative )(?:options?|actions?|courses? of action)|alternatives?|options considered)\b[^:]{0,60}(?::|$)\W*",
    re.IGNORECASE,
)
# The rest of a label that a narrow column broke: "Decision" over "maker"
_BROKEN = re.compile(
    r"(?:maker|taker|number|no\.?|ref\w*|date|status|type|title|published)\W*", re.IGNORECASE
)
# What else records have labels for; a label ends what stands under the one before it.
_LABEL = re.compile(
    r"^\W*(?:decision|reason|background|purpose|financial|legal|equalit|implication|consult|cabinet committee|any |other |alternative|"
    r"conflict|declaration|interest|dispensation|publication|date |report author|lead officer|contact|signed|accompanying|decided at|"
    r"effective|is (?:key|subject|this)|urgen|call[- ]in|ward|data protection|risk|documents)[^:]{0,90}:",
    re.IGNORECASE,
)
_NEXT = re.compile(r"^\W*[A-Z][^\s:.;]*(?: [^\s:.;]+){0,5}\s*:(?:\s|$)")
_LEADS = re.compile(
    r"\b(?:to|that|agree[sd]?|approve[sd]?|resolve[sd]?|note[sd]?)\s*:", re.IGNORECASE
)  # a stem, and no label
_ENDS = re.compile(r"^\W*(?:RESOLVED|AGREED|RECOMMENDED)\b")
_ALTERNATIVES_ASKED = re.compile(
    r"\balternatives?\b|\bother options?\b|\boptions? (?:were |was )?(?:considered|rejected|looked at|turned down|ruled out)\b",
    re.IGNORECASE,
)
_REJECTED = re.compile(
    r"\b(?:reject\w*|rul(?:e|ed) out|discount(?:ed)?|turn(?:ed)? down|not (?:chosen|taken|pursued))\b",
    re.IGNORECASE,
)
_EFFECT_ASKED = re.compile(
    r"\bwhen\b.{0,60}\b(?:effective|(?:take|took|taking) effect|(?:come|came|comes|coming) into (?:force|effect)|implement(?:ed|ation)?|acted on|carried out)\b|"
    r"\b(?:what|which) (?:date|day)\b.{0,90}\b(?:effect(?:ive)?|force|implement(?:ed|ation)?|acted on|carried out)\b|\beffective (?:date|from)\b",
    re.IGNORECASE,
)
_EFFECTIVE = re.compile(
    r"^\W*(?:effective (?:from|date)|date (?:effective|of implementation)|implementation date|(?:decision )?(?:effective|comes into force) (?:on|from))\s*:\s*\S",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"(?:{TITLE}\s|[Tt]he\b)")
_MOST_WORDS = 120
_LOOKED_AT = 3  # hits, for the first that is no list of names
_ASIDE = re.compile(r"^\W*(?:and |so |but )?(?:when|where|who|whom|whose|how)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:proposed|draft)\b", re.IGNORECASE)


def taken(part: Part) -> bool:
    """Tell whether a part is a record of a decision that was taken, and not one that is proposed."""
    proposed = part.status is Status.PROPOSED or _PROPOSED.search(part.title)
    return part.kind is Kind.DECISION_RECORD and not proposed


def record_told(query: Query, hits: Sequence[Hit], library: Library) -> Draft | None:
    """Answer from the record, or minute, that was found first what was decided, why, or what else was considered.

    None where neither was found first, and where no such label stands in it.
    """
    best = next((h.placed for h in hits[:_LOOKED_AT] if h.placed.passage.role is not Role.ATTENDANCE), None)
    if best is not None and taken(best.part) and _EFFECT_ASKED.search(query.question):
        return _effective(library.item_passages(best))
    if best is None or _ASIDE.search(query.question) or VOTE_COUNT.search(query.question):
        return None
    label = _ALTERNATIVES if _ALTERNATIVES_ASKED.search(query.question) else None
    if label is None and query.ask is Ask.REASON and _REJECTED.search(query.question):
        label = _ALTERNATIVES
    if label is None:
        label = {Ask.DECISION: _DECISION, Ask.REASON: _REASONS}.get(query.ask)
    minuted = best.part.kind is Kind.MINUTES and (best.passage.item or label is _ALTERNATIVES)
    if not taken(best.part) and not (minuted and label in {_REASONS, _ALTERNATIVES}):
        return None
    found, whole = _under(label, library.item_passages(best), query) if label else ([], True)
    if len(found) < 2:
        return None
    head, *own = found
    part = best.part
    marks = [*[""] * (len(own) - 1), "" if whole else " …"]
    statements = [Statement(words=f"“{_shown(q)}{m}”", quotes=(q,)) for q, m in zip(own, marks, strict=True)]
    if label is not _DECISION:
        return Draft(statements=tuple(statements))
    when = f" on {long_date(part.date)}" if part.date else ""
    who = part.committee or "decision maker"
    article = "" if _PERSON.match(who) else "the "
    lead = Statement(words=f"Decision of {article}{who}{when}:", quotes=(head,))
    return Draft(statements=(lead, *statements))


def _shown(quote: Quote) -> str:
    return " ".join(plain(quote.words).split())


def _effective(passages: Sequence[Placed]) -> Draft | None:
    """Give the field that says from when a decision may be acted on."""
    fields = ((p, u) for p in passages for u in units(p.passage) if _EFFECTIVE.match(u.text))
    said = [
        Statement(words=f"“{u.text}”", quotes=(Quote(placed=p, start=u.start, end=u.end),)) for p, u in fields
    ]
    return Draft(statements=tuple(said[:1])) if said else None


def _under(label: re.Pattern[str], passages: Sequence[Placed], query: Query) -> tuple[list[Quote], bool]:
    """Give a label and what stands under it up to the next one, as far as an answer's length allows; whether it is whole.

    Where each clause has its reason, it is the one under the clause that speaks of what is asked.
    """
    every = [(p, u) for p in passages for u in units(p.passage)]
    below = [u.text for _, u in every[1:]] + [""]
    labels = [n for n, (_, u) in enumerate(every) if label.match(u.text) and not _BROKEN.fullmatch(below[n])]
    if not labels:
        return [], True
    begins = [0, *(n + 1 for n in labels[:-1])]
    held = [
        coverage(query.terms, stems(" ".join(u.text for _, u in every[first:last])))
        for first, last in zip(begins, labels, strict=True)
    ]
    at = labels[held.index(max(held))]
    placed, unit = every[at]
    found = label.match(placed.passage.text[unit.start : unit.end])
    start = unit.start + (found.end() if found else 0)
    quotes = [Quote(placed=placed, start=unit.start, end=start)]
    if placed.passage.text[start : unit.end].strip():
        quotes.append(Quote(placed=placed, start=start, end=unit.end))
    size = 0
    for holder, told in every[at + 1 :]:
        if _ends(told):
            break
        if size > _MOST_WORDS:
            return quotes, False
        size += len(told.text.split())
        quotes.append(Quote(placed=holder, start=told.start, end=told.end))
    return quotes, True


def _ends(unit: Unit) -> bool:
    """Tell whether a unit begins something else: another label, a heading, the next decision."""
    text = unit.text
    listed = unit.form is Form.LIST_ITEM and unit.lead.endswith(":")  # "Option 1: …" below "The options are:"
    labels = _LABEL.match(text) or (_NEXT.match(text) and not listed and not _LEADS.search(text[:80]))
    return bool(labels or _ENDS.match(text)) or unit.form is Form.HEADING or text.isupper()
