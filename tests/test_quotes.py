"""The check of quotes' pages by another library: what counts as standing on a page, and a sample of made papers."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.quotes import main, quotes, stands
from ingest.reading.files import read_paper
from tests.make_pdf import lines, pdf


@pytest.mark.parametrize(
    ("words", "page", "how"),
    [
        ("decision-making body", "the decision-\nmaking  body met", "in order"),
        ("Parks\t1.2\t(3)", "(3) 1.2 Parks", "by words"),
        ("Parks 1.2 1.2", "1.2 Parks 3", None),
        ("The rents rose", "The rents fell", None),
    ],
)
def test_words_stand_on_a_page_in_order_or_by_words(words: str, page: str, how: str | None) -> None:
    assert stands(words, page) == how


def test_quotes_of_a_paper_are_found_by_the_other_library(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf([lines(["Rents rose by 4 % in the year.", "", "Arrears fell to 312 garages."])]))
    assert len(list(quotes(file, read_paper(file)))) == 2
    assert main(tmp_path, 10, 1) == 0
    assert "quotes on their page 2 of 2" in capsys.readouterr().out
