"""What must be done before the application serves: its own commands, in one process that starts once."""

import importlib
import sys

import click

COMMANDS = ("migrate", "ensure-admin")


def main() -> None:
    """Run them; what goes wrong is said in one line where the command knows one."""
    cli: click.Group = importlib.import_module("backend.cli").cli
    try:
        for command in COMMANDS:
            cli([command], standalone_mode=False)
    except click.ClickException as error:
        sys.exit(error.format_message())


if __name__ == "__main__":
    main()
