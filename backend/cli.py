"""The command line: python -m backend.cli COMMAND."""

import json
import secrets
import sys

import click
from flask import Flask
from flask_migrate import upgrade
from pydantic import ValidationError
from sqlalchemy import exists, select

from backend.accounts import operations
from backend.accounts.models import Role, User
from backend.accounts.passwords import hash_password
from backend.app import create_app
from backend.config import Settings, SettingsError
from backend.core import planner
from backend.core.extensions import db
from backend.core.openapi import describe
from backend.core.problems import Problem
from backend.core.unit_of_work import unit_of_work
from backend.demo import seed
from backend.notifications import overview
from backend.notifications.schemas import JobIn


def _app() -> Flask:
    try:
        return create_app(Settings.from_env())
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def cli() -> None:
    """Run Dastak's commands."""


@cli.command()
def migrate() -> None:
    """Bring the database to the newest form."""
    with _app().app_context():
        upgrade()
        with unit_of_work():
            planner.remember_first_start()


@cli.command("ensure-admin")
def ensure_admin() -> None:
    """Make the admin on the first run; a generated password is printed once."""
    app = _app()
    settings: Settings = app.extensions["settings"]
    with app.app_context():
        with unit_of_work(write=False):
            if db.session.scalar(select(exists().where(User.role == Role.ADMIN))):
                return
        _make_admin(settings.admin_username, settings.admin_email, settings.admin_password)


@cli.command("create-admin")
@click.option("--username", required=True)
@click.option("--email", required=True)
@click.option("--password", help="Asked for, or generated, when left out.")
def create_admin(username: str, email: str, password: str | None) -> None:
    """Make one more admin."""
    with _app().app_context():
        _make_admin(username, email, password)


def _make_admin(username: str, email: str, password: str | None) -> None:
    chosen = password or secrets.token_urlsafe(12)
    kept = hash_password(chosen)
    try:
        with unit_of_work():
            operations.add_admin(username, email, kept)
    except Problem as problem:
        raise click.ClickException(problem.detail) from problem
    click.echo(f"Admin: {username}")
    if password is None:
        click.echo(f"Password (shown this once): {chosen}")


@cli.command()
def demo() -> None:
    """Fill an installation with demo data: tasks, professionals, customers, bookings."""
    with _app().app_context():
        for line in seed():
            click.echo(line)


@cli.command("run-job")
@click.argument("name")
@click.option("--period", help="A report's month, YYYY-MM.")
def run_job(name: str, period: str | None) -> None:
    """Do one of the named jobs here and now."""
    with _app().app_context():
        try:
            JobIn(period=period)
            overview.check(name, period)
        except (Problem, ValidationError) as error:
            raise click.ClickException(f"There is no job {name}, or no such period.") from error
        run = planner.run_at_once(name, period)
        click.echo(f"{name}: {run.status.value}. {run.detail or ''}".strip())


@cli.command("openapi")
def openapi() -> None:
    """Print the API's description."""
    json.dump(describe(_app()), sys.stdout, indent=2, ensure_ascii=False)
    sys.stdout.write("\n")


if __name__ == "__main__":
    cli()
