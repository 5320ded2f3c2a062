"""The chat's HTML: what is loaded, the conversation. Pure. All text of papers and questions is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from ingest.papers import Kind, Part
from ingest.text.dates import long_date
from ui.references import turn_markdown, turn_text
from ui.turns import Turn, answer_lines, cited, marking, refused, shown_text

_MARK = re.compile(r" ?\[(\d{1,2})\]")
WHAT_IT_IS = "Minutebook quotes the papers that it holds. Check the page before you rely on it."


def attribute(text: str) -> str:
    """Escape text for an attribute in double quotes."""
    return escape(text, quote=True).replace("\n", "&#10;")


def _answer_html(text: str, number: int | None) -> str:
    """Give an answer's lines; `number` is that of the turn whose sources are there to link to, if they are."""
    seen: set[str] = set()

    def link(match: re.Match[str]) -> str:
        if number is None:
            return match[0]
        n = match[1]
        identity = "" if n in seen else f'id="cite-{number}-{n}" '
        seen.add(n)
        return f'&nbsp;<a class="mb-cite" {identity}href="#source-{number}-{n}" aria-label="Source {n}">[{n}]</a>'

    found: list[str] = []
    inside = False
    for line in answer_lines(text):
        if line.listed != inside:
            found.append('<ul class="mb-clauses">' if line.listed else "</ul>")
            inside = line.listed
        tag = "li" if line.listed else "p"
        found.append(f"<{tag}>{_MARK.sub(link, escape(line.text))}</{tag}>")
    return "".join(found) + ("</ul>" if inside else "")


def _tools_html(turn: Turn, number: int) -> str:
    copies = "".join(
        f'<button type="button" class="mb-link" data-do="copy" data-text="{attribute(text)}">{label}</button>'
        for label, text in (
            ("Copy as text", turn_text(turn)),
            ("Copy as Markdown", turn_markdown(turn)),
        )
    )
    verdicts = "".join(
        f'<label><input type="radio" name="verdict-{number}" value="{value}" required> {label}</label>'
        for value, label in (("right", "Right"), ("wrong", "Wrong"), ("missing", "Something is missing"))
    )
    return (
        f'<div class="mb-tools mb-no-print">{copies}</div>'
        f'<details class="mb-feedback mb-no-print"><summary>Was this right?</summary>'
        f'<form data-form="feedback" data-turn="{number}"><fieldset><legend>Your verdict on this answer</legend>{verdicts}</fieldset>'
        f'<label for="note-{number}">Note (optional): what is wrong or missing</label>'
        f'<textarea id="note-{number}" name="note" rows="2" maxlength="2000"></textarea>'
        '<button type="submit" class="mb-button mb-second">Keep this</button></form></details>'
    )


def _turn_html(turn: Turn, number: int) -> str:
    busy = ' aria-busy="true"' if turn.reply is None and turn.error is None else ""
    found = [
        f'<article class="mb-turn" id="turn-{number}" data-turn="{number}" aria-labelledby="q-{number}"{busy}>'
        f'<h2 id="q-{number}"><span class="mb-you">You asked</span> {escape(turn.question)}</h2>'
    ]
    if turn.narrowed:
        found.append(f'<p class="mb-small">Only in: {escape(", ".join(turn.narrowed))}</p>')
    if told := marking(turn):
        found.append(f'<p class="mb-small"><strong>{escape(told)}</strong></p>')
    if turn.error is not None:
        found.append(f'<div class="mb-answer mb-problem"><p>{escape(turn.error)}</p></div>')
    elif turn.reply is None:
        if turn.so_far:
            answer = _answer_html("\n".join(turn.so_far), None)
            found.append(f'<div class="mb-answer">{answer}</div>')
        if turn.doing:
            found.append(f'<p class="mb-doing">{escape(turn.doing)}</p>')
    elif refused(turn):
        message = shown_text(turn).removeprefix("Not in the papers. ")
        what = "The nearest passages are shown as sources. " if cited(turn) else ""
        found.append(
            f'<div class="mb-answer mb-silent"><p><strong>Not in the papers.</strong> {escape(message)}</p>'
            f"<p>{what}Try the committee’s name, a date or other words"
            f"{', or take the filters away' if turn.narrowed else ''}.</p></div>"
        )
        found.append(_tools_html(turn, number))
    else:
        found.append(f'<div class="mb-answer">{_answer_html(shown_text(turn), number)}</div>')
        if turn.reply.note:
            found.append(f'<p class="mb-small">{escape(turn.reply.note)}</p>')
        found.append(_tools_html(turn, number))
    found.append("</article>")
    return "".join(found)


def conversation_html(turns: Sequence[Turn]) -> str:
    """Give the conversation, oldest first."""
    inside = "".join(_turn_html(turn, number) for number, turn in enumerate(turns, 1))
    return f'<div class="mb-conversation" role="region" aria-label="Conversation">{inside}</div>'


def counted(count: int, one: str, many: str | None = None) -> str:
    """Give a number with its noun.

    >>> counted(1, "paper"), counted(1200, "passage")
    ('1 paper', '1,200 passages')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def loaded_words(parts: Sequence[Part], papers: int) -> str:
    """Say what is loaded, e.g. "5 papers, 2 sets of minutes, 2017 to 2022"."""
    minutes = sum(p.kind is Kind.MINUTES for p in parts)
    dated = sorted(p.date.year for p in parts if p.date)
    span = f", {dated[0]} to {dated[-1]}" if dated and dated[0] != dated[-1] else ""
    return f"{counted(papers, 'paper')}, {counted(minutes, 'set of minutes', 'sets of minutes')}{span}"


def welcome_html(parts: Sequence[Part], papers: int, examples: Sequence[str] = ()) -> str:
    """Tell what is loaded, before the first question, with questions made from it."""
    if not papers:
        return (
            '<div class="mb-welcome"><h2>No papers have been read yet</h2><p>Add some under <a href="#papers">Papers</a>, '
            "or run <code>minutebook ingest PATH</code> with the folder that holds them.</p></div>"
        )
    asked = "".join(
        f'<li><button type="button" class="mb-example" data-do="example" data-text="{attribute(e)}">{escape(e)}</button></li>'
        for e in examples
    )
    latest = max((p.date for p in parts if p.date), default=None)
    when = f" The latest meeting is that of {long_date(latest)}." if latest else ""
    offered = f"<h3>For example</h3><ul>{asked}</ul>" if asked else ""
    return (
        f'<div class="mb-welcome"><h2>Ask about the papers</h2><p>{loaded_words(parts, papers)} are held.{when} '
        f"{WHAT_IT_IS}</p>{offered}</div>"
    )
