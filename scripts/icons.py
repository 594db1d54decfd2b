"""Draw the app's icons from frontend/public/icon.svg: `python -m scripts.icons`, after the mark changed.

Phones want PNGs: with round corners as they are, "maskable" (the mark within the inner four fifths, as every
phone cuts its own shape) and the mark alone, which phones colour themselves.
"""

import re
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.servers.browser import launch

PUBLIC = Path(__file__).parents[1] / "frontend" / "public"
DEEP = "#0c4a54"


def drawings(mark: str) -> dict[str, tuple[int, str]]:
    """File name: size in pixels and the drawing, from the mark as it stands in icon.svg."""
    inside = re.sub(r"<rect[^>]*/>", "", mark[mark.index(">") + 1 : mark.rindex("</svg>")])
    # The opening goes a little lower than the wall, or its foot would show as a hair line when scaled.
    inside = inside.replace("M24 54V33", "M24 55V33").replace("40 33v21z", "40 33v22z")
    alone = re.sub(r'fill="#f5b83d"', 'fill="#fff"', inside)
    cut = re.sub(rf'(<path[^>]*) fill="{DEEP}"/>', r'\1 fill="#000"/>', alone)
    masked = f'<mask id="cut">{cut}</mask><rect width="64" height="64" fill="#fff" mask="url(#cut)"/>'
    return {
        "icon-192.png": (192, mark),
        "icon-512.png": (512, mark),
        "icon-maskable-512.png": (512, _on_ground(inside, 0.82)),
        "icon-monochrome-512.png": (512, _svg(_scaled(masked, 0.82))),
        "apple-touch-icon.png": (180, _on_ground(inside, 0.9)),
    }


def _svg(content: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{content}</svg>'


def _scaled(content: str, scale: float) -> str:
    return f'<g transform="translate(32 32) scale({scale}) translate(-32 -32.5)">{content}</g>'


def _on_ground(content: str, scale: float) -> str:
    return _svg(f'<rect width="64" height="64" fill="{DEEP}"/>{_scaled(content, scale)}')


def draw(page: Page, size: int, drawing: str, path: Path) -> None:
    """One picture of `size` by `size` pixels; what the drawing leaves out stays clear."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw;height:100vh}}</style>{drawing}")
    page.screenshot(path=path, omit_background=True)


def main() -> None:
    """Draw them all into frontend/public/icons."""
    folder = PUBLIC / "icons"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page()
        for name, (size, drawing) in drawings((PUBLIC / "icon.svg").read_text()).items():
            draw(page, size, drawing, folder / name)
        browser.close()


if __name__ == "__main__":
    main()
