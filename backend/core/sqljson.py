"""JSON that the database puts together itself, in each engine's own words."""

from typing import Any

from sqlalchemy import Boolean, ColumnElement, SQLColumnExpression, case, literal_column, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from backend.core.database import Json, UtcDateTime


class JsonObject(FunctionElement[Any]):
    """An object of named values: JsonObject(id=Booking.id, at=Booking.created_at).

    Moments become ISO 8601 in UTC; what is JSON already goes in as it is.
    """

    type = Json
    inherit_cache = True

    def __init__(self, **members: SQLColumnExpression[Any]) -> None:
        clauses: list[SQLColumnExpression[Any]] = []
        for name, value in members.items():
            clauses += (literal_column(f"'{name}'"), value)
        super().__init__(*clauses)


class JsonNames(FunctionElement[Any]):
    """The names of the conditions that hold, as an array in the order given."""

    type = Json
    inherit_cache = True

    def __init__(self, **conditions: ColumnElement[bool]) -> None:
        super().__init__(*(case((each, f',"{name}"'), else_="") for name, each in conditions.items()))


class JsonArray(FunctionElement[Any]):
    """The values of a group as an array, in no particular order; only of rows where `only` holds."""

    type = Json
    inherit_cache = True

    def __init__(self, value: ColumnElement[Any], only: ColumnElement[bool] | None = None) -> None:
        super().__init__(value, true() if only is None else only)


@compiles(JsonObject, "postgresql")
def _object_in_postgresql(element: JsonObject, compiler: SQLCompiler, **more: Any) -> str:
    return f"jsonb_build_object({compiler.process(element.clauses, **more)})"


@compiles(JsonObject, "sqlite")
def _object_in_sqlite(element: JsonObject, compiler: SQLCompiler, **more: Any) -> str:
    return f"json_object({', '.join(_member(each, compiler, **more) for each in element.clauses)})"


def _member(value: ColumnElement[Any], compiler: SQLCompiler, **more: Any) -> str:
    """A value as SQLite's JSON functions have to be given it: it has no types of its own for these."""
    written = compiler.process(value, **more)
    if isinstance(value, JsonObject | JsonNames | JsonArray):
        return written
    if isinstance(value.type, UtcDateTime):
        return f"replace({written}, ' ', 'T') || '+00:00'"
    if isinstance(value.type, Boolean):
        return f"json(CASE WHEN {written} THEN 'true' ELSE 'false' END)"
    return f"json({written})" if isinstance(value.type, type(Json)) else written


@compiles(JsonNames, "postgresql")
def _names_in_postgresql(element: JsonNames, compiler: SQLCompiler, **more: Any) -> str:
    return f"CAST({_listed(element, compiler, **more)} AS JSONB)"


@compiles(JsonNames, "sqlite")
def _names_in_sqlite(element: JsonNames, compiler: SQLCompiler, **more: Any) -> str:
    return f"json({_listed(element, compiler, **more)})"


def _listed(element: JsonNames, compiler: SQLCompiler, **more: Any) -> str:
    names = " || ".join(compiler.process(each, **more) for each in element.clauses)
    return f"'[' || substr({names}, 2) || ']'"


@compiles(JsonArray, "postgresql")
def _array_in_postgresql(element: JsonArray, compiler: SQLCompiler, **more: Any) -> str:
    value, only = (compiler.process(each, **more) for each in element.clauses)
    return f"coalesce(jsonb_agg({value}) FILTER (WHERE {only}), '[]')"


@compiles(JsonArray, "sqlite")
def _array_in_sqlite(element: JsonArray, compiler: SQLCompiler, **more: Any) -> str:
    value, only = element.clauses
    written = _member(value, compiler, **more)
    return f"json_group_array({written}) FILTER (WHERE {compiler.process(only, **more)})"
