"""Identity documents: judged by content, images made anew, pages shown as pictures."""

import io
import threading
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from backend.core.problems import field_problem

LARGEST = 5 * 1024 * 1024
MOST_PAGES = 10
MOST_PIXELS = 40_000_000
PICTURE_WIDTH = 1200

_pdfium = threading.Lock()
"""PDFium is not safe for threads (its README says so)."""


@dataclass(frozen=True)
class Document:
    """A checked document, as it will be kept."""

    content: bytes
    media_type: str
    pages: int


def check(content: bytes) -> Document:
    """Accept a PDF, JPEG or PNG by what it is, not by its name; else raise 422 at /document."""
    if len(content) > LARGEST:
        raise field_problem("/document", "document_size", "The document may have 5 MB at the most.")
    if content.startswith(b"%PDF-"):
        return Document(content, "application/pdf", _count_pages(content))
    return Document(_made_anew(content), "image/jpeg", 1)


def _count_pages(content: bytes) -> int:
    try:
        with _pdfium, pypdfium2.PdfDocument(content) as pdf:
            pages = len(pdf)
    except pypdfium2.PdfiumError as error:
        raise _broken() from error
    if not 1 <= pages <= MOST_PAGES:
        raise field_problem(
            "/document", "document_size", f"The document may have {MOST_PAGES} pages at the most."
        )
    return pages


def _made_anew(content: bytes) -> bytes:
    # Re-encoding drops whatever else a picture file carries: places, scripts, a second format.
    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _too_many_pixels()
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError as error:
        raise field_problem("/document", "document_type", "Send a PDF, a JPEG or a PNG.") from error
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (OSError, ValueError, SyntaxError) as error:
        raise _broken() from error
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=88, optimize=True)
    return kept.getvalue()


def _too_many_pixels() -> Exception:
    return field_problem("/document", "document_size", "The picture has too many pixels.")


def _broken() -> Exception:
    return field_problem("/document", "document_broken", "This file is damaged. Please take it again.")


def picture(content: bytes, media_type: str, page: int) -> bytes:
    """Page `page` (from 1) of a kept document as a PNG, at most 1200 pixels wide."""
    image = _pdf_page(content, page) if media_type == "application/pdf" else _opened(content)
    image.thumbnail((PICTURE_WIDTH, 4 * PICTURE_WIDTH))
    drawn = io.BytesIO()
    image.save(drawn, "PNG")
    return drawn.getvalue()


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def _pdf_page(content: bytes, page: int) -> Image.Image:
    with _pdfium, pypdfium2.PdfDocument(content) as pdf:
        sheet = pdf[page - 1]
        # A page may claim to be metres wide; its picture may not.
        scale = min(PICTURE_WIDTH / max(sheet.get_width(), 1), 4 * PICTURE_WIDTH / max(sheet.get_height(), 1))
        drawn: Image.Image = sheet.render(scale=scale).to_pil()
    return drawn
