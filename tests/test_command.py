"""The command line, as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingest.errors import QuestionError, SettingsError
from ingest.settings import Settings, read_settings
from ingest.store.folder import Store
from tests.conftest import ROOT, WordEmbedder
from ui.batch import read_batch

pytestmark = pytest.mark.model


def minutebook(*arguments: str, data: Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "MINUTEBOOK_DATA": str(data), "COLUMNS": "100"}
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def test_help_names_every_command_and_is_instant(tmp_path: Path) -> None:
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        done = minutebook("--help", data=tmp_path)
        seconds.append(time.perf_counter() - started)
    assert done.returncode == 0
    assert min(seconds) < 0.5
    for command in ("ingest", "ask", "papers", "show", "remove", "doctor", "chat"):
        assert command in done.stdout


def test_ask_prints_an_answer_object(settings: Settings) -> None:
    done = minutebook("ask", "--json", "what did the board resolve on FSM funding", data=settings.data)
    answer = json.loads(done.stdout)
    assert set(answer) == {
        "id", "question", "answer", "abstained", "reason", "citations", "passages", "writer", "note", "seconds"
    }  # fmt: skip
    assert set(answer["citations"][0]) == {
        "n", "passage", "source", "source_file", "title", "kind", "committee", "meeting_date", "item", "page",
        "printed_page", "ocr", "listed_by", "quote", "text",
    }  # fmt: skip
    assert len(answer["passages"]) == 10
    assert answer["citations"][0]["quote"] in answer["citations"][0]["text"]


def test_an_answer_given_while_papers_are_read_says_so(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "question": "what is the Marmot City strategy?"}', "utf-8"
    )
    batch = ["ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")]
    store = Store(settings.data, WordEmbedder())  # its lock alone is used
    with store.writing(wait=60):
        minutebook(*batch, data=settings.data)
    assert "are being read" in json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["note"]
    minutebook(*batch, data=settings.data)
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8"))["note"] is None


def test_a_batch_gives_one_answer_object_a_line(settings: Settings, tmp_path: Path) -> None:
    questions = [
        {"id": "a", "question": "what did the board resolve on FSM funding"},
        {
            "id": "b",
            "question": "and on school readiness?",
            "history": ["what did the board resolve on FSM funding"],
        },
        {"id": "c", "question": " "},
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps(q) for q in questions), "utf-8")
    out = tmp_path / "answers" / "out.jsonl"
    done = minutebook("ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(out), data=settings.data)
    answers = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [(a["id"], a["reason"]) for a in answers] == [("a", None), ("b", None), ("c", "error")]
    assert done.returncode == 1
    assert "c: The question is empty" in done.stderr


@pytest.mark.parametrize(
    "line", ["not json", '{"id": 1}', '{"question": 5}', '{"question": "x", "history": "y"}', "[]"]
)
def test_a_bad_line_of_a_batch_is_an_error_with_its_number(tmp_path: Path, line: str) -> None:
    (tmp_path / "in.jsonl").write_text('{"question": "fine"}\n' + line, "utf-8")
    with pytest.raises(QuestionError, match="line 2"):
        read_batch(tmp_path / "in.jsonl")


def test_papers_show_and_remove_work_on_small_papers(tmp_path: Path) -> None:
    data, paper = tmp_path / "data", tmp_path / "rents.md"
    paper.write_text("# Rents\n\nThe Committee noted that rents rose by 4% in 2022/23.\n", "utf-8")
    done = minutebook("ingest", str(paper), data=data)
    assert (done.returncode, "1 read" in done.stdout) == (0, True)
    (listed,) = json.loads(minutebook("papers", "--json", data=data).stdout)
    assert listed["file_name"] == "rents.md"
    assert "rents.md" in minutebook("show", listed["id"][:6], data=data).stdout
    assert json.loads(minutebook("show", "rents.md", "--json", data=data).stdout)["passages"] == 1
    assert "each with its vector" in minutebook("doctor", data=data).stdout
    assert minutebook("remove", "rents.md", data=data).returncode == 0
    assert json.loads(minutebook("papers", "--json", data=data).stdout) == []


def test_errors_go_to_stderr_say_what_to_do_and_exit_with_one(tmp_path: Path) -> None:
    done = minutebook("ask", "anything?", data=tmp_path / "new")
    assert (done.returncode, done.stdout) == (1, "")
    assert "Run `minutebook ingest PATH`" in done.stderr
    assert minutebook("show", "nothing", data=tmp_path / "new").returncode == 1
    assert minutebook("ask", data=tmp_path / "new").returncode == 2
    assert minutebook("ask", "x", "--since", "soon", data=tmp_path / "new").returncode == 2


def test_an_unknown_setting_names_the_nearest_known_one(tmp_path: Path) -> None:
    (tmp_path / "minutebook.toml").write_text('embeding_model = "x"\n', "utf-8")
    with pytest.raises(SettingsError, match="Did you mean 'embedding_model'"):
        read_settings({}, folder=tmp_path)
    (tmp_path / "minutebook.toml").write_text('port = 9000\ndata = "papers"\n', "utf-8")
    assert read_settings({"MINUTEBOOK_PORT": "9001"}, folder=tmp_path) == Settings(
        port=9001, data=Path("papers")
    )
    with pytest.raises(SettingsError, match="wrong sort"):
        read_settings({"MINUTEBOOK_PORT": "many"}, folder=tmp_path)


def test_every_command_of_the_readme_is_a_command_that_exists() -> None:
    import re

    from ui.cli import parser

    readme = (ROOT / "README.md").read_text("utf-8")
    shown = set(re.findall(r"^(?:\$ )?minutebook (?:--data \S+ )?(\w+)", readme, re.MULTILINE))
    known = set(next(a.choices for a in parser()._actions if a.dest == "command" and a.choices))
    assert shown == known


def test_output_that_nobody_reads_to_its_end_is_no_fault(settings: Settings) -> None:
    command = [sys.executable, "-m", "ui.cli", "--data", str(settings.data), "papers"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert b"BrokenPipeError" not in running.stderr.read()
