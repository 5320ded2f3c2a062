"""Decisions that the narrative leads to: "Following a vote, it was RESOLVED:" over clauses, beside others told in a sentence."""

from __future__ import annotations

import pytest

from ingest.papers import Page, ReadPaper
from ingest.structure.paper import read_structure

HEAD = """Minutes of the meeting of the Highways Committee held on Thursday, 23 January 2025

Present: Councillors Ash (Chair), Birch and Cedar.

61. Zones

The Committee considered a report. Members asked about costs.
"""


def read(text: str) -> ReadPaper:
    return read_structure(
        [Page(number=1, text=f"{HEAD}{text}\n\n62. Close\n\nThe meeting closed at noon.")],
        file_name="minutes.txt", path="minutes.txt", sha256="ef" * 32, paginated=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "stem",
    [
        "It was resolved [by 8 votes to 3 with 1 abstention] to:",
        "Following a vote, it was RESOLVED:",
        "It was unanimously RESOLVED: -",
        "The amendment was CARRIED.\nThe motion as amended was then put and it was RESOLVED (by 24 votes to 3):",
        "It was then moved by Councillor Ash and seconded by Councillor Birch, and RESOLVED by six votes to three:",
    ],
)
def test_a_stem_within_the_narrative_has_its_clauses(stem: str) -> None:
    (decided,) = read(f"\n{stem}\n\n(a) approve the zones; and\n\n(b) ask for a report in May.").resolutions
    assert [c.text for c in decided.clauses] == ["approve the zones; and", "ask for a report in May."]
    assert decided.item is not None
    assert decided.item.number == "61"


def test_what_else_a_sentence_tells_was_decided_stays_told() -> None:
    paper = read(
        "\nProposed by Councillor Birch, seconded by Councillor Cedar, and RESOLVED that Mill Lane be left out."
        "\n\nFollowing a vote, it was RESOLVED:\n\n(a) that the zones be approved; and\n\n(b) that a report be brought in May."
    )
    assert len(paper.resolutions) == 2


def test_a_sentence_that_ends_with_a_colon_and_no_clauses_is_no_more_than_told() -> None:
    (decided,) = read("\nIt was resolved to note the following:\n\nThe zones had been popular.").resolutions
    assert decided.clauses == ()
