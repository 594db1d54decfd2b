"""A Chromium for the end-to-end tests: the machine's, else Playwright's own, else the npm package's."""

import os
import shutil
import subprocess
from pathlib import Path

from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# No request of its own may leave the machine, and no name but loopback is found.
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
UNPACK = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"


def launch(playwright: Playwright) -> Browser:
    """A headless browser; fails with what was looked for where there is none."""
    return playwright.chromium.launch(executable_path=program(playwright), args=flags())


def flags() -> list[str]:
    """What every browser of ours is started with."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)


def program(playwright: Playwright) -> str:
    """Where the browser lies; fails with what was looked for where there is none."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else _unpacked()


def _unpacked() -> str:
    # Its package holds Chromium compressed and unpacks it where it is first asked for.
    done = subprocess.run(
        ["node", "--input-type=module", "-e", UNPACK],
        cwd=ROOT / "scripts" / "chromium",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"no Chromium on PATH, in Playwright or in scripts/chromium: {done.stderr}"
    return done.stdout.strip()
