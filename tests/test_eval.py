"""The measure itself: metrics against naive versions, the gold set's proof, runs and reports."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics
from eval.baselines import BM25
from eval.command import Options, compare, evaluate, packaged_gold
from eval.gold import Row, faults, read_gold
from eval.matching import includes, run_of
from eval.report import report_html
from eval.run import Run, below_floors, paper_texts
from ingest.errors import MinutebookError, QuestionError
from rag.engine import Engine
from tests.conftest import CORPUS
from ui.objects import answer_object

ROW = Row(
    id="r1", question="How many?", type="figure", source_file=("a.md",), evidence=("rents rose by 4%", "from April 2023"),
    meeting_date="2023-05-04", item="7. Rents", answer="4%", must_include=("4%", ("april", "spring")),
    difficulty="easy", split="dev",
)  # fmt: skip
UNANSWERABLE = replace(ROW, id="u1", type="unanswerable", source_file=(), evidence=(), must_include=())


def passage(text: str, source_file: str = "a.md") -> dict[str, object]:
    return {"source_file": source_file, "text": text}


def answer(
    told: str, *, abstained: bool = False, passages: tuple[dict[str, object], ...] = (), **cited: object
) -> dict[str, object]:
    citation = {
        "source_file": "a.md", "text": "rents rose by 4%", "quote": "rents", "meeting_date": "2023-05-04", "item": "7. Rents",
        **cited,
    }  # fmt: skip
    return {
        "answer": told, "abstained": abstained, "citations": [] if abstained else [citation], "passages": list(passages),
        "seconds": {"total": 0.1},
    }  # fmt: skip


ranks = st.lists(st.one_of(st.none(), st.integers(1, 12)), min_size=1, max_size=4)


@given(ranks, st.integers(1, 10))
def test_recall_is_one_only_when_every_snippet_is_within_k(found: list[int | None], k: int) -> None:
    naive = 1.0
    for rank in found:
        if rank is None or rank > k:
            naive = 0.0
    assert metrics.recall_at(found, k) == naive


@given(ranks)
def test_reciprocal_rank_is_of_the_rank_at_which_evidence_is_complete(found: list[int | None]) -> None:
    complete = next((k for k in range(1, 13) if metrics.recall_at(found, k)), None)
    assert metrics.reciprocal_rank(found) == (1 / complete if complete else 0.0)


@given(ranks)
def test_ndcg_is_the_discounted_gain_over_the_best_there_could_be(found: list[int | None]) -> None:
    gains = [sum(r == place for r in found) for place in range(1, 11)]
    naive = sum(g / math.log2(1 + place) for place, g in enumerate(gains, 1))
    best = len(found) / math.log2(2)
    assert metrics.ndcg(found) == pytest.approx(naive / best)


def test_snippets_count_only_in_a_right_file_and_whatever_the_markup() -> None:
    row = replace(ROW, evidence=("held on 6<sup>th</sup> May",))
    assert metrics.first_ranks(
        row, [passage("held on 6th May", "b.md"), passage("It was **held on 6th May**.")]
    ) == [2]
    assert metrics.first_ranks(replace(row, also_in=("b.md",)), [passage("held on 6th May", "b.md")]) == [1]


@pytest.mark.parametrize(
    ("text", "abstained", "right"),
    [
        ("Rents rose by 4% in April.", False, True),
        ("Rents rose by 4% in spring.", False, True),
        ("Rents rose by 4%.", False, False),
        ("Rents rose by 14% in April.", False, False),
        ("Rents rose by 4% in April, not 5%.", False, False),
        ("4% april " + "word " * 160, False, False),
        ("4% april", True, False),
    ],
)
def test_an_answer_is_right_when_it_holds_what_it_must_and_is_short(
    text: str, abstained: bool, right: bool
) -> None:
    row = replace(ROW, must_not_include=("5%",))
    assert metrics.is_right(row, answer(text, abstained=abstained)) is right


def test_an_unanswerable_question_is_right_only_when_refused() -> None:
    assert metrics.score(UNANSWERABLE, answer("no", abstained=True)).right_refusal == 1.0
    assert metrics.score(UNANSWERABLE, answer("4%")).right_refusal == 0.0
    assert metrics.score(ROW, answer("no", abstained=True)).false_refusal == 1.0


def test_citations_are_scored_by_what_they_hold_and_where_they_stand() -> None:
    good = metrics.score(ROW, answer("4% april"))
    assert (good.citation_precision, good.citation_recall, good.right_meeting, good.right_item) == (
        1.0,
        0.5,
        1.0,
        1.0,
    )
    bad = metrics.score(
        ROW, answer("4% april", text="other words", meeting_date="2017-07-10", item="8. Rents")
    )
    assert (bad.citation_precision, bad.citation_recall, bad.right_meeting, bad.right_item) == (
        0.0,
        0.0,
        0.0,
        0.0,
    )
    assert metrics.score(ROW, answer("x", quote="not there")).verbatim == 0.0
    assert metrics.score(ROW, answer("x", source_file="b.md")).right_paper == 0.0
    assert metrics.score(ROW, answer("x", abstained=True)).citation_recall == 0.0


def test_facts_found_is_the_share_of_what_must_be_included() -> None:
    assert metrics.score(ROW, answer("It was 4%.")).facts == 0.5


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=40))
def test_an_estimate_is_the_mean_within_its_interval_and_the_same_every_time(values: list[float]) -> None:
    found = metrics.estimate(values)
    assert found.mean == pytest.approx(mean(values))
    assert found.low <= found.mean + 1e-9
    assert found.high >= found.mean - 1e-9
    assert found == metrics.estimate(values)


def test_the_bootstrap_interval_is_near_the_normal_one() -> None:
    values = [1.0] * 60 + [0.0] * 40
    found = metrics.estimate(values)
    half = 1.96 * math.sqrt(0.6 * 0.4 / 100)
    assert found.low == pytest.approx(0.6 - half, abs=0.03)
    assert found.high == pytest.approx(0.6 + half, abs=0.03)


@given(st.integers(0, 6), st.integers(0, 6))
def test_the_sign_test_counts_all_splits_at_least_as_uneven(wins: int, losses: int) -> None:
    n = wins + losses
    even = [sum(bits) for bits in ([int(c) for c in f"{i:0{n}b}"] if n else [] for i in range(2**n))]
    naive = sum(abs(w - n / 2) >= abs(wins - n / 2) for w in even) / len(even)
    assert metrics.sign_test(wins, losses) == pytest.approx(min(1.0, naive))


def test_a_paired_comparison_counts_better_and_worse() -> None:
    found = metrics.paired([0, 0, 1, 1], [1, 0, 1, 0])
    assert (found.wins, found.losses, found.difference.mean) == (1, 1, 0)


def test_bm25_agrees_with_a_naive_version() -> None:
    texts = {"a.md": "The rents rose. " * 3, "b.md": "The roof and the rents.", "c.md": "Nothing of it."}
    bm25 = BM25(texts)
    documents = [t.lower().replace(".", "").split() for t in texts.values()]
    average = mean(map(len, documents))
    for index, document in enumerate(documents):
        naive = 0.0
        for word in ("rents", "roof"):
            n = sum(word in d for d in documents)
            idf = math.log(1 + (3 - n + 0.5) / (n + 0.5))
            tf = document.count(word)
            naive += idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * len(document) / average))
        assert bm25.score(["rent", "roof"], index) == pytest.approx(naive)


@pytest.mark.parametrize(
    ("text", "entry", "held"),
    [
        ("13,272 pupils", "13272", True), ("14.2%", "14", False), ("in 2014", "14", False), ("it is 14.", "14", True),
        ("on 13 February", "3 february", False), ("on 3 February", ("3 february", "3rd february"), True),
        ("the Board’s view", "board's view", True), ("£3.2M", "3.2", True),
    ],
)  # fmt: skip
def test_numbers_must_stand_as_numbers_of_their_own(
    text: str, entry: str | tuple[str, ...], held: bool
) -> None:
    assert includes(text, entry) is held


def test_the_packaged_gold_set_is_whole_and_verbatim() -> None:
    rows = read_gold(packaged_gold())
    texts = {f.name: f.read_text("utf-8") for f in CORPUS.glob("20*")}
    assert faults(rows, texts) == ()
    assert len(rows) >= 180
    assert sum(not r.answerable for r in rows) / len(rows) >= 0.15
    assert 0.3 <= sum(r.split == "test" for r in rows) / len(rows) <= 0.36


def test_each_fault_of_a_gold_row_is_found() -> None:
    texts = {"a.md": "The rents rose by 4%, from April 2023 on."}
    assert faults([ROW], texts) == ()
    planted = {
        "is not verbatim": replace(ROW, evidence=("rents fell by 4%",)),
        "not among the papers": replace(ROW, source_file=("z.md",)),
        "is none of": replace(ROW, type="riddle"),
        "is not a date": replace(ROW, meeting_date="4 May"),
        "neither evidence nor answer": replace(ROW, must_include=("99",)),
        "needs history": replace(ROW, type="followup"),
        "has no source": replace(UNANSWERABLE, evidence=("x",)),
        "are needed": replace(ROW, evidence=()),
    }
    for says, row in planted.items():
        assert any(says in fault for fault in faults([row], texts)), says
    assert any("stands twice" in f for f in faults([ROW, ROW], texts))


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": "x"}', '{"id": "x", "colour": 1}'])
def test_a_bad_line_of_a_gold_set_is_an_error_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.jsonl").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(QuestionError, match="line 2"):
        read_gold(tmp_path / "mine.jsonl")


def test_floors_are_named_measures_and_ceilings() -> None:
    summary = metrics.summarise([metrics.score(ROW, answer("4% april"))])
    assert below_floors(summary, {"right": 1.0, "max_words": 5}) == []
    assert len(below_floors(summary, {"citation_recall": 0.9, "max_words": 1})) == 2
    with pytest.raises(MinutebookError, match="Known: "):
        below_floors(summary, {"rigth": 1.0})


@pytest.mark.model
def test_the_evaluation_stays_above_its_floors_and_can_be_saved_compared_and_read(
    evaluated: Path, tmp_path: Path
) -> None:
    rows = read_gold(packaged_gold())
    assert len((evaluated / "results.jsonl").read_text("utf-8").splitlines()) == len(rows)
    assert compare(evaluated, evaluated) == 0
    assert json.loads((evaluated / "summary.json").read_text("utf-8"))["verbatim"]["mean"] == 1.0
    with pytest.raises(MinutebookError, match="holds no run"):
        compare(tmp_path, tmp_path)


@pytest.mark.model
def test_missing_papers_are_named_before_a_long_run(engine: Engine, tmp_path: Path) -> None:
    row = {**json.loads(packaged_gold().read_text("utf-8").splitlines()[0]), "source_file": ["absent.pdf"]}
    (tmp_path / "mine.jsonl").write_text(json.dumps(row), "utf-8")
    with pytest.raises(MinutebookError, match=r"absent\.pdf"):
        evaluate(Options(gold=tmp_path / "mine.jsonl"), engine, answer_object)
    assert evaluate(Options(gold=tmp_path / "mine.jsonl", check=True), engine, answer_object) == 1


@pytest.mark.model
def test_the_report_shows_each_wrong_question_and_is_safe_html(engine: Engine) -> None:
    from eval.run import Result, ask_all

    row = replace(
        ROW,
        question="<script>alert(1)</script> rents?",
        source_file=(next(iter(paper_texts(engine.library.store.catalogue))),),
    )
    results: list[Result] = ask_all([row], lambda q, h: answer_object(engine.ask(q, history=h)))
    html = report_html(Run(gold="mine.jsonl", results=tuple(results), baselines={}))
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert 'role="img"' in html
    assert run_of("Must hold: 4%") in run_of(html)
