"""The whole application as a person meets it: real server, worker, Redis, mail, and ways to prepare it."""

import http.client
import io
import json
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.cast import PASSWORD, TASKS, customer, professional
from tests.files import pdf
from tests.servers.http_sink import HttpSink
from tests.servers.mail import MailSink, start_mail_sink
from tests.servers.redis_server import RedisServer, start_redis
from tests.servers.stack import Stack, new_stack

ROOT = Path(__file__).parents[1]
ADMIN = "ada"


@dataclass
class House:
    """A running installation with an admin and three tasks in it."""

    stack: Stack
    redis_server: RedisServer
    mail_sink: MailSink
    chat_sink: HttpSink
    tasks: dict[str, int]
    password: str = PASSWORD
    """Everybody's."""

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return self.stack.url

    def call(self, method: str, path: str, body: Any = None, *, name: str | None = None) -> Any:
        """One call of the API as `name`, to prepare what a test is not about; it must succeed."""
        content, kind = (None, "") if body is None else (json.dumps(body).encode(), "application/json")
        return self._send(method, path, content, kind, self._token(name) if name else None)

    def customer(self, name: str) -> int:
        """A customer of that name; the id."""
        return int(self.call("POST", "/api/add_customer", customer(name, password=self.password))["id"])

    def professional(self, name: str, *, approved: bool = True, **more: str) -> int:
        """A professional of that name with a document on file, approved or waiting; the id."""
        said = professional(name, password=self.password, **more)
        given = {field: str(value) for field, value in said.items()}
        file = FileStorage(io.BytesIO(pdf()), "id.pdf", content_type="application/pdf")
        boundary, content = encode_multipart(given | {"document": file})
        kind = f"multipart/form-data; boundary={boundary}"
        id_ = int(self._send("POST", "/api/add_professional", content, kind)["id"])
        if approved:
            self.call("POST", f"/api/users/{id_}/moves", {"action": "approve"}, name=ADMIN)
        return id_

    def booking(self, name: str, task: str = "tap", **more: Any) -> int:
        """A booking of `name`'s, the day after tomorrow; the id."""
        at = (datetime.now(UTC) + timedelta(days=2)).replace(hour=5, minute=0, second=0, microsecond=0)
        given = {"task_id": self.tasks[task], "scheduled_for": at.isoformat()} | more
        return int(self.call("POST", "/api/bookings", given, name=name)["id"])

    def move(self, booking_id: int, action: str, name: str) -> None:
        """Make one move of a booking as `name`."""
        owed = {"reason": "Plans changed"} if action in {"cancel", "release"} else {}
        given = {"action": action} | owed
        self.call("POST", f"/api/bookings/{booking_id}/moves", given, name=name)

    def date_back(self, booking_id: int, moment: datetime) -> None:
        """Let a booking have happened at `moment`: made, and closed where it is closed."""
        at = moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
        with sqlite3.connect(self.stack.root / "dastak.sqlite3", timeout=20) as database:
            database.execute(
                "UPDATE bookings SET created_at = ?1, scheduled_for = ?1,"
                " closed_at = CASE WHEN closed_at IS NULL THEN NULL ELSE ?1 END WHERE id = ?2",
                (at, booking_id),
            )
        database.close()

    def silence_scheduler(self) -> None:
        """Let the scheduler have looked at the calendar for the last time on New Year's Day."""
        with sqlite3.connect(self.stack.root / "dastak.sqlite3", timeout=20) as database:
            database.execute(
                "INSERT INTO installation (id, first_start_at, planner_seen_at)"
                " VALUES (1, '2026-01-01 00:00:00.000000', '2026-01-01 00:00:00.000000')"
                " ON CONFLICT (id) DO UPDATE SET planner_seen_at = excluded.planner_seen_at"
            )
        database.close()

    def cookies(self, name: str) -> list[dict[str, str]]:
        """What a browser holds in which `name` has signed in."""
        given = json.dumps({"username": name, "password": PASSWORD}).encode()
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=20)
        connection.request("POST", "/api/check", given, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        pairs = [line.split(";")[0].split("=", 1) for line in answer.headers.get_all("Set-Cookie") or []]
        return [{"name": key, "value": value} for key, value in pairs]

    def _token(self, name: str) -> str:
        given = json.dumps({"username": name, "password": self.password}).encode()
        return str(self._send("POST", "/api/check", given, "application/json")["access_token"])

    def _send(
        self, method: str, path: str, content: bytes | None, kind: str, token: str | None = None
    ) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=20)
        headers = {"Content-Type": kind} | ({"Authorization": f"Bearer {token}"} if token else {})
        connection.request(method, path, content, headers)
        response = connection.getresponse()
        answer = response.read()
        connection.close()
        assert response.status < 300, (method, path, response.status, answer)
        return json.loads(answer) if answer else None

    def close(self) -> None:
        """End everything."""
        self.stack.stop()
        self.chat_sink.stop()
        self.mail_sink.stop()
        self.redis_server.stop()


def open_house(folder: Path, *, password: str = PASSWORD, demo: bool = False) -> House:
    """Migrate, make the admin, start web and worker, put tasks on the list: three, or the sample business."""
    assert (ROOT / "frontend" / "dist" / "index.html").exists(), "build the screens first: make build"
    redis_server, mail_sink, chat_sink = start_redis(), start_mail_sink(), HttpSink()
    chat_sink.start()
    stack = new_stack(
        folder,
        database_url=f"sqlite:///{folder / 'dastak.sqlite3'}",
        redis_url=redis_server.url(),
        mail_url=mail_sink.url,
        CHAT_URL=chat_sink.url,
        ADMIN_USERNAME=ADMIN,
        ADMIN_PASSWORD=password,
    )
    stack.run_cli("migrate")
    stack.run_cli("ensure-admin")
    if demo:
        stack.run_cli("demo")
    stack.run_web()
    stack.run_worker()
    house = House(stack, redis_server, mail_sink, chat_sink, {}, password)
    if demo:
        return house
    for name, task in TASKS.items():
        house.tasks[name] = house.call("POST", "/api/tasks", task, name=ADMIN)["id"]
    return house
