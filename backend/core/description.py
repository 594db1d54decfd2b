"""SpecTree, taught our strictness: what it reads is checked first, what we give is not checked again."""

from collections.abc import Mapping
from typing import Any

from flask import Response, make_response
from pydantic import BaseModel
from spectree.plugins.base import Context
from spectree.plugins.flask_plugin import FlaskPlugin
from spectree.plugins.werkzeug_utils import flask_response_unpack
from spectree.utils import get_multidict_items


class Plugin(FlaskPlugin):
    """The Flask plugin with three differences, each said at its place."""

    def request_validation(
        self, request: Any, query: Any, json: Any, form: Any, headers: Any, cookies: Any
    ) -> None:
        """Validate query and body. Lists in forms may have one entry; headers we read ourselves."""
        is_form = form is not None and request.mimetype in self.FORM_MIMETYPE
        request.context = Context(
            query.model_validate(get_multidict_items(request.args, query)) if query else None,
            json.model_validate(request.get_json()) if json and not is_form else None,
            form.model_validate(self._form_items(request, form)) if is_form else None,
            None,
            None,
        )

    @staticmethod
    def _form_items(request: Any, form: Any) -> dict[str, Any]:
        return dict(get_multidict_items(request.form, form)) | dict(get_multidict_items(request.files, form))

    def validate_response(
        self, resp: Any, resp_model: Any, skip_validation: bool, force_resp_serialize: bool
    ) -> tuple[Response, None]:
        """Serialise what the view built from a model; validating it a second time finds nothing new."""
        if isinstance(resp, Response):
            return resp, None
        payload, status, headers = flask_response_unpack(resp)
        if isinstance(payload, BaseModel):
            payload = Response(payload.model_dump_json(), mimetype="application/json")
        return make_response(payload, status, headers), None

    def parse_path(
        self, route: Any, path_parameter_descriptions: Mapping[str, str] | None
    ) -> tuple[str, list[Any]]:
        """Our whole numbers in paths are 1 to 2^53 - 1, not 32 bits."""
        path, parameters = super().parse_path(route, path_parameter_descriptions)
        for parameter in parameters:
            if parameter["schema"].get("type") == "integer":
                parameter["schema"] = {"type": "integer", "minimum": 0, "maximum": 2**53 - 1}
        return path, parameters
