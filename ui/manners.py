"""What holds for every request to the chat's server: nothing leaves the machine, and nobody sees papers unasked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from ui.standing import sign_in_html, told_html

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio needs inline scripts and `Function`; nothing may be fetched from, or sent to, another host.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
# Gradio's own ways to files and to other hosts: nothing here uses them, so they are shut.
_SHUT = ("/gradio_api/file", "/gradio_api/proxy", "/gradio_api/deep_link", "/monitoring")
FOR_ASSISTANTS = "/mcp"


class Manners:
    """Adds the headers to every answer, shuts what must not be open, and asks people to sign in."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in held),
                ]
            await send(message)

        answer = await self._own(scope, receive) or self._app
        await answer(scope, receive, with_headers)

    async def _own(self, scope: Scope, receive: Receive) -> Response | None:
        """Give the answer to a request that Gradio does not get to see, or sees only behind this."""
        request, path = Request(scope), scope["path"]
        if path.startswith(_SHUT):
            return PlainTextResponse("This is not open.", 403)
        if path == "/" and not signed_in(request):
            return HTMLResponse(sign_in_html())
        if path.startswith(FOR_ASSISTANTS) and not signed_in(request):
            return PlainTextResponse("Sign in first.", 401)
        if path == "/login" and request.method == "POST" and _reads_pages(request):
            return await self._signing_in(scope, receive)
        return None

    async def _signing_in(self, scope: Scope, receive: Receive) -> Response:
        """Let Gradio check the name and the password, and answer with a page in place of its JSON."""
        answered: list[Message] = []

        async def keep(message: Message) -> None:
            answered.append(message)

        await self._app(scope, receive, keep)
        start = answered[0]
        if start["status"] != 200:
            return HTMLResponse(sign_in_html(refused=True), 401)
        response = RedirectResponse("./", 303)
        response.raw_headers += [(k, v) for k, v in start["headers"] if k.lower() == b"set-cookie"]
        return response


def signed_in(request: Request) -> bool:
    """Tell whether this request may see papers: always, where no sign-in is set; else by Gradio's session cookie."""
    app: Any = request.app
    if app.auth is None:
        return True
    cookies = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
    return any(request.cookies.get(name) in app.tokens for name in cookies if request.cookies.get(name))


def refusal(request: Request, words: str, status: int) -> Response:
    """Say why an address shows nothing: a page for people, plain text for programs."""
    if not _reads_pages(request):
        return PlainTextResponse(words, status)
    home = "../" * (request.url.path.count("/") - 1) or "./"
    return HTMLResponse(told_html(words, home=home), status)


def _reads_pages(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "")
