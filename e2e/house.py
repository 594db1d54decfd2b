"""The whole application as a person meets it: real server, worker, Redis, mail, and ways to prepare it."""

import http.client
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cast import PASSWORD, TASKS
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
    tasks: dict[str, int]

    @property
    def url(self) -> str:
        """Where the browser goes."""
        return self.stack.url

    def call(self, method: str, path: str, body: Any = None, *, name: str | None = None) -> Any:
        """One call of the API as `name`, to prepare what a test is not about; it must succeed."""
        token = self._send("POST", "/api/check", {"username": name, "password": PASSWORD}) if name else None
        return self._send(method, path, body, token["access_token"] if token else None)

    def _send(self, method: str, path: str, body: Any, token: str | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self.stack.port, timeout=20)
        headers = {"Content-Type": "application/json"} | (
            {"Authorization": f"Bearer {token}"} if token else {}
        )
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        content = response.read()
        connection.close()
        assert response.status < 300, (method, path, response.status, content)
        return json.loads(content) if content else None

    def close(self) -> None:
        """End everything."""
        self.stack.stop()
        self.mail_sink.stop()
        self.redis_server.stop()


def open_house(folder: Path) -> House:
    """Migrate, make the admin, start web and worker, put tasks on the list."""
    assert (ROOT / "frontend" / "dist" / "index.html").exists(), "build the screens first: make build"
    redis_server, mail_sink = start_redis(), start_mail_sink()
    stack = new_stack(
        folder,
        database_url=f"sqlite:///{folder / 'dastak.sqlite3'}",
        redis_url=redis_server.url(),
        mail_url=mail_sink.url,
        ADMIN_USERNAME=ADMIN,
        ADMIN_PASSWORD=PASSWORD,
    )
    stack.run_cli("migrate")
    stack.run_cli("ensure-admin")
    stack.run_web()
    stack.run_worker()
    house = House(stack, redis_server, mail_sink, {})
    for name, task in TASKS.items():
        house.tasks[name] = house.call("POST", "/api/tasks", task, name=ADMIN)["id"]
    return house
