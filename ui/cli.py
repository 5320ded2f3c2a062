"""The command `minutebook`. Heavy libraries are imported inside the command that needs them.

Results go to stdout, progress to stderr. Exit 0: done; 1: a problem that the message explains; 2: usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

KINDS = ("agenda", "minutes", "report", "decision_record", "annual_report", "supplement", "other")


def _date(text: str) -> date:
    from ingest.text.dates import first_date

    found = first_date(text)
    if found is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date; write 2021-12-09 or 9 December 2021")
    return found


def _confine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--committee", help="only papers of committees with this in their name")
    parser.add_argument("--since", type=_date, metavar="DATE", help="only meetings on or after this date")
    parser.add_argument("--until", type=_date, metavar="DATE", help="only meetings on or before this date")
    parser.add_argument("--kind", choices=KINDS, help="only this kind of paper")


def _register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="WORD", help="only rows that hold all of these words")
    parser.add_argument("--committee", help="only committees with this in their name")
    parser.add_argument("--since", type=_date, metavar="DATE", help="only meetings on or after this date")
    parser.add_argument("--until", type=_date, metavar="DATE", help="only meetings on or before this date")
    parser.add_argument("--json", action="store_true", help="print them as JSON")
    parser.add_argument("--csv", action="store_true", help="print them as CSV")
    parser.add_argument("--xlsx", type=Path, metavar="FILE", help="write them to a workbook")


def _meeting_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("prepare", help="write a briefing for a meeting")
    one.add_argument(
        "meeting", metavar="PAPER_OR_MEETING", help="a paper's id or name, or a committee and a date"
    )
    one.add_argument("--item", metavar="N", help="only this item of the agenda")
    one.add_argument(
        "--out", type=Path, metavar="FILE", help="where to keep it: .docx, .md or .html (else it is printed)"
    )
    one.add_argument(
        "--reword", action="store_true", help="let the language model of the settings reword the questions"
    )
    one = commands.add_parser("decisions", help="list what was decided, or lost, meeting by meeting")
    one.add_argument(
        "--matters", action="store_true", help="only matters that several meetings decided on, together"
    )
    _register(one)
    one = commands.add_parser("actions", help="list who is to do what, as the minutes say it")
    one.add_argument("--who", help="only actions of those with this in their name")
    one.add_argument("--open", action="store_true", help="only what no later paper held takes up")
    _register(one)
    one = commands.add_parser("programme", help="list what work programmes plan, and what became of it")
    one.add_argument("--open", action="store_true", help="only what no meeting held is seen to have taken")
    _register(one)


def _chat_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("chat", help="open the chat in a browser")
    one.add_argument("--port", type=int, help="the port on 127.0.0.1 (else 7860)")
    one.add_argument(
        "--ingest", type=Path, metavar="PATH", help="read these papers behind the page, if they are new"
    )
    one.add_argument("--users", type=Path, metavar="FILE", help="only those in this file may sign in")
    one = commands.add_parser("user", help="add a user who may sign in to the chat, or change a password")
    one.add_argument("name", metavar="NAME")
    one.add_argument(
        "--file", type=Path, required=True, metavar="FILE", help="the users file, made where there is none"
    )


def _ingest_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("ingest", help="read papers into the catalogue and index")
    one.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="papers, or folders of papers")
    one.add_argument(
        "--prune", action="store_true", help="remove papers whose files are gone from these folders"
    )
    one.add_argument("--ocr", action="store_true", help="read scans too, with tesseract")
    one.add_argument(
        "--include-exempt",
        action="store_true",
        help="read exempt and confidential papers too, into a new data folder that is marked restricted",
    )
    one.add_argument(
        "--wait", type=float, default=2, metavar="SECONDS", help="wait so long for another that is writing"
    )


def _ask_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("ask", help="ask a question, or a batch of them")
    one.add_argument("question", nargs="?", metavar="QUESTION")
    one.add_argument("--json", action="store_true", help="print the answer object")
    one.add_argument(
        "--history", nargs="+", default=[], metavar="Q", help="the questions before this one, oldest first"
    )
    one.add_argument("--explain", action="store_true", help="show what was searched, found and dropped")
    one.add_argument("--batch", type=Path, metavar="IN", help='JSON lines: {"id", "question", "history"?}')
    one.add_argument(
        "--out", type=Path, metavar="OUT", help="where the batch's answer objects go, one a line"
    )
    _confine(one)


def _paper_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("papers", help="list the papers")
    one.add_argument("--json", action="store_true", help="print them as JSON")
    one = commands.add_parser("show", help="show what was understood of a paper")
    one.add_argument("paper", metavar="ID", help="a paper's id, its beginning, or the file's name")
    one.add_argument("--json", action="store_true", help="print it as JSON")


def _upkeep_parsers(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("remove", help="remove a paper from the catalogue and index")
    one.add_argument("paper", metavar="ID", help="a paper's id, its beginning, or the file's name")
    one = commands.add_parser("doctor", help="compare catalogue and index, passage by passage")
    one.add_argument("--repair", action="store_true", help="make the index agree with the catalogue")
    one = commands.add_parser(
        "backup", help="copy all that the data folder holds to one file, while people ask"
    )
    one.add_argument("file", type=Path, metavar="FILE", help="a file that is not there yet")
    one = commands.add_parser("restore", help="put a backup in the place of what the data folder holds")
    one.add_argument("file", type=Path, metavar="FILE", help="a file that `minutebook backup` made")


def _eval_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    one = commands.add_parser("eval", help="score the answers to a gold question set")
    one.add_argument(
        "--gold", type=Path, metavar="FILE", help="a gold set (else the one on the five Coventry papers)"
    )
    one.add_argument(
        "--check", action="store_true", help="only check that the gold set is whole and verbatim"
    )
    one.add_argument("--split", choices=("dev", "test"), help="only this part of the gold set")
    one.add_argument("--out", type=Path, metavar="DIR", help="keep the results and an HTML report here")
    one.add_argument(
        "--baseline", action="store_true", help="measure the plain recipes and our ablations beside it"
    )
    one.add_argument(
        "--floors", type=Path, metavar="FILE", help="exit with 1 when below the floors of this TOML file"
    )
    one.add_argument(
        "--from-feedback",
        action="store_true",
        help="print draft gold questions made from the verdicts that readers gave in the chat",
    )
    one.add_argument(
        "--compare", nargs=2, type=Path, metavar=("RUN_A", "RUN_B"), help="compare two saved runs"
    )


def parser() -> argparse.ArgumentParser:
    """Describe the command line."""
    root = argparse.ArgumentParser(
        prog="minutebook",
        description="Answers questions over council committee papers in the papers' own words, every quote checked.",
    )
    root.add_argument(
        "--data", type=Path, metavar="DIR", help="the data folder (else MINUTEBOOK_DATA, else ./data)"
    )
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for describe in (
        _ingest_parser,
        _ask_parser,
        _paper_parsers,
        _meeting_parsers,
        _upkeep_parsers,
        _eval_parser,
        _chat_parsers,
    ):
        describe(commands)
    return root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit code is returned."""
    options = parser().parse_args(arguments)
    from ingest.errors import MinutebookError

    try:
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except MinutebookError as error:
        print(f"minutebook: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # what reads the output has had enough: "minutebook papers | head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("minutebook: stopped. Nothing is lost: run it again to go on.", file=sys.stderr)
        return 1
    return code


def _command(name: str) -> Callable[[argparse.Namespace], int]:
    def run(options: argparse.Namespace) -> int:
        from ui import commands, meeting_commands

        room = meeting_commands if name in _ABOUT_MEETINGS else commands
        function: Callable[[argparse.Namespace], int] = getattr(room, name)
        return function(options)

    return run


_ABOUT_MEETINGS = frozenset({"prepare", "decisions", "actions", "programme"})
_NAMES = (
    "ingest",
    "ask",
    "papers",
    "show",
    "remove",
    "doctor",
    "backup",
    "restore",
    "chat",
    "decisions",
    "actions",
    "prepare",
    "programme",
    "user",
)
_COMMANDS = {name: _command(name) for name in _NAMES} | {"eval": _command("evaluate")}


if __name__ == "__main__":
    sys.exit(main())
