"""Answers and papers as JSON objects, by the contract in DESIGN.md. Pure."""

from __future__ import annotations

from typing import Any, assert_never

from ingest.papers import Paper, Placed
from rag.answers import Answered, Citation, Hit, NotInPapers, Reply


def _place(placed: Placed) -> dict[str, Any]:
    part, passage = placed.part, placed.passage
    return {
        "source_file": placed.paper.file_name,
        "kind": part.kind.value,
        "committee": part.committee,
        "meeting_date": part.date.isoformat() if part.date else None,
        "item": passage.item,
        "page": placed.page,
    }


def citation_object(citation: Citation) -> dict[str, Any]:
    """Give one citation; `quote` is verbatim in `text`, and `text` in the paper."""
    placed = citation.quote.placed
    return {
        "n": citation.n,
        "passage": placed.passage.id,
        "source": placed.paper.path,
        "title": placed.part.title or placed.paper.title,
        **_place(placed),
        "listed_by": placed.part.listed.by if placed.part.listed else None,
        "page": citation.quote.page,
        "printed_page": citation.quote.printed_page,
        "ocr": citation.quote.ocr_confidence,
        "quote": citation.quote.words,
        "text": placed.passage.text,
    }


def hit_object(rank: int, hit: Hit) -> dict[str, Any]:
    """Give one passage found."""
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "passage": hit.placed.passage.id,
        **_place(hit.placed),
        "text": hit.placed.passage.text,
    }


def answer_object(reply: Reply, *, identity: str | None = None) -> dict[str, Any]:
    """Give the answer object of a reply."""
    match reply.answer:
        case Answered(text=text, citations=citations):
            reason = None
        case NotInPapers(silence=silence, message=text):
            citations, reason = (), silence.value
        case _:
            assert_never(reply.answer)
    return {
        "id": identity,
        "question": reply.query.question,
        "answer": text,
        "abstained": reason is not None,
        "reason": reason,
        "citations": [citation_object(c) for c in citations],
        "passages": [hit_object(rank, hit) for rank, hit in enumerate(reply.hits, 1)],
        "writer": reply.writer,
        "note": reply.note,
        "seconds": {
            "retrieve": round(reply.seconds.retrieve, 4),
            "write": round(reply.seconds.write, 4),
            "total": round(reply.seconds.total, 4),
        },
    } | ({"restricted": True} if reply.restricted else {})  # only in a folder for exempt papers


def refusal_object(question: str, message: str, *, identity: str | None = None) -> dict[str, Any]:
    """Give the answer object of a question that could not be taken, so that a batch has one a line."""
    return {
        "id": identity,
        "question": question,
        "answer": message,
        "abstained": True,
        "reason": "error",
        "citations": [],
        "passages": [],
        "writer": "none",
        "note": None,
        "seconds": {"retrieve": 0.0, "write": 0.0, "total": 0.0},
    }


def paper_object(paper: Paper) -> dict[str, Any]:
    """Give what identifies a paper."""
    return {
        "id": paper.id,
        "file_name": paper.file_name,
        "title": paper.title,
        "kind": paper.kind.value,
        "committee": paper.committee,
        "date": paper.date.isoformat() if paper.date else None,
        "pages": paper.page_count or None,
        "sha256": paper.sha256,
        "path": paper.path,
    }
