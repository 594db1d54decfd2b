"""The command line: what an admin types once."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from backend.accounts.models import AccountStatus, Role, User
from backend.bookings.models import Booking
from backend.catalogue.models import Task
from backend.cli import cli
from backend.core.jobs import JobRun
from tests.cast import PASSWORD
from tests.conftest import Application
from tests.worlds import SECRET_KEY, World, Worlds

Run = Callable[..., Result]


@pytest.fixture
def bare(engine: str, worlds: Worlds, application: Application) -> World:
    """An installation with its tables and nobody in it."""
    settings = worlds.settings(engine, "cli")
    return World(application(settings), settings)


@pytest.fixture
def run(bare: World, application: Application, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs one command as a person would, under the settings of `bare`."""
    monkeypatch.setattr("backend.cli.create_app", application)
    for name in ("data_dir", "database_url", "redis_url", "mail_url"):
        monkeypatch.setenv(name.upper(), str(getattr(bare.settings, name)))
    monkeypatch.setenv("SECRET_KEY", SECRET_KEY)
    return lambda *words: CliRunner().invoke(cli, words)


def _password(text: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith("Password")]
    return line.rpartition(" ")[2]


def test_migrating_twice_is_no_fault(run: Run) -> None:
    assert [run("migrate").exit_code for _ in range(2)] == [0, 0]


def test_the_first_run_makes_an_admin_whose_password_is_shown_once(bare: World, run: Run) -> None:
    first = run("ensure-admin")
    password = _password(first.output)
    assert len(password) >= 12
    assert bare.anyone().signed_in("admin", password).get("/api/me").ok()["role"] == "admin"
    again = run("ensure-admin")
    assert (again.exit_code, again.output) == (0, "")
    assert bare.count(User) == 1


def test_the_settings_name_the_first_admin(bare: World, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"USERNAME": "ada", "EMAIL": "ada@example.com", "PASSWORD": PASSWORD}.items():
        monkeypatch.setenv(f"ADMIN_{name}", value)
    assert PASSWORD not in run("ensure-admin").output
    assert bare.anyone().signed_in("ada").get("/api/me").ok()["email"] == "ada@example.com"


def test_one_more_admin(bare: World, run: Run) -> None:
    words = ("create-admin", "--username", "ada", "--email", "ada@example.com")
    assert run(*words, "--password", PASSWORD).exit_code == 0
    assert bare.anyone().signed_in("ada").get("/api/users").ok()["total"] == 1
    taken = run(*words)
    assert taken.exit_code != 0
    assert "account" in taken.output
    assert "Traceback" not in taken.output


def test_a_bad_setting_is_one_clear_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUSINESS_ZONE", "Nowhere/Land")
    result = run("migrate")
    assert result.exit_code != 0
    assert "BUSINESS_ZONE" in result.output
    assert len(result.output.strip().splitlines()) == 1


def test_the_demo_is_a_business_at_work(bare: World, run: Run) -> None:
    run("create-admin", "--username", "ada", "--email", "ada@example.com", "--password", PASSWORD)
    result = run("demo")
    assert result.exit_code == 0, result.output
    assert bare.count(Task) >= 10
    assert bare.count(Booking) > 20
    statuses = set(bare.all(select(Booking.status).distinct()))
    assert {status.value for status in statuses} >= {"requested", "assigned", "closed", "cancelled"}
    assert bare.count(User, User.role == Role.PROFESSIONAL, User.status == AccountStatus.PENDING)
    rows = bare.count(Booking), bare.count(User), bare.count(Task)
    assert run("demo").exit_code == 0
    assert (bare.count(Booking), bare.count(User), bare.count(Task)) == rows


def test_the_description_can_be_printed(run: Run) -> None:
    document = json.loads(run("openapi").output)
    assert "/api/bookings" in document["paths"]


def test_any_named_job_runs_now(bare: World, run: Run) -> None:
    assert run("run-job", "expire_bookings").exit_code == 0
    assert bare.count(JobRun, JobRun.name == "expire_bookings") == 1
    assert run("run-job", "monthly_reports", "--period", "2026-05").exit_code == 0
    for words in (("run-job", "no_such_job"), ("run-job", "monthly_reports", "--period", "May")):
        result = run(*words)
        assert result.exit_code != 0
        assert "Traceback" not in result.output
