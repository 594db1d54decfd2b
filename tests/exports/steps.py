"""Steps of the tests about the files of exports."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union_all

from backend.exports import files
from backend.exports.streams import blocks
from tests.worlds import World


def written(world: World, rows: Select[Any]) -> bytes:
    """The lines that `rows` becomes in a file."""
    with world.app.app_context(), files.snapshot() as connection:
        made = list(blocks(connection, rows))
    content = b"".join(lines for _, lines in made)
    assert sum(many for many, _ in made) == len(read(content))
    return content


def read(content: bytes) -> list[list[str]]:
    """The cells, as a reader of CSV finds them."""
    return list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))


def in_a_column(values: Sequence[ColumnElement[Any]]) -> Select[Any]:
    """Rows of one column, and of their number."""
    each = [select(at.label("value")) for at in values]
    return select(union_all(*each).subquery().c.value) if len(each) > 1 else each[0]
