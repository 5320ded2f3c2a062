"""The Gradio app: a view. Callbacks call functions of the other modules, which tests call without it."""

from __future__ import annotations

import base64
import json
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import gradio as gr
from anyio import to_thread
from gradio.utils import get_upload_folder

from ingest.errors import MinutebookError
from ingest.settings import Settings
from ingest.store.catalogue import Filter
from ui import preparing
from ui.changes import LARGEST
from ui.decisions import form_html, read_asked, saved, table_html
from ui.feedback import keep_verdict
from ui.filters import chips_html, filter_of, filters_html
from ui.frame import add_html, dialog_html, footer_html, header_html, question_html, status_html, viewer_html
from ui.house import House, open_house
from ui.page import conversation_html
from ui.papers import adding_html, back_html, papers_html, removed_html
from ui.references import conversation_docx, conversation_markdown
from ui.routes import app_options
from ui.sources import sources_html
from ui.tools import Tools
from ui.turns import Turn
from ui.users import may_sign_in, read_users
from ui.viewer import problem_html

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif"]
_EVENTS = ["ask", "clear", "filter", "keep", "feedback", "decisions", "save", "papers", "upload", "remove", "undo", "meetings", "prepare", "brief"]  # fmt: skip
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_FIRST_SIGHT = 5  # seconds that the page has the machine to itself before new papers are read
_AT_ONCE = 4  # events of one sort that are worked on; the others wait their turn
_WAITING = 200  # events that may wait before the page says that it is busy


def _part(
    name: str, value: str, *, events: Sequence[str] = (), functions: Sequence[Callable[..., Any]] = ()
) -> gr.HTML:
    """Give one part of the page: our HTML, tied to chat.js. Gradio finds the events' names in the script."""
    script = (
        f"minutebook.attach('{name}', {{ element, trigger, props, server, upload, watch }}); {list(events)}"
    )
    return gr.HTML(
        value,
        elem_id=f"mb-part-{name}",
        js_on_load=script,
        apply_default_css=False,
        server_functions=list(functions) or None,
    )


def _on(event: Any, function: Callable[..., Any], inputs: Any, outputs: Any, *, cancels: Any = None) -> Any:
    return event(
        function, inputs, outputs, show_progress="hidden", api_visibility="private", concurrency_limit=_AT_ONCE,
        api_name=f"page_{function.__name__}", cancels=cancels,  # `ask` and the like are the tools' names
    )  # fmt: skip


def build(house: House) -> gr.Blocks:
    """Build the page with its views."""
    shelf = house.shelf

    def show_page(asked: dict[str, Any]) -> str:
        return shelf.view(asked)

    with gr.Blocks(title="Minutebook", analytics_enabled=False, fill_width=True) as app:
        turns, where = gr.State(()), gr.State(Filter())
        gr.HTML(
            header_html(sign_out=house.users is not None, restricted=shelf.catalogue.restricted),
            apply_default_css=False,
        )
        with gr.Column(elem_id="view-ask", elem_classes="mb-view"):
            filters = _part("filters", filters_html(shelf.parts(), shelf.papers()))
            chips = _part("chips", chips_html(Filter()))
            with gr.Row(elem_classes="mb-columns"):
                with gr.Column(scale=3, min_width=300):
                    welcome = _part("welcome", house.welcome())
                    conversation = _part("conversation", conversation_html(()))
                    bridge = _part("bridge", question_html(), events=_EVENTS, functions=[show_page])
                    status = _part("status", status_html())
                with gr.Column(scale=2, min_width=300, elem_classes="mb-side"):
                    sources = _part("sources", sources_html(()))
                    gr.HTML(viewer_html(), apply_default_css=False)
        with gr.Column(elem_id="view-decisions", elem_classes="mb-view"):
            form = _part("register", form_html(()))
            table = _part("decisions", "")
        with gr.Column(elem_id="view-papers", elem_classes="mb-view"):
            gr.HTML(add_html(), apply_default_css=False)
            held = _part("papers", "")
        with gr.Column(elem_id="view-prepare", elem_classes="mb-view"):
            chooser = _part("meetings", preparing.form_html(()))
            briefing = _part("briefing", "")
        download = gr.HTML(
            "null", visible="hidden", js_on_load="minutebook.attach('download', { props, watch })"
        )
        gr.HTML(footer_html() + dialog_html(), apply_default_css=False)
        seen = [turns, conversation, sources, status]
        _ask_events(house, bridge, where, seen, welcome=welcome, chips=chips, download=download)
        _register_events(house, bridge, form, table, download)
        _paper_events(house, bridge, held, filters)
        _prepare_events(house, bridge, chooser, briefing, download)
        app.load(
            lambda: (house.welcome(), filters_html(shelf.parts(), shelf.papers())),
            None, [welcome, filters], show_progress="hidden", api_visibility="private",
        )  # fmt: skip
        for tool in Tools(house.desk, shelf).every():
            gr.api(tool, api_name=tool.__name__, concurrency_limit=_AT_ONCE)
    return app.queue(max_size=_WAITING)


def _ask_events(
    house: House, bridge: gr.HTML, where: gr.State, seen: list[Any], *, welcome: gr.HTML, chips: gr.HTML,
    download: gr.HTML,
) -> None:  # fmt: skip
    shelf, turns, status = house.shelf, seen[0], seen[-1]

    def ask(event: gr.EventData, before: tuple[Turn, ...], within: Filter) -> Iterator[tuple[Any, ...]]:
        for after in house.desk.talk(str(event.question), before, where=within):
            yield house.conversation(after)

    def clear() -> tuple[Any, ...]:
        return *house.conversation(()), house.welcome()

    def narrow(event: gr.EventData, before: Filter) -> tuple[Filter, str, str]:
        try:
            within, words = filter_of(event.fields), "The filters have changed."
        except MinutebookError as error:
            within, words = before, str(error)
        return within, chips_html(within, paper=shelf.name(within.paper)), status_html(words)

    def keep(event: gr.EventData, before: tuple[Turn, ...]) -> str:
        today = datetime.now(UTC).date()
        if event.form == "docx":
            return _file("questions.docx", _WORD, conversation_docx(before, today=today))
        return _file("questions.md", "text/markdown", conversation_markdown(before, today=today).encode())

    def feedback(event: gr.EventData, before: tuple[Turn, ...]) -> str:
        try:
            keep_verdict(
                shelf.folder, before, number=str(event.turn), verdict=str(event.verdict), note=str(event.note)
            )
        except MinutebookError as error:
            return status_html(str(error))
        return status_html("Thank you. Your verdict is kept.")

    asking = _on(bridge.ask, ask, [turns, where], seen)
    _on(bridge.clear, clear, None, [*seen, welcome], cancels=[asking])
    _on(bridge.filter, narrow, [where], [where, chips, status])
    _on(bridge.keep, keep, [turns], [download])
    _on(bridge.feedback, feedback, [turns], [status])


def _register_events(house: House, bridge: gr.HTML, form: gr.HTML, table: gr.HTML, download: gr.HTML) -> None:
    def show(event: gr.EventData) -> tuple[str, str]:
        register = house.shelf.register()
        try:
            asked = read_asked(event.fields)
            return form_html(register, sort=asked.sort), table_html(register, asked)
        except MinutebookError as error:
            return form_html(register), problem_html(str(error))

    def save(event: gr.EventData) -> Any:
        try:
            return _file(*saved(house.shelf.register(), read_asked(event.fields), form=str(event.form)))
        except MinutebookError:
            return gr.skip()  # the table says what is wrong with the dates

    _on(bridge.decisions, show, None, [form, table])
    _on(bridge.save, save, None, [download])


def _paper_events(house: House, bridge: gr.HTML, held: gr.HTML, filters: gr.HTML) -> None:
    shelf, changes = house.shelf, house.changes

    def shown(above: str = "") -> tuple[str, str]:
        return papers_html(shelf.listing(), above=above), filters_html(shelf.parts(), shelf.papers())

    def upload(event: gr.EventData) -> Iterator[tuple[str, str]]:
        files = [(str(f.get("name")), Path(f["path"]) if f.get("path") else None) for f in event.files]
        for adding in changes.add(files, within=Path(get_upload_folder())):
            yield shown(adding_html(adding))

    def remove(event: gr.EventData) -> tuple[str, str]:
        try:
            return shown(removed_html(changes.remove(str(event.paper))))
        except MinutebookError as error:
            return shown(problem_html(str(error)))

    def undo(event: gr.EventData) -> tuple[str, str]:
        try:
            back = changes.bring_back(str(event.paper))
        except MinutebookError as error:
            return shown(problem_html(str(error)))
        return shown(back_html(back))

    _on(bridge.papers, shown, None, [held, filters])
    _on(bridge.upload, upload, None, [held, filters])
    _on(bridge.remove, remove, None, [held, filters])
    _on(bridge.undo, undo, None, [held, filters])


def _prepare_events(
    house: House, bridge: gr.HTML, chooser: gr.HTML, briefing: gr.HTML, download: gr.HTML
) -> None:
    shelf = house.shelf

    def meetings() -> str:
        return preparing.form_html(shelf.meetings())

    def prepare(event: gr.EventData) -> Iterator[str]:
        yield '<p class="mb-lead" role="status">Reading the papers and writing the briefing …</p>'
        try:
            yield preparing.brief_html(shelf.briefing(str(event.meeting)))
        except MinutebookError as error:
            yield problem_html(str(error))

    def brief(event: gr.EventData) -> Any:
        try:
            return _file(*preparing.kept_brief(shelf.briefing(str(event.meeting)), form=str(event.form)))
        except MinutebookError:
            return gr.skip()  # the form offers only meetings that are held

    _on(bridge.meetings, meetings, None, [chooser])
    _on(bridge.prepare, prepare, None, [briefing])
    _on(bridge.brief, brief, None, [download])


def _file(name: str, kind: str, data: bytes) -> str:
    stamp = datetime.now(UTC).isoformat()  # the page is told of a change only where there is one
    return json.dumps({"name": name, "type": kind, "data": base64.b64encode(data).decode(), "at": stamp})


def launch_options(house: House) -> dict[str, Any]:
    """Give what `launch` needs so that nothing leaves the machine: local address, own fonts, no sharing.

    Raises:
        SettingsError: the users file cannot be read, or names nobody.

    """
    users = house.users
    if users:
        read_users(users)

    async def known(name: str, password: str) -> bool:
        return users is not None and await to_thread.run_sync(may_sign_in, users, name, password)

    theme = gr.themes.Base(font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"])
    script, style = ((resources.files("ui") / name).read_text("utf-8") for name in ("chat.js", "style.css"))
    return {
        "server_name": "127.0.0.1",
        "share": False,
        "auth": known if users else None,
        "mcp_server": False,  # ours gives objects, Gradio's their text: see ui/assistants.py
        "run_history": False,
        "enable_monitoring": False,
        "pwa": False,
        "ssr_mode": False,
        "max_file_size": LARGEST,
        "app_kwargs": app_options(house.shelf, Tools(house.desk, house.shelf).every()),
        "theme": theme,
        # Gradio puts a class of its own before each rule, which wins over its own style but loses what stands in
        # `@media` for the whole page (print, scrolling): so the page has the rules as they are, too.
        "css": style,
        "head": f'<meta name="description" content="Questions to council papers"><style>{style}</style><script>{script}</script>',
        "footer_links": [],
        "quiet": True,
    }


def serve(settings: Settings, *, port: int, papers: Sequence[Path] = ()) -> None:
    """Serve the chat until it is stopped; the models load, and `papers` are read, behind the page."""
    house = open_house(settings)
    app = build(house)
    options = launch_options(house)
    house.changes.sweep()
    app.launch(server_port=port, prevent_thread_lock=True, **options)
    print(f"Minutebook is at http://127.0.0.1:{port}  (stop it with Ctrl+C)", flush=True)
    house.desk.warm()
    if papers:
        house.changes.arrivals.begin()
        threading.Timer(_FIRST_SIGHT, house.changes.bring_behind, [papers]).start()
    app.block_thread()
