"""Values that an input schema must refuse, made from the schema as the API itself describes it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

# One of each kind that JSON has.
KINDS: dict[str, Any] = {
    "null": None,
    "boolean": True,
    "integer": 7,
    "number": 7.25,
    "string": "seven",
    "array": ["seven"],
    "object": {"seven": 7},
}
# A NUL, an escape, a mark that turns text around, half of a surrogate pair.
UNCLEAN = {"NUL": "a name\x00", "escape": "a\x1b[2Jname", "turned": "a\u202ename", "half": "a\ud800name"}


@dataclass(frozen=True)
class Bad:
    """A value that must be refused, and below which pointer."""

    why: str
    value: Any
    pointer: str


class Description:
    """The API's own description, with references followed."""

    def __init__(self, document: Schema) -> None:
        self.document = document

    def follow(self, schema: Schema) -> Schema:
        """The schema itself where `schema` is a reference."""
        while "$ref" in schema:
            found: Any = self.document
            for step in schema["$ref"].removeprefix("#/").split("/"):
                found = found[step]
            schema = found
        return schema

    def choices(self, schema: Schema) -> list[Schema]:
        """The alternatives of a schema, each followed."""
        schema = self.follow(schema)
        alternatives = schema.get("anyOf") or schema.get("oneOf") or [schema]
        return [each for part in alternatives for each in ([self.follow(part)])]

    def kinds(self, schema: Schema) -> set[str]:
        """The kinds of JSON values that a schema takes."""
        found = {self._kind(each) for each in self.choices(schema)}
        return found | {"integer"} if "number" in found else found

    def _kind(self, schema: Schema) -> str:
        return str(schema.get("type") or "string")

    def bad(self, name: str, schema: Schema) -> Iterator[Bad]:
        """Values that the field `name` must refuse."""
        allowed = self.kinds(schema)
        for kind, value in KINDS.items():
            if kind not in allowed:
                yield Bad(f"{kind} for {sorted(allowed)}", value, f"/{name}")
        for choice in self.choices(schema):
            yield from self._beyond(name, choice)

    def _beyond(self, name: str, schema: Schema) -> Iterator[Bad]:
        kind = self._kind(schema)
        if kind in {"integer", "number"}:
            yield from _beyond_range(name, schema)
        elif kind == "string":
            yield from _beyond_text(name, schema)
        elif kind == "array":
            yield from self._beyond_list(name, schema)
        elif kind == "object":
            yield Bad("unknown member", {"nobody_knows": 1}, f"/{name}")

    def _beyond_list(self, name: str, schema: Schema) -> Iterator[Bad]:
        for bad in self.bad(f"{name}/0", schema.get("items", {})):
            yield Bad(f"a list of {bad.why}", [bad.value], f"/{name}")
        if "maxItems" in schema:
            yield Bad("too many", [1] * (schema["maxItems"] + 1), f"/{name}")


def _beyond_range(name: str, schema: Schema) -> Iterator[Bad]:
    for limit, step in (("minimum", -1), ("maximum", 1), ("exclusiveMinimum", 0), ("exclusiveMaximum", 0)):
        if limit in schema:
            yield Bad(limit, schema[limit] + step, f"/{name}")
    yield Bad("beyond every column", 10**30, f"/{name}")


def _beyond_text(name: str, schema: Schema) -> Iterator[Bad]:
    if schema.get("minLength"):
        yield Bad("too short", "x" * (schema["minLength"] - 1), f"/{name}")
    yield Bad("too long", "x" * (schema.get("maxLength", 100_000) + 1), f"/{name}")
    if "enum" in schema or "const" in schema:
        yield Bad("no choice", "no such choice", f"/{name}")
    for why, value in UNCLEAN.items():
        yield Bad(why, value, f"/{name}")
