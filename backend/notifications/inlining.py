"""Templates of letters with their styles put into the elements, once when they are loaded.

Mail programs drop what stands in a letter's head, so each element carries its own styles. Doing that to every
letter would take as long as writing it; a template is the same for all.
"""

import re
from collections.abc import Callable

import css_inline
from jinja2 import BaseLoader, Environment, FileSystemLoader

_inliner = css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)

_BLOCK = re.compile(r"{% block (\w+) %}(.*?){% endblock %}", re.DOTALL)
_PARENT = re.compile(r'{% extends "([^"]+)" %}')
_JINJA = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_HIDDEN = re.compile(r"<!--jinja(\d+)-->|jinja(\d+)ends")

Source = tuple[str, str | None, Callable[[], bool] | None]


class InlinedLoader(BaseLoader):
    """Loads templates from folders; HTML ones whole, with their layout around them, and inlined.

    A template's tags have to stand between elements, or whole within an attribute or a text.
    """

    def __init__(self, files: FileSystemLoader) -> None:
        self.files = files

    def get_source(self, environment: Environment, template: str) -> Source:
        """The template's source, its file, and whether it is still the newest."""
        source, path, newest = self.files.get_source(environment, template)
        if template.endswith(".html"):
            source = inlined(self._whole(environment, source))
        return source, path, newest

    def list_templates(self) -> list[str]:
        """The names of all there are."""
        return self.files.list_templates()

    def _whole(self, environment: Environment, source: str) -> str:
        found = _PARENT.match(source)
        if found is None:
            return source
        layout = self.files.get_source(environment, found[1])[0]
        blocks: dict[str, str] = dict(_BLOCK.findall(source))
        return _BLOCK.sub(lambda block: blocks.get(block[1], str(block[2])), layout)


def inlined(source: str) -> str:
    """A template's source with the styles of its head in its elements; its tags are hidden meanwhile."""
    tags: list[str] = []

    def hide(tag: re.Match[str]) -> str:
        tags.append(tag[0])
        # A comment may stand between the rows of a table, where a text would be thrown out.
        return f"<!--jinja{len(tags) - 1}-->" if tag[0].startswith("{%") else f"jinja{len(tags) - 1}ends"

    html = _inliner.inline(_JINJA.sub(hide, source))
    return _HIDDEN.sub(lambda hidden: tags[int(hidden[1] or hidden[2])], html)
