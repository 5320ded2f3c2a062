"""The Gradio app: a view. Callbacks call functions of the other modules, which tests call without it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import resources
from typing import Any

import gradio as gr

from ingest.catalogue import Filter
from ingest.errors import MinutebookError
from ingest.settings import Settings
from ui.compose import open_engine, open_store
from ui.conversation import Desk
from ui.filters import chips_html, filter_of, filters_html
from ui.frame import footer_html, header_html, question_html, status_html, viewer_html
from ui.page import conversation_html, welcome_html
from ui.references import conversation_docx, conversation_markdown
from ui.routes import app_options
from ui.shelf import LARGEST, Shelf
from ui.sources import sources_html
from ui.turns import Turn, spoken

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif"]
_EVENTS = ["ask", "clear", "filter", "keep"]
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _part(name: str, value: str, *, events: Sequence[str] = (), functions: Sequence[Any] = ()) -> gr.HTML:
    """Give one part of the page: our HTML, tied to chat.js. Gradio finds the events' names in the script."""
    script = (
        f"minutebook.attach('{name}', {{ element, trigger, props, server, upload, watch }}); {list(events)}"
    )
    return gr.HTML(
        value, js_on_load=script, apply_default_css=False, server_functions=list(functions) or None
    )


def build(desk: Desk, shelf: Shelf, *, sign_in: bool = False) -> gr.Blocks:
    """Build the page with its views."""

    def show_page(asked: dict[str, Any]) -> str:
        return shelf.view(asked)

    def welcome() -> str:
        return welcome_html(shelf.parts(), len(shelf.papers()), shelf.examples())

    with gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True) as app:
        turns, where = gr.State(()), gr.State(Filter())
        gr.HTML(header_html(sign_out=sign_in), apply_default_css=False)
        with gr.Column(elem_id="view-ask", elem_classes="mb-view"):
            filters = _part("filters", filters_html(shelf.parts(), shelf.papers()))
            chips = _part("chips", chips_html(Filter()))
            with gr.Row(elem_classes="mb-columns"):
                with gr.Column(scale=3, min_width=300):
                    conversation = _part("conversation", conversation_html((), welcome()))
                    bridge = _part("bridge", question_html(), events=_EVENTS, functions=[show_page])
                    status = _part("status", status_html())
                with gr.Column(scale=2, min_width=300, elem_classes="mb-side"):
                    sources = _part("sources", sources_html(()))
                    gr.HTML(viewer_html(), apply_default_css=False)
        download = gr.HTML(
            "null", visible="hidden", js_on_load="minutebook.attach('download', { props, watch })"
        )
        gr.HTML(footer_html(), apply_default_css=False)

        def ask(event: gr.EventData, before: tuple[Turn, ...], within: Filter) -> Iterator[tuple[Any, ...]]:
            for after in desk.stream(str(event.question), before, where=within):
                yield (
                    after,
                    conversation_html(after, welcome()),
                    sources_html(after),
                    status_html(spoken(after)),
                )

        def clear() -> tuple[Any, ...]:
            return (), conversation_html((), welcome()), sources_html(()), status_html("New conversation.")

        def narrow(event: gr.EventData, before: Filter) -> tuple[Filter, str, str]:
            try:
                within = filter_of(event.fields)
            except MinutebookError as error:
                return before, chips_html(before, paper=shelf.name(before.paper)), status_html(str(error))
            chosen = chips_html(within, paper=shelf.name(within.paper))
            return within, chosen, status_html("The filters have changed.")

        def keep(event: gr.EventData, before: tuple[Turn, ...]) -> str:
            today = datetime.now(UTC).date()
            if event.form == "docx":
                return _file("questions.docx", _WORD, conversation_docx(before, today=today))
            return _file("questions.md", "text/markdown", conversation_markdown(before, today=today).encode())

        seen = [turns, conversation, sources, status]
        _on(bridge.ask, ask, [turns, where], seen, limit=4)
        _on(bridge.clear, clear, None, seen)
        _on(bridge.filter, narrow, [where], [where, chips, status])
        _on(bridge.keep, keep, [turns], [download])
        app.load(
            lambda: (conversation_html((), welcome()), filters_html(shelf.parts(), shelf.papers())),
            None, [conversation, filters], show_progress="hidden", api_visibility="private",
        )  # fmt: skip
    return app.queue(default_concurrency_limit=4, max_size=200)


def _on(event: Any, function: Any, inputs: Any, outputs: Any, *, limit: int = 2) -> None:
    event(
        function, inputs, outputs, show_progress="hidden", api_visibility="private", concurrency_limit=limit
    )


def _file(name: str, kind: str, data: bytes) -> str:
    return json.dumps({"name": name, "type": kind, "data": base64.b64encode(data).decode()})


def launch_options(shelf: Shelf) -> dict[str, Any]:
    """Give what `launch` needs so that nothing leaves the machine: local address, own fonts, no sharing."""
    theme = gr.themes.Base(
        font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"], primary_hue="blue"
    )
    script = (resources.files("ui") / "chat.js").read_text("utf-8")
    return {
        "server_name": "127.0.0.1",
        "share": False,
        "run_history": False,
        "enable_monitoring": False,
        "pwa": False,
        "ssr_mode": False,
        "max_file_size": LARGEST,
        "app_kwargs": app_options(shelf),
        "theme": theme,
        "css": (resources.files("ui") / "style.css").read_text("utf-8"),
        "head": f'<meta name="description" content="Questions to council papers"><script>{script}</script>',
        "footer_links": [],
        "quiet": True,
    }


def serve(settings: Settings, *, port: int) -> None:
    """Serve the chat until it is stopped; the models load behind the page."""
    engine = open_engine(settings)
    shelf = Shelf(open_store(settings, embedder=engine.library.store.embedder))
    desk = Desk(engine, shelf)
    app = build(desk, shelf)
    desk.warm()
    print(f"Minutebook is at http://127.0.0.1:{port}  (stop it with Ctrl+C)", flush=True)
    app.launch(server_port=port, **launch_options(shelf))
