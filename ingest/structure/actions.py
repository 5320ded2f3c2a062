"""What somebody is to do after a meeting: undertakings, requests, resolutions that ask for work, tables of actions. Pure.

Told by general words of minutes ("officers agreed to provide", "X undertook to", "would be circulated to
Members", "Clerk to contact") and by tables with a column of actions beside one of owners or dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest.papers import Action, Item, Promise, Resolution, Span
from ingest.text.blocks import Block, Form, spans
from ingest.text.decision_words import DECISION_WORDS
from ingest.text.people import OFFICE, WHO, nearest_person, subject_before
from ingest.text.running import Running

_DO = (
    r"(?:arrange|ask|attend|book|bring|chase|check|circulate|clarify|come back|confirm|consult|contact|discuss|distribute|draft|"
    r"email|enquire|ensure|establish|explore|feed|find|follow|forward|gather|get|give|include|inform|inspect|investigate|invite|"
    r"liaise|look|make|meet|monitor|obtain|order|organise|pass|prepare|present|produce|provide|publish|put|raise|re-?circulate|report|"
    r"request|respond|review|revisit|return|seek|send|set|share|speak|submit|supply|take|update|visit|work|write)"
)
# "noted that", "agreed to approve" are decisions and "agreed that" is an opinion: an undertaking is to do something.
_UNDERTOOK = re.compile(
    rf"\b(?:undertook|offered|promised|volunteered|committed|gave an undertaking|agreed)(?:\s+(?:that\s+)?(?:he|she|they|it)\s+would)?\s+(?:to\s+)?(?:also\s+)?(?P<what>{_DO}\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_WOULD = re.compile(
    r"\b(?:would|will)\s+(?:also\s+|then\s+)?(?P<what>(?:circulate|come back|bring back|report back|follow (?:this |it |that )?up|look into|"
    r"write to|check (?:and|whether|with|on)|find out|feed back|get back|take (?:this|it|that) (?:up|away|back)|raise (?:this|it|the (?:matter|issue)) with|"
    r"send (?:it|this|these|the|a|them|details|information|members)|share (?:it|this|these|the .{3,60}) with|provide (?:members|the (?:board|panel|committee|cabinet)|a written|further|additional))\b.*)",
    re.IGNORECASE | re.DOTALL,
)
_DONE = (
    r"(?:brought|checked|circulated|considered|distributed|e-?mailed|forwarded|given|incorporated|investigated|made available|passed|presented|"
    r"provided|published|raised|re-?circulated|reported|sent|shared|submitted|supplied|taken)"
)
_VENUE = (
    r"(?:\b(?:to|with|at|for)\s+(?:the\s+|a\s+|all\s+|its\s+|an?other\s+)?(?:future|next|later|subsequent|following|forthcoming|members?|councillors?|board|panel|"
    r"committee|sub-?committee|cabinet|council|forum|scrutiny)\b|\bin due course\b|\boutside (?:of )?the meeting\b|\b(?:after|following) the meeting\b|"
    r"\bby officers\b|\bback\b)"
)
_PASSIVE = re.compile(
    rf"(?P<what>\b(?:would|will|to|should|could)\s+be\s+{_DONE}\b.{{0,120}}?{_VENUE}.*)",
    re.IGNORECASE | re.DOTALL,
)
_NOTED = re.compile(
    rf"^(?P<who>{WHO}|Cllrs? [A-Z]\w+|All|[A-Z]{{2,4}})\s+to\s+(?P<what>{_DO}\b.*)", re.DOTALL
)
_NOTED_PASSIVE = re.compile(
    r"^(?:(?!(?:was|were|is|are|had|has|have|would|will|could|set|needs?|\w+ed)\b)\S+\s+){1,5}?(?P<what>to be \w+(?:ed|ent|ade|ought|aken|ritten)\b.*)"
    r"|^(?:(?!\b(?:if|that|which|was|were)\b).){3,170}\s(?P<told>(?:is|are) to be \w+(?:ed|ent|ade|ought|aken|ritten)\b.*)",
    re.DOTALL,
)
_CONTINGENT = re.compile(r"^(?:the following|dates? )|\bto be reviewed\W*$", re.IGNORECASE)
_AGREED_THAT = re.compile(
    rf"\b(?:agreed|resolved)\s+(?:that\s+)?(?P<who>{WHO})\s+(?:should|would|will|to)\s+(?P<what>{_DO}\b.*)",
    re.DOTALL,
)
_ASKED = re.compile(
    rf"\b(?P<told>(?:requested|asked)(?:\s+that)?)\s+(?:the\s+)?(?P<who>officers?|{OFFICE})\s+(?:to\s+|be\s+asked\s+to\s+)?(?P<what>{_DO}\b.*)",
    re.DOTALL,
)
# The body itself asks for something to be given to it; what it was told of others' requests is none of its own.
_ASKED_FOR = re.compile(
    r"^(?:The\s+)?(?:[A-Z]\w+\s+)?(?:Committee|Board|Panel|Sub-Committee|Members|Councillors)\s+"
    r"(?:(?!\b(?:(?:was|were|been) (?:informed|advised|told|reminded)|heard|noted|petition)\b)[^;])*?\brequested\s+"
    r"(?P<what>(?:an?|further|more|additional|copies|details|information|data|figures)\s.*?"
    r"\b(?:analysis|brief\w*|breakdown|cop(?:y|ies)|data|details?|figures|information|links?|list|note|papers?|presentation|reports?|response|"
    r"statistics|timeline|update)\b.*)",
    re.DOTALL,
)
_ACTION_LABEL = re.compile(
    r"^\W*actions?(?:\s+(?:required|point|agreed))?\s*(?:\d+\s*)?[:–-]\s*(?P<what>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL_WHO = re.compile(rf"^(?P<who>{WHO}|All|[A-Z]{{2,4}}(?:/[A-Z]{{2,4}})*)\s+(?:to|will)\s+", re.DOTALL)
_BY = re.compile(rf"\bby\s+(?P<who>officers|{WHO})")
_BODY = re.compile(
    r"\b(?:board|committee|panel|cabinet|council|commission|members|councillors|parties)\s+(?:\w+\s+)?$|\bit was (?:\w+ )?$",
    re.IGNORECASE,
)
_NOT_WORK = re.compile(
    r"^(?:make (?:a |an )?(?:recommendation|decision)|take (?:part|place)|work (?:together|towards)|report(?:ed)? that)\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    r"\b(?:had (?:previously )?(?:agreed|offered|undertaken|promised)|if |unless |whether .{0,40}would)\b",
    re.IGNORECASE,
)
_DUE = re.compile(
    r"\b(?:by|before|at|to|within|for|in time for)\s+(?:the\s+)?(?:end of\s+)?(?:"
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s+\d{4})?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:,?\s+\d{4})?"
    r"|(?:its |the |a |their |our )?(?:next|future|following|forthcoming|subsequent)\s+(?:\w+\s+){0,3}meetings?(?:\s+(?:of the \w+|in \w+(?: \d{4})?|on [\w ]+\d{4}))?"
    r"|(?:\w+|\d+)\s+(?:working\s+)?(?:days|weeks|months)|(?:the\s+)?(?:end of the\s+)?(?:year|month|week|municipal year|financial year)\b)"
    r"|\bin due course\b|\bwhen(?: the)? [\w ]{3,60} (?:become|becomes|are|is) available\b",
    re.IGNORECASE,
)
_RESOLVED_WORK = re.compile(
    rf"^\W*(?:that\s+)?(?:(?P<asked>(?:the\s+)?[\w ,'’&()-]{{3,90}}?)\s+be\s+(?:requested|asked|instructed|invited|tasked)\s+to\s+(?P<what>.+)"
    rf"|(?P<imperative>(?:write|ask|request|invite|instruct|report back|circulate|submit)\b.+)"
    rf"|(?P<passive>.{{5,200}}?\bbe\s+(?:(?:re-?)?circulated\b.*|{_DONE}\b.*{_VENUE}.*))"
    rf"|(?P<named>(?:the\s+)?[\w '’&()-]{{0,80}}?\b(?:board|committee|panel|group|team|officers?|director|clerk|chair\w*|council|members?|leader|manager))(?:,[^,]{{3,60}},)?\s+to\s+(?P<task>{_DO}\b.+))",
    re.IGNORECASE | re.DOTALL,
)
_STEM_BODY = re.compile(r"\bthat\s+(?P<body>(?:[Tt]he\s+)?[A-Z][\w '’&()-]{3,80}?)\W*$")
_ACTION_COLUMN = re.compile(
    r"^\W*(?:agreed |key |proposed )?actions?(?: required| agreed| point| to be taken)?s?\W*$", re.IGNORECASE
)
_WHO_COLUMN = re.compile(
    r"^\W*(?:(?:action )?(?:owner|lead|who|responsib\w+|by whom|assigned to|lead officer|officer|person responsible|delivery lead)(?:\(s\)|s)?)\W*$",
    re.IGNORECASE,
)
_DUE_COLUMN = re.compile(
    r"^\W*(?:by when|when|due(?: date)?|deadline|target(?: date)?|timescales?|date due|completion date|by)\W*$",
    re.IGNORECASE,
)


def _due(words: str) -> str | None:
    found = _DUE.search(words)
    return found[0] if found else None


def _told(words: str, before: str) -> tuple[Promise, str | None, str] | None:
    """Tell what a sentence undertakes or asks: how, who, what. `before` is what the paragraph said so far."""
    if _REPORTED.search(words):
        return None
    if found := _ACTION_LABEL.match(words):
        named = _LABEL_WHO.match(found["what"])
        return _note(found["what"]) or (Promise.UNDERTAKEN, named["who"] if named else None, found["what"])
    if noted := _note(words):
        return noted
    for pattern in (_UNDERTOOK, _WOULD):
        found = pattern.search(words)
        if not found or _NOT_WORK.match(found["what"]):
            continue
        ahead = words[: found.start()]
        who = subject_before(ahead + " ") or nearest_person(ahead) or nearest_person(before)
        if not _BODY.search(ahead) and (who is not None or pattern is _UNDERTOOK):
            return Promise.UNDERTAKEN, who, found["what"]
    if found := _AGREED_THAT.search(words):
        return Promise.UNDERTAKEN, found["who"], found["what"]
    if found := _ASKED.search(words) or _ASKED_FOR.search(words):
        return Promise.REQUESTED, found.groupdict().get("who"), found["what"]
    if found := _PASSIVE.search(words):
        by = _BY.search(found["what"])
        return Promise.REQUESTED if by else Promise.UNDERTAKEN, by["who"] if by else None, words
    if (found := _NOTED_PASSIVE.match(words)) and len(words.split()) <= 40 and not _CONTINGENT.search(words):
        by = _BY.search(found["what"] or found["told"])
        return Promise.UNDERTAKEN, by["who"] if by else None, words
    return None


def _note(words: str) -> tuple[Promise, str | None, str] | None:
    """Read a note: "Clerk to contact the contractor"."""
    found = _NOTED.match(words)
    return (Promise.UNDERTAKEN, found["who"], found["what"]) if found else None


def told_actions(
    blocks: Sequence[Block], *, part: int, item: Item | None, page_text: Mapping[int, str]
) -> Iterator[Action]:
    """Find the actions that the discussion of an item tells, each the sentence that tells it."""
    for block in blocks:
        if block.form in {Form.HEADING, Form.ROW} or DECISION_WORDS.match(block.text):
            continue
        running = Running.of([block], page_text)
        before = ""
        for start, end, words in running.sentences():
            if told := _told(re.sub(r"^\W*(?:\(?\w{1,3}[.)]\s+)?", "", words), before):
                promise, who, what = told
                yield Action(
                    part=part, item=item, promise=promise, who=who, what=what.rstrip(". "), due=_due(words),
                    text=running.text[start:end], spans=running.spans(start, end),
                )  # fmt: skip
            before = f"{before} {words}"


def resolved_actions(resolutions: Sequence[Resolution]) -> Iterator[Action]:
    """Find the clauses of resolutions that ask for work: letters, reports, something to be circulated."""
    for resolution in resolutions:
        clauses = [c.text for c in resolution.clauses] or [
            re.sub(
                r"^\W*(?:it was )?(?:resolved|agreed|decided)[^a-z]*(?:unanimously )?(?:that )?",
                "",
                resolution.text,
                flags=re.IGNORECASE,
            )
        ]
        for words in clauses:
            found = _RESOLVED_WORK.match(" ".join(words.split()))
            if not found:
                continue
            place = _place_of(words, resolution)
            yield Action(
                part=resolution.part, item=resolution.item, promise=Promise.RESOLVED,
                who=(found["asked"] or found["named"]).strip() if found["asked"] or found["named"] else _decider(resolution) if found["imperative"] else None,
                what=(found["what"] or found["imperative"] or found["passive"] or found["task"]).strip(". "), due=_due(words),
                text=place[0], spans=place[1],
            )  # fmt: skip


def _decider(resolution: Resolution) -> str | None:
    """Give the body that a stem names: "RESOLVED that the Scrutiny Board:"."""
    found = _STEM_BODY.search(resolution.stem)
    return found["body"] if found else None


def _place_of(words: str, resolution: Resolution) -> tuple[str, tuple[Span, ...]]:
    """Give a clause's verbatim words and place within its resolution; the whole of it where its markup hides it."""
    pattern = r"\W+".join(re.escape(w) for w in re.findall(r"\w+", words))
    found = re.search(pattern, resolution.text)
    if not found:
        return resolution.text, resolution.spans
    places, offset = [], 0
    for span in resolution.spans:
        length = span.end - span.start
        first, last = max(found.start() - offset, 0), min(found.end() - offset, length)
        if first < last:
            places.append(Span(page=span.page, start=span.start + first, end=span.start + last))
        offset += length + 1
    return found[0], tuple(places)


def listed_actions(blocks: Sequence[Block], *, part: int, page_text: Mapping[int, str]) -> Iterator[Action]:
    """Find the rows of tables that list actions: a column of actions beside one of owners or of dates."""
    columns: tuple[int, int, int] | None = None
    for block in blocks:
        if block.form is not Form.ROW:
            columns = None
            continue
        cells = block.lines[0].cells
        if header := _action_columns(cells):
            columns = header
            continue
        if columns is None or len(cells) <= columns[0] or len(cells[columns[0]].split()) < 3:
            continue
        what, who, due = (cells[at].strip() if 0 <= at < len(cells) else "" for at in columns)
        places = spans([block])
        yield Action(
            part=part, item=None, promise=Promise.LISTED, who=who or None, what=what, due=due or None,
            text="\n".join(page_text[s.page][s.start : s.end] for s in places), spans=places,
        )  # fmt: skip


def _action_columns(cells: Sequence[str]) -> tuple[int, int, int] | None:
    def column(pattern: re.Pattern[str]) -> int:
        return next((at for at, cell in enumerate(cells) if pattern.match(cell)), -1)

    action, who, due = column(_ACTION_COLUMN), column(_WHO_COLUMN), column(_DUE_COLUMN)
    return (action, who, due) if action >= 0 and max(who, due) >= 0 else None
