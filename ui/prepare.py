"""`minutebook prepare`: find the meeting, write its briefing, keep it where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ingest.errors import OutputError, SettingsError, UnknownMeeting, UnknownPaper
from ingest.papers import ReadPaper
from ingest.store.catalogue import Catalogue
from rag.briefed import Brief
from rag.briefing import brief
from rag.meetings import Meeting, meeting_of, meetings, named
from rag.modelling import ModelWriter
from rag.rewording import reworded
from rag.words import Weights
from ui.brief_word import word
from ui.briefs import markdown, page
from ui.sheets import Sheet, sheet

FORMS = (".docx", ".md", ".html")


def prepare(
    catalogue: Catalogue,
    reference: str,
    *,
    item: str | None = None,
    tell: Callable[[str], None] = lambda words: None,  # noqa: ARG005
) -> Brief:
    """Write the briefing for the meeting that a paper's id or name, a committee or a date names.

    `tell` is told what is at work.

    Raises:
        UnknownMeeting: no agenda held is of such a meeting, or several are, or it has no such item.

    """
    reads = []
    for paper in catalogue.papers():
        tell(f"Reading {paper.file_name}")
        reads.append(catalogue.read(paper))
    meeting = find_meeting(catalogue, reference, reads)
    if item is not None and all(i.number != item for i in meeting.items):
        raise UnknownMeeting(
            f"The agenda of {_named(meeting)} has no item {item}. It has {', '.join(i.number or i.title for i in meeting.items)}."
        )
    tell(f"Writing the briefing for {_named(meeting)}")
    weights = Weights(catalogue.vocabulary(), catalogue.passage_count())
    return brief(reads, meeting, weights, item=item, hidden=catalogue.superseded())


def reword(brief: Brief, model: ModelWriter | None, *, restricted: bool) -> Brief:
    """Let a language model reword a briefing's questions, each behind the check.

    Raises:
        SettingsError: no model is set, or it is elsewhere and the papers may be exempt.

    """
    if model is None:
        raise SettingsError(
            "No language model is set. Name one in minutebook.toml (language_model), or leave --reword out."
        )
    if restricted and not model.local:
        raise SettingsError(
            "The papers of this data folder may be exempt: nothing of them is sent to a model on another machine. Leave --reword out."
        )
    name = model.name.removeprefix("model:")
    return reworded(brief, model.sentences, name=name, seconds=model.seconds)


def find_meeting(catalogue: Catalogue, reference: str, reads: Sequence[ReadPaper]) -> Meeting:
    """Find the meeting that words name: a paper's, or by committee and date.

    Raises:
        UnknownMeeting: there is none, or more than one.

    """
    every = meetings(reads)
    try:
        own = meeting_of(catalogue.paper(reference), every, reads)
        found: tuple[Meeting, ...] = (own,) if own else ()
    except UnknownPaper:
        found = named(reference, every)
    if len(found) == 1:
        return found[0]
    held = "; ".join(_named(m) for m in found or every) or "none"
    many = "More than one meeting is" if found else "No meeting whose agenda is held is"
    raise UnknownMeeting(
        f"{many} meant by {reference!r}. Name a paper, or a committee and a date. Agendas held: {held}."
    )


def _named(meeting: Meeting) -> str:
    return f"{meeting.committee} {meeting.date.isoformat()}"


def write_brief(told: Sheet, file: Path) -> None:
    """Write a sheet in the form that the file's ending names.

    Raises:
        OutputError: it cannot be written, or the ending is another one.

    """
    form = file.suffix.lower()
    if form not in FORMS:
        raise OutputError(file, OSError(f"a briefing is written as {', '.join(FORMS)}"))
    content = word(told) if form == ".docx" else (markdown(told) if form == ".md" else page(told)).encode()
    try:
        file.write_bytes(content)
    except OSError as error:
        raise OutputError(file, error) from error


__all__ = ["Brief", "markdown", "prepare", "sheet", "write_brief"]
