"""The door for assistants: the chat's tools as an MCP server, served by the chat's own. The only module that knows MCP."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, wraps
from inspect import getdoc
from typing import Any

from anyio import CapacityLimiter, to_thread
from mcp.server.fastmcp import FastMCP
from mcp.types import ToolAnnotations

_WHAT = (
    "Minutebook answers questions over council committee papers in the papers' own words. Give its words and their "
    "sources as they are; where it abstains, say that the papers do not answer."
)
_AT_ONCE = 4  # calls that are worked on; the others wait their turn


def assistants(tools: Sequence[Callable[..., Any]], *, address: str) -> FastMCP:
    """Offer these functions at this address; each gives its result as an object, and the same as JSON text.

    Requests are taken from this machine alone: those whose Host is 127.0.0.1 or localhost.
    """
    server = FastMCP(
        "Minutebook",
        instructions=_WHAT,
        log_level="WARNING",
        streamable_http_path=address,
        stateless_http=True,
        json_response=True,
    )
    turn = CapacityLimiter(_AT_ONCE)
    for tool in tools:
        server.add_tool(
            _in_a_thread(tool, turn),
            description=getdoc(tool),
            annotations=ToolAnnotations(readOnlyHint=True),
            structured_output=True,
        )
    return server


def _in_a_thread(tool: Callable[..., Any], turn: CapacityLimiter) -> Callable[..., Any]:
    """Keep the server free for others while a tool works."""

    @wraps(tool)
    async def run(**given: Any) -> Any:
        return await to_thread.run_sync(partial(tool, **given), limiter=turn)

    return run
