"""The API's description, as JSON and as a page to read: hosted here, without any script."""

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, render_template

from backend.core.http import PUBLIC
from backend.core.openapi import describe

HERE = Path(__file__).parent / "templates"
blueprint = Blueprint("description", __name__, template_folder="templates")


def description() -> dict[str, Any]:
    """The description, made on the first call and kept."""
    kept: dict[str, Any] = current_app.extensions.setdefault("description", {})
    if not kept:
        kept.update(describe(current_app))
    return kept


@blueprint.get("/openapi.json")
def openapi() -> Any:
    """The description by the OpenAPI 3.1 specification."""
    return jsonify(description())


@blueprint.get("/docs")
def docs() -> Any:
    """The description for people."""
    return render_template("docs.html", api=description())


@blueprint.get("/docs.css")
def docs_style() -> Any:
    """The page's looks; a file of its own, because inline style is refused."""
    return Response((HERE / "docs.css").read_text(), mimetype="text/css")


for view in (openapi, docs, docs_style):
    view.access = PUBLIC  # type: ignore[attr-defined]
