"""`python -m backend.run`: the whole application on this machine, until Ctrl-C."""

import os
import sys
import time

from backend.config import Settings, SettingsError
from backend.run import linux, screen
from backend.run.child import StartError
from backend.run.preflight import Lock, PreflightError
from backend.run.supervisor import Supervisor, check

REFUSED = 2
"""Exit code where the settings or the machine don't let us start."""


def main(arguments: list[str]) -> int:
    """Run until stopped; returns the exit code."""
    if "--with-parent" in arguments:  # make, killed hard, must not leave us behind
        linux.die_with_parent(os.getppid())
    try:
        settings = Settings.from_env()
        lock = check(settings)
    except (SettingsError, PreflightError) as error:
        screen.trouble(str(error))
        return REFUSED
    return _supervise(Supervisor(settings), lock)


def _supervise(supervisor: Supervisor, lock: Lock) -> int:
    supervisor.listen()
    began = time.monotonic()
    failed = False
    try:
        admin = supervisor.start()
        if not supervisor.stopping():
            _welcome(supervisor, admin, time.monotonic() - began)
        supervisor.watch()
    except StartError as error:
        screen.trouble(str(error))
        failed = True
    finally:
        lock.note(stopping=True)
        screen.say("Stopping")
        supervisor.stop()
    screen.say("Stopped; everything is kept in " + str(supervisor.home))
    return int(failed)


def _welcome(supervisor: Supervisor, admin: str, seconds: float) -> None:
    settings = supervisor.settings
    screen.say()
    screen.say(f"Dastak is ready ({seconds:.1f} s).")
    screen.say()
    for line in admin.splitlines():
        screen.say(f"  {screen.strong(line)}")
    if supervisor.mails:
        screen.row("mails", supervisor.mails)
    elif settings.is_production:
        screen.row("mails", "are sent through MAIL_URL")
    screen.row("logs", str(supervisor.home / "log"))
    screen.row("demo", "make demo, in another window, fills it with a sample business")
    screen.row("stop", "Ctrl-C")
    screen.say()
    screen.say(f"Open {screen.strong(settings.public_url)} in your browser.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
