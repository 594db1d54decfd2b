"""Identity documents: judged by content, seen by the admin and their owner alone."""

import io
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from backend.accounts.models import Document
from tests.api import Answer, Api
from tests.files import huge_picture, pdf, picture, picture_with_place
from tests.worlds import Person, World


def _put(who: Api, content: bytes, name: str = "id.pdf", media_type: str = "application/pdf") -> Answer:
    # Encoded here: the test client would keep a large form in a file that it never closes.
    file = FileStorage(io.BytesIO(content), name, content_type=media_type)
    boundary, body = encode_multipart({"document": file})
    return who.put("/api/me/document", data=body, content_type=f"multipart/form-data; boundary={boundary}")


def _kept_files(world: World) -> set[Path]:
    return {path for path in world.settings.data_dir.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (pdf(3), "application/pdf", 3),
        (picture("PNG"), "image/jpeg", 1),
        (picture("JPEG"), "image/jpeg", 1),
        (picture("PNG", (1, 1)), "image/jpeg", 1),
    ],
    ids=["PDF", "PNG", "JPEG", "one pixel"],
)
def test_the_type_is_told_by_the_content(piya: Person, content: bytes, media_type: str, pages: int) -> None:
    document = _put(piya, content, "whatever.txt", "text/plain").ok()["document"]
    assert (document["media_type"], document["pages"]) == (media_type, pages)
    assert document["needs_review"] is True


BAD = {
    "empty": (b"", "document_type"),
    "text": (b"just text", "document_type"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "document_type"),
    "a program": (b"MZ" + bytes(1000), "document_type"),
    "GIF": (picture("GIF"), "document_type"),
    "WebP": (picture("WEBP"), "document_type"),
    "half a PNG": (picture("PNG")[:60], "document_broken"),
    "half a JPEG": (picture("JPEG", (800, 800))[:700], "document_broken"),
    "no PDF": (b"%PDF-1.7\nnot really", "document_broken"),
    "half a PDF": (pdf()[:80], "document_broken"),
    "too many pages": (pdf(11), "document_size"),
    "too many pixels": (huge_picture(7_000), "document_size"),
    "far too many pixels": (huge_picture(20_000), "document_size"),
    "too many bytes": (pdf() + bytes(5 * 1024 * 1024), "document_size"),
}


@pytest.mark.parametrize(("content", "code"), BAD.values(), ids=BAD.keys())
def test_what_is_no_good_is_refused_and_nothing_is_kept(
    world: World, petra: Person, content: bytes, code: str
) -> None:
    before, files = world.dump(), _kept_files(world)
    assert _put(petra, content).faults() == {"/document": code}
    assert world.dump() == before
    assert _kept_files(world) == files


def test_what_is_far_too_large_is_refused_unread(world: World, petra: Person) -> None:
    before, files = world.dump(), _kept_files(world)
    _put(petra, bytes(20 * 1024 * 1024)).problem(413, "too_large")
    assert world.dump() == before
    assert _kept_files(world) == files


def test_a_document_must_be_there(petra: Person) -> None:
    empty = petra.put("/api/me/document", data={}, content_type="multipart/form-data")
    assert empty.faults().keys() == {"/document"}
    text = petra.put("/api/me/document", data={"document": "text"}, content_type="multipart/form-data")
    assert text.faults().keys() == {"/document"}
    petra.put("/api/me/document", {"document": "text"}).problem(415, "unsupported_media_type")


def test_a_picture_is_made_anew_and_loses_what_it_told(ada: Person, piya: Person) -> None:
    _put(piya, picture_with_place() + b"<script>alert(1)</script>").ok()
    kept = ada.get(f"/api/users/{piya.id}/document").response.data
    assert b"taken at home" not in kept
    assert b"script" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))


@pytest.mark.parametrize("who", ["ada", "piya"])
def test_the_admin_and_its_owner_get_it_as_an_attachment(world: World, piya: Person, who: str) -> None:
    content = pdf()
    _put(piya, content).ok()
    response = world.person(who).get(f"/api/users/{piya.id}/document").response
    assert response.status_code == 200
    assert response.data == content
    assert response.mimetype == "application/pdf"
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("content", [pdf(2), picture()], ids=["PDF", "PNG"])
def test_its_pages_are_pictures(ada: Person, piya: Person, content: bytes) -> None:
    pages = _put(piya, content).ok()["document"]["pages"]
    for number in range(1, pages + 1):
        response = ada.get(f"/api/users/{piya.id}/document/pages/{number}").response
        assert response.mimetype == "image/png"
        assert "no-store" in response.headers["Cache-Control"]
        with Image.open(io.BytesIO(response.data)) as image:
            assert image.format == "PNG"
            assert image.width <= 1200
    for number in (0, pages + 1, 10**20):
        ada.get(f"/api/users/{piya.id}/document/pages/{number}").problem(404, "not_found")


@pytest.mark.parametrize("rest", ["", "/pages/1"])
def test_nobody_else_sees_it(world: World, petra: Person, rest: str) -> None:
    path = f"/api/users/{petra.id}/document{rest}"
    world.anyone().get(path).problem(401, "unauthenticated")
    for name in ("paul", "piya"):
        foreign = world.person(name).get(path)
        absent = world.person(name).get(f"/api/users/4711/document{rest}")
        foreign.problem(404, "not_found")
        assert foreign.body == absent.body
    for name in ("carl", "cora"):
        world.person(name).get(path).problem(403, "forbidden")


@pytest.mark.parametrize("who", ["carl", "ada"])
def test_only_professionals_have_one(world: World, who: str) -> None:
    _put(world.person(who), pdf()).problem(403, "forbidden")


def test_a_new_document_takes_the_place_of_the_old(world: World, piya: Person) -> None:
    _put(piya, pdf()).ok()
    first = world.one(select(Document.storage_key).where(Document.user_id == piya.id))
    _put(piya, picture()).ok()
    second = world.one(select(Document.storage_key).where(Document.user_id == piya.id))
    assert first != second
    names = {str(path) for path in _kept_files(world)}
    assert not any(path.endswith(first) for path in names)
    assert any(path.endswith(second) for path in names)


def test_an_active_professional_stays_active_and_is_flagged(ada: Person, petra: Person) -> None:
    assert petra.get("/api/me").ok()["document"]["needs_review"] is False
    user = _put(petra, pdf()).ok()
    assert (user["status"], user["document"]["needs_review"]) == ("active", True)
    assert ada.get(f"/api/users/{petra.id}").ok()["document"]["needs_review"] is True


def test_who_was_rejected_waits_again_with_a_new_document(ada: Person, piya: Person) -> None:
    ada.post(f"/api/users/{piya.id}/moves", {"action": "reject", "reason": "Unreadable"}).ok()
    user = _put(piya, pdf()).ok()
    assert (user["status"], user["status_reason"]) == ("pending", None)
    assert "approve" in ada.get(f"/api/users/{piya.id}").ok()["actions"]


def test_the_admin_says_that_a_new_document_was_looked_at(ada: Person, petra: Person) -> None:
    _put(petra, pdf()).ok()
    ada.post(f"/api/users/{petra.id}/document/review").ok(204)
    assert petra.get("/api/me").ok()["document"]["needs_review"] is False
    assert ada.get("/api/audit").ok()["items"][0]["action"] == "review_document"
    ada.post("/api/users/4711/document/review").problem(404, "not_found")
    petra.post(f"/api/users/{petra.id}/document/review").problem(403, "forbidden")
