"""The Gradio app: a view. Callbacks call `Desk` and the functions of page.py, which tests call without it."""

from __future__ import annotations

from importlib import resources
from typing import Any

import gradio as gr

from ingest.settings import Settings
from ui.compose import open_engine
from ui.conversation import Desk
from ui.page import Turn, conversation_html, sources_html, welcome_html

_TITLE = '<div class="mb-title"><h1>Minutebook</h1></div>'
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica", "Arial", "sans-serif"]


def build(desk: Desk) -> gr.Blocks:
    """Build the page: the conversation, and beside it the sources of the last answer."""
    with gr.Blocks(title="Minutebook", analytics_enabled=False) as app:
        turns = gr.State([])
        gr.HTML(_TITLE + welcome_html(desk.parts(), desk.paper_count()))
        with gr.Row():
            with gr.Column(scale=3):
                conversation = gr.HTML(conversation_html([]))
                question = gr.Textbox(
                    label="Your question",
                    placeholder="Ask about the papers",
                    lines=1,
                    max_lines=4,
                    autofocus=True,
                )
                with gr.Row(elem_classes="mb-no-print"):
                    send = gr.Button("Ask", variant="primary")
                    clear = gr.Button("New conversation")
                examples = desk.examples()
                if examples:
                    gr.Examples([[e] for e in examples], inputs=[question], label="For example")
            with gr.Column(scale=2):
                sources = gr.HTML(sources_html([]))

        def show(asked: str, before: list[Turn]) -> tuple[str, str]:
            waiting = [*before, Turn(asked)] if asked.strip() else before
            return conversation_html(waiting), asked

        def answer(asked: str, before: list[Turn]) -> tuple[list[Turn], str, str, str]:
            after = desk.ask(asked, before)
            return after, conversation_html(after), sources_html(after), ""

        def forget() -> tuple[list[Turn], str, str]:
            return [], conversation_html([]), sources_html([])

        for event in (send.click, question.submit):
            event(show, [question, turns], [conversation, question], show_progress="hidden", api_visibility="private").then(
                answer, [question, turns], [turns, conversation, sources, question], show_progress="hidden",
                api_visibility="private",
            )  # fmt: skip
        clear.click(
            forget, None, [turns, conversation, sources], show_progress="hidden", api_visibility="private"
        )
    return app


def launch_options() -> dict[str, Any]:
    """Give what `launch` needs so that nothing leaves the machine: local address, own fonts, no sharing."""
    theme = gr.themes.Base(
        font=_FONTS, font_mono=["ui-monospace", "Consolas", "monospace"], primary_hue="blue"
    )
    css = (resources.files("ui") / "style.css").read_text("utf-8")
    return {
        "server_name": "127.0.0.1",
        "share": False,
        "theme": theme,
        "css": css,
        "footer_links": [],
        "quiet": True,
    }


def serve(settings: Settings, *, port: int) -> None:
    """Serve the chat until it is stopped; the models load behind the page."""
    desk = Desk(open_engine(settings))
    app = build(desk)
    desk.warm()
    print(f"Minutebook is at http://127.0.0.1:{port}  (stop it with Ctrl+C)", flush=True)
    app.launch(server_port=port, allowed_paths=desk.files(), **launch_options())
