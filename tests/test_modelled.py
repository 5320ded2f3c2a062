"""The measure of a model writer: its naive counter, its kept drafts, its report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from eval.gguf import GgufModel
from eval.gold import Row
from eval.modelled import ask_both, report, sums
from eval.recorded import Recorded
from eval.unsupported import unsupported
from ingest.errors import ModelDown, SettingsError
from rag.library import StoreLibrary
from rag.modelling import ModelWriter
from rag.prompt import Turn
from tests.test_model import QUESTION, Scripted, library  # noqa: F401 - a fixture

CITED = "The repairs would cost £4,200 in 2023/24, said Councillor Oak on 3 May 2023. It may take six weeks."


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        ("The repairs would cost £4,200 in 2023/24 [1].", ()),
        ("The repairs would cost £4200 [12].", ()),
        ("They take 6 weeks.", ()),
        ("Six weeks, said Councillor Oak’s colleague.", ()),
        ("They would cost £4,300.", ("4,300",)),
        ("It is 42.", ("42",)),
        ("They would cost £4.2m.", ("4", "2")),
        ("On 3 June 2023 it was told.", ("June",)),
        ("They take seven weeks.", ("seven",)),
        ("The cost was told by Councillor Ash.", ("Ash",)),
        ("In 2024/25 the Roads Committee asked.", ("2024", "25", "Roads", "Committee")),
        ("Repairs, said Oak: “Nothing [2].", ()),
    ],
)
def test_what_no_passage_holds_is_counted(answer: str, found: tuple[str, ...]) -> None:
    assert unsupported(answer, CITED) == found


def row(number: int, question: str = QUESTION) -> Row:
    return Row(
        id=f"r{number}", question=question, type="figure", source_file=("roads.md",), evidence=("£4,200",),
        meeting_date="2023-05-03", item=None, answer="£4,200", must_include=("4,200",), difficulty="easy", split="dev",
    )  # fmt: skip


class Counting(Scripted):
    """A scripted model that counts how often it was asked."""

    times = 0

    def stream(self, turns: Sequence[Turn]) -> Iterator[str]:
        self.times += 1
        return super().stream(turns)


def asked(model: Scripted | None, file: Path, store: StoreLibrary, rows: Sequence[Row]) -> list[str]:
    recorded = Recorded(file, name="scripted", model=model, seconds=60)
    return list(report(list(ask_both(rows, store, recorded, ModelWriter(recorded, local=True)))))


TEXT = "The bridge repairs would cost £4,200 [1]. Councillor Zebedee asked for £9 million [1]."


def test_a_report_counts_what_was_written_dropped_and_shown(
    library: StoreLibrary,  # noqa: F811
    tmp_path: Path,
) -> None:
    told = asked(Scripted(TEXT), tmp_path / "drafts", library, [row(1), row(2, "What was resolved?")])
    assert told[0].startswith("2 questions, 1 of them to the model")
    assert "2 sentences written, 1 dropped; 1 answers keep words of the model." in told
    assert "     1  the figure … does not stand in the passage cited" in told
    assert "Figures, months and names shown that no passage cited holds: 0." in told
    assert "£9 million" in told[-1]


def test_a_run_that_was_ended_goes_on_and_a_second_needs_no_model(
    library: StoreLibrary,  # noqa: F811
    tmp_path: Path,
) -> None:
    file, model = tmp_path / "drafts", Counting(TEXT)
    first = asked(model, file, library, [row(1)])
    with file.open("a", encoding="utf-8") as out:
        out.write('{"model": "scripted", "ask')  # killed while it wrote
    again = [row(1), row(2, "How much would bridge repairs cost in 2023/24?")]
    asked(model, file, library, again)
    assert model.times == 2
    assert len(file.read_text("utf-8").splitlines()) == 2
    assert asked(None, file, library, [row(1)]) == first


def test_a_draft_that_is_not_kept_is_passed_over_and_a_model_that_fails_keeps_none(
    library: StoreLibrary,  # noqa: F811
    tmp_path: Path,
) -> None:
    file = tmp_path / "drafts"
    recorded = Recorded(file, name="scripted", model=Scripted(TEXT, fails=True), seconds=60)
    with pytest.raises(ModelDown):
        list(recorded.stream([Turn(role="user", text="?")]))
    assert not file.exists()
    empty = Recorded(file, name="scripted", model=None, seconds=60)
    found = list(
        ask_both([row(1), row(2, "What was resolved?")], library, empty, ModelWriter(empty, local=True))
    )
    assert [one.row.id for one in found] == ["r2"]
    assert sums(found).drafted == 0


def test_a_model_file_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="GGUF"):
        GgufModel(tmp_path / "none.gguf")
