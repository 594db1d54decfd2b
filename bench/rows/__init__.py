"""Every row of the table; a new one is written in a module of its own and named here."""

from bench.row import Row
from bench.rows import exports, planning, sending

ROWS: tuple[Row, ...] = (*planning.ROWS, *sending.ROWS, *exports.ROWS)
