"""What the app serves beside Gradio: papers' files, pictures of pages, health and metrics, and the door for assistants."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.middleware import Middleware
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from ingest.errors import MinutebookError
from ingest.journal import listen
from ui.assistants import assistants
from ui.manners import FOR_ASSISTANTS, Manners, refusal, signed_in
from ui.measures import CONTENT_TYPE, Measures, health
from ui.shelf import Shelf

if TYPE_CHECKING:
    from starlette.requests import Request

_SHOWN = {".pdf": "application/pdf", ".txt": "text/plain", ".text": "text/plain", ".md": "text/plain", ".markdown": "text/plain"}  # fmt: skip


def _served(
    answer: Callable[[Request], Response],
) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        if not signed_in(request):
            return refusal(request, "Sign in first.", 401)
        try:
            return await to_thread.run_sync(answer, request)
        except MinutebookError as error:
            return refusal(request, str(error), 404)

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


def app_options(shelf: Shelf, tools: Sequence[Callable[..., Any]]) -> dict[str, Any]:
    """Give what the server's application is made with; `tools` is what assistants may call."""
    server = assistants(tools, address=FOR_ASSISTANTS)
    door = server.streamable_http_app().routes
    return {
        "openapi_url": None,
        "routes": [*routes(shelf), *door],
        "middleware": [Middleware(Manners)],
        "lifespan": lambda _: server.session_manager.run(),
    }
