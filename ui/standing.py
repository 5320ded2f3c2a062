"""Pages that stand by themselves, without Gradio: the one to sign in on, and those that say why nothing is shown. Pure."""

from __future__ import annotations

from html import escape
from importlib import resources

_DARK = (
    'document.documentElement.classList.toggle("dark", matchMedia("(prefers-color-scheme: dark)").matches)'
)
_REFUSED = "The name or the password is not right. Check both and try again."


def standing_html(title: str, inside: str) -> str:
    """Give a whole page in the chat's colours."""
    style = (resources.files("ui") / "style.css").read_text("utf-8")
    return (
        '<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width, initial-scale=1"><title>{escape(title)} – Minutebook</title><style>{style}</style>'
        f'<script>{_DARK}</script></head><body><div class="gradio-container"><div class="fillable mb-standing">'
        f'<header class="mb-top"><p class="mb-name">Minutebook</p></header><main>{inside}</main></div></div></body></html>'
    )


def sign_in_html(*, refused: bool = False) -> str:
    """Ask for a name and a password; after a refusal, say what to do."""
    told = f'<p class="mb-error" id="problem" role="alert">{_REFUSED}</p>' if refused else ""
    wrong = ' aria-invalid="true" aria-describedby="problem"' if refused else ""
    return standing_html(
        "Error: Sign in" if refused else "Sign in",
        f'<h1>Sign in</h1><p>Sign in to ask about the papers.</p>{told}<form method="post" action="login">'
        f'<label for="name">Name</label><input type="text" id="name" name="username" autocomplete="username" '
        f'autocapitalize="none" spellcheck="false" required autofocus{wrong}>'
        f'<label for="password">Password</label><input type="password" id="password" name="password" '
        f'autocomplete="current-password" required{wrong}>'
        '<button type="submit" class="mb-button">Sign in</button></form>',
    )


def told_html(words: str, *, home: str) -> str:
    """Say why an address shows nothing; `home` is the way to the chat from there."""
    return standing_html(
        "Not shown",
        f'<h1>This cannot be shown</h1><p>{escape(words)}</p><p><a href="{escape(home)}">Go to Minutebook</a></p>',
    )
