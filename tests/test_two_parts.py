"""Questions that ask two things are answered in both."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.embedding.reader import BothReaders
from ingest.pipeline import ingest
from ingest.store.folder import Store
from rag.answers import Answered
from rag.engine import Engine
from rag.library import StoreLibrary
from rag.thresholds import Thresholds
from rag.two_parts import two_parts

MINUTES = """# Minutes of the Leisure Committee held on 7 March 2022

Present: Councillor Ash

1. Apologies

None.

2. Petition on the baths

A petition of 671 names asked the Council to keep the baths open on Sundays. The swimming club spoke of its lessons.
The petition on the baths was handed in by Councillor Rowan. The Committee thanked the club for coming.
The lido is painted each spring.
"""


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("How many signed, and which councillor brought it?", ("How many signed", "which councillor brought it?")),
        ("Was it agreed, and from what date?", ("Was it agreed", "from what date?")),
        ("By when is it due and how big is it now?", ("By when is it due", "how big is it now?")),
        ("Who spoke? And why was it put off?", ("Who spoke", "And why was it put off?")),
        ("Parking and how it is enforced", None),
        ("What did the Board say on parking and traffic?", None),
        ("And how was it supposed to go on?", None),
    ],
)  # fmt: skip
def test_what_asks_two_things(question: str, both: tuple[str, str] | None) -> None:
    assert two_parts(question) == both


@pytest.fixture
def engine(tmp_path: Path, small_store: Store, reader: BothReaders) -> Engine:
    (tmp_path / "baths.md").write_text(MINUTES, "utf-8")
    ingest([tmp_path / "baths.md"], small_store)
    # The test's embedder knows words only, so nearness in meaning must not decide what is off the topic.
    return Engine(StoreLibrary(small_store), reader=reader, thresholds=Thresholds(far=0.0, near=0.0))


def test_both_things_are_told(engine: Engine) -> None:
    one = "How many names had the petition on the baths"
    asked = [told(engine, q) for q in (f"{one}?", f"{one}, and which councillor handed in the petition?")]
    assert ["671" in a for a in asked] == [True, True]
    assert ["Rowan" in a for a in asked] == [False, True]
    assert "lido" not in asked[1]


def test_the_second_thing_is_left_out_where_the_papers_do_not_tell_it(engine: Engine) -> None:
    answer = told(engine, "How many names had the petition on the baths, and how much do lessons cost?")
    assert "671" in answer
    assert "lido" not in answer


def told(engine: Engine, question: str) -> str:
    answer = engine.ask(question).answer
    assert isinstance(answer, Answered), answer
    return answer.text
