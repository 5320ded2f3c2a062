"""The page's frame: what stands still while questions come and go. Pure HTML."""

from __future__ import annotations

from html import escape

from ingest.reading.files import SUFFIXES
from ui.page import WHAT_IT_IS

VIEWS = (("ask", "Ask"), ("decisions", "Decisions"), ("papers", "Papers"), ("prepare", "Prepare"))


_RESTRICTED = "This data folder holds papers that are not for the public. Do not pass on what they say."


def header_html(*, sign_out: bool = False, restricted: bool = False) -> str:
    """Give the name, the ways to the views, and the skip link; a warning where exempt papers are held."""
    links = "".join(
        f'<li><a href="#{name}"{" aria-current=page" if name == "ask" else ""}>{words}</a></li>'
        for name, words in VIEWS
    )
    out = '<li><a href="logout">Sign out</a></li>' if sign_out else ""
    return (
        '<a class="mb-skip" href="#mb-question">Skip to the question</a>'
        '<div class="mb-top mb-no-print"><h1>Minutebook</h1>'
        f'<nav class="mb-nav" aria-label="Views"><ul>{links}</ul></nav>{f"<ul class=mb-nav>{out}</ul>" if out else ""}</div>'
        f"{f'<p class=mb-restricted><strong>Restricted.</strong> {_RESTRICTED}</p>' if restricted else ''}"
    )


def question_html() -> str:
    """Give the question's form."""
    return (
        '<form id="mb-ask" data-form="ask" class="mb-no-print" novalidate><label for="mb-question">Your question</label>'
        '<p class="mb-error" id="mb-question-problem" role="alert"></p>'
        '<div class="mb-ask-row"><textarea id="mb-question" name="question" rows="2" '
        'aria-describedby="mb-question-problem mb-question-hint"></textarea>'
        '<button type="submit" class="mb-button">Ask</button></div>'
        '<div class="mb-under"><p class="mb-small" id="mb-question-hint">Enter sends it; Shift and Enter starts a new line. '
        "A question may refer back to the one before.</p>"
        '<p class="mb-tools mb-after"><button type="button" class="mb-link" data-do="clear">New conversation</button>'
        '<button type="button" class="mb-link" data-do="keep" data-as="docx">Save as Word</button>'
        '<button type="button" class="mb-link" data-do="keep" data-as="md">Save as Markdown</button></p></div></form>'
    )


def status_html(words: str = "") -> str:
    """Give the line that is read aloud, politely, when it changes."""
    return f'<p id="mb-status" class="mb-hidden" role="status" aria-live="polite">{escape(words)}</p>'


def viewer_html() -> str:
    """Give the place of the page viewer below the sources."""
    return '<section id="mb-viewer" class="mb-viewer" data-viewer aria-label="Page" hidden></section>'


def dialog_html() -> str:
    """Give the dialog that holds the page viewer outside the Ask view, and the line for short messages."""
    return (
        '<dialog id="mb-dialog" class="mb-dialog" aria-label="Page"><p class="mb-tools"><button type="button" '
        'class="mb-button mb-second" data-do="close">Close</button></p>'
        '<div id="mb-dialog-page" class="mb-viewer" data-viewer></div></dialog>'
        '<p id="mb-told" class="mb-hidden" role="status" aria-live="polite"></p>'
    )


def add_html() -> str:
    """Give the way to add papers: choose files, or drop them."""
    kinds = ",".join(sorted(SUFFIXES))
    return (
        '<h2 tabindex="-1">Papers</h2>'
        f'<div id="mb-drop" class="mb-drop"><label for="mb-files">Add papers</label>'
        f'<p id="mb-files-hint">PDF, Word, web pages, Markdown or text, up to 100 MB each. They stay on this machine and can be asked '
        f"about as soon as they are read. You may also drop files here.</p>"
        f'<input type="file" id="mb-files" multiple accept="{kinds}" aria-describedby="mb-files-hint"></div>'
    )


def footer_html() -> str:
    """Say what this is, and what it is not."""
    return f'<p class="mb-foot">{WHAT_IT_IS} It does not advise, and nothing that you ask leaves this machine.</p>'
