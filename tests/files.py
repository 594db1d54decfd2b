"""Files to upload: real pictures and PDFs of any size, and bad ones."""

import io
import struct
import zlib

from PIL import Image


def picture(form: str = "PNG", size: tuple[int, int] = (60, 40), exif: bytes = b"") -> bytes:
    """A plain picture; `form` is PNG, JPEG, GIF …"""
    kept = io.BytesIO()
    Image.new("RGB", size, (30, 120, 130)).save(kept, form, **({"exif": exif} if exif else {}))
    return kept.getvalue()


def picture_with_place() -> bytes:
    """A JPEG that says in its EXIF data who took it."""
    exif = Image.Exif()
    exif[0x010E] = "taken at home, 12.9716 N 77.5946 E"
    return picture("JPEG", exif=exif.tobytes())


def huge_picture(side: int = 20_000) -> bytes:
    """A few bytes of PNG that claim to be side × side pixels."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pieces = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in pieces
    )
    return b"\x89PNG\r\n\x1a\n" + body


def pdf(pages: int = 1) -> bytes:
    """A PDF with so many empty pages, written by hand."""
    kids = " ".join(f"{number + 3} 0 R" for number in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>",
        *["<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 280] >>"] * pages,
    ]
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(text)}\n%%EOF\n"
    return (text + end).encode()
