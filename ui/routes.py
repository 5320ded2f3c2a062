"""What the app serves beside Gradio: papers' files, pictures of pages; and the headers that keep it to itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from ingest.errors import MinutebookError
from ingest.journal import listen
from ui.measures import CONTENT_TYPE, Measures, health
from ui.shelf import Shelf

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
_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain", ".text": "text/plain", ".md": "text/plain", ".markdown": "text/plain"}  # fmt: skip


class Manners:
    """Adds the headers to every answer, and shuts what must not be open."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].startswith(_SHUT):
            await PlainTextResponse("This is not open.", 403)(scope, receive, send)
            return

        if scope["path"].startswith("/gradio_api/mcp") and not signed_in(Request(scope)):
            await PlainTextResponse("Sign in first.", 401)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                held = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((k.encode(), v.encode()) for k, v in _HEADERS.items() if k.encode() not in held),
                ]
            await send(message)

        await self._app(scope, receive, with_headers)


def signed_in(request: Request) -> bool:
    """Tell whether this request may see papers: always, where no sign-in is set; else by Gradio's session cookie."""
    app: Any = request.app
    if app.auth is None:
        return True
    cookies = (f"access-token-{app.cookie_id}", f"access-token-unsecure-{app.cookie_id}")
    return any(request.cookies.get(name) in app.tokens for name in cookies if request.cookies.get(name))


def _served(
    answer: Callable[[Request], Response],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if not signed_in(request):
            return PlainTextResponse("Sign in first.", 401)
        try:
            return await to_thread.run_sync(answer, request)
        except MinutebookError as error:
            return PlainTextResponse(str(error), 404)

    return endpoint


def routes(shelf: Shelf) -> list[Route]:
    """Give the app's own addresses: paper/ID is a paper's file, page/ID/7.png a picture of its page 7.

    health and metrics hold counts alone, and are given without sign-in, for whoever watches over the app.
    """
    measures = Measures()
    listen(measures)

    async def well(_: Request) -> Response:
        able, told = await to_thread.run_sync(lambda: health(shelf.catalogue))
        return JSONResponse(told, 200 if able else 503)

    async def metrics(_: Request) -> Response:
        return Response(
            await to_thread.run_sync(lambda: measures.text(shelf.catalogue)), media_type=CONTENT_TYPE
        )

    def paper(request: Request) -> Response:
        file = shelf.file(request.path_params["paper"])
        kind = _SHOWN.get(file.suffix.lower())
        return FileResponse(
            file,
            filename=file.name,
            media_type=kind or "application/octet-stream",
            content_disposition_type="inline" if kind else "attachment",
        )

    def page(request: Request) -> Response:
        drawn = shelf.image(request.path_params["paper"], request.path_params["page"])
        return Response(drawn, media_type="image/png", headers={"cache-control": "private, max-age=3600"})

    return [
        Route("/paper/{paper}", _served(paper)),
        Route("/page/{paper}/{page:int}.png", _served(page)),
        Route("/health", well),
        Route("/metrics", metrics),
    ]


def app_options(shelf: Shelf) -> dict[str, Any]:
    """Give what the server's application is made with."""
    return {"openapi_url": None, "routes": routes(shelf), "middleware": [Middleware(Manners)]}
