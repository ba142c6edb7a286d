"""Alembic's entry: runs the versions on the connection that `store.migrate` hands over."""

from typing import Any, Literal

from alembic import context

from emptychair.store.records import Utc


def render(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Write our own column type by its name when a new version is made."""
    if kind == "type" and isinstance(item, Utc):
        autogen.imports.add("from emptychair.store.records import Utc")
        return "Utc()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    render_item=render,
)
context.run_migrations()
