"""Setting up: which Node.js will do, what is not done twice, and what is said when it fails."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from scripts import browser_env, node_env, python_env, steps, suites
from scripts.steps import SetupError


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A project that has nothing yet; returns the commands that setting up would run."""
    ran: list[str] = []

    def note(command: Sequence[str | Path], *_: object, **__: object) -> None:
        ran.append(" ".join(Path(str(word)).name for word in command))

    for module in (steps, python_env, node_env, browser_env):
        monkeypatch.setattr(module, "ROOT", tmp_path)
    for module in (python_env, node_env, browser_env):
        monkeypatch.setattr(module, "run", note)
    for name in ("LOG", "STAMPS"):
        monkeypatch.setattr(steps, name, tmp_path / name)
    monkeypatch.setattr(node_env, "FRONTEND", tmp_path / "frontend")
    monkeypatch.setattr(node_env, "MODULES", tmp_path / "frontend" / "node_modules")
    monkeypatch.setattr(node_env, "_node", lambda: (Path("/node"), "24.11.0"))
    monkeypatch.setattr("shutil.which", lambda name, **_: f"/bin/{name}")
    for name in (python_env.RUNTIME, python_env.DEVELOPMENT):
        (tmp_path / name).write_text("flask==3.1\n")
    _npm_project(tmp_path / "frontend")
    for name in ("src/main.ts", "src/main.spec.ts"):
        (tmp_path / "frontend" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "frontend" / name).touch()
    for name in ("chromium", "lighthouse"):
        _npm_project(tmp_path / "scripts" / name)
    return ran


def _npm_project(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        (folder / name).write_text("{}")


def _built(project: Path) -> None:
    for name in ("node_modules/.package-lock.json", "dist/index.html"):
        (project / "frontend" / name).parent.mkdir(exist_ok=True)
        (project / "frontend" / name).touch()


def test_packages_are_installed_once_and_by_hash(commands: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        python_env.ensure_packages(development=False)
    (command,) = commands
    assert "--require-hashes -r requirements.txt" in command
    (tmp_path / "requirements.txt").write_text("flask==3.2\n")
    python_env.ensure_packages(development=False)
    assert len(commands) == 2


def test_the_development_packages_hold_the_others(commands: list[str]) -> None:
    python_env.ensure_packages(development=True)
    python_env.ensure_packages(development=False)
    (command,) = commands
    assert command.endswith("requirements-dev.txt")


def test_the_screens_are_built_again_only_when_they_changed(commands: list[str], tmp_path: Path) -> None:
    node_env.ensure_frontend()
    assert [command.split(" --")[0] for command in commands] == ["npm ci", "npm run build"]
    _built(tmp_path)
    (tmp_path / "frontend" / "src" / "main.spec.ts").write_text("a test is no part of what is built")
    node_env.ensure_frontend()
    assert len(commands) == 2
    (tmp_path / "frontend" / "src" / "main.ts").write_text("changed")
    node_env.ensure_frontend()
    assert commands[2:] == ["npm run build"]


def test_a_browser_is_installed_where_there_is_none(
    commands: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser_env.ensure_browser()
    assert commands == []
    monkeypatch.setattr("shutil.which", lambda *_, **__: None)
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    for _ in range(2):
        browser_env.ensure_browser()
        (tmp_path / "scripts" / "chromium" / "node_modules").mkdir(exist_ok=True)
    assert [command.split(" --")[0] for command in commands] == ["npm ci"]


def test_lighthouse_is_installed_once(commands: list[str], tmp_path: Path) -> None:
    for _ in range(2):
        browser_env.ensure_lighthouse()
        (tmp_path / "scripts" / "lighthouse" / "node_modules").mkdir(exist_ok=True)
    assert [command.split(" --")[0] for command in commands] == ["npm ci"]


@pytest.mark.parametrize(
    ("version", "good"),
    [
        ("24.19.0", True),
        ("24.11.0", True),
        ("24.10.9", False),
        ("26.0.0", True),
        ("25.1.0", True),
        ("23.9.0", False),
        ("22.18.0", True),
        ("22.17.1", False),
        ("20.20.2", True),
        ("20.19.0", False),
        ("18.20.8", False),
        ("", False),
    ],
)
def test_which_node_will_do(version: str, good: bool) -> None:
    assert node_env.good(version) is good


def test_a_step_that_fails_is_explained_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOG", steps.ROOT / "test-results" / "setup.log")
    code = "import sys; print('working'); print('error: no such package'); print('bye'); sys.exit(1)"
    with pytest.raises(
        SetupError, match=r"^Packages can't be installed: error: no such package \(all of it: "
    ):
        steps.run([sys.executable, "-c", code], "Packages can't be installed", cwd=tmp_path)


def test_a_machine_without_network_is_asked_about_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "LOG", steps.ROOT / "test-results" / "setup.log")
    code = "import sys; print('error: Temporary failure in name resolution'); sys.exit(1)"
    with pytest.raises(SetupError, match="is this machine online"):
        steps.run([sys.executable, "-c", code], "It failed", cwd=tmp_path)


def test_where_a_tool_keeps_its_log_is_not_why_it_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "LOG", steps.ROOT / "test-results" / "setup.log")
    lines = ["npm error reason: no such package", "npm error A complete log of this run can be found in: x"]
    code = f"import sys; print({chr(10).join(lines)!r}); sys.exit(1)"
    with pytest.raises(SetupError, match="npm error reason: no such package"):
        steps.run([sys.executable, "-c", code], "It failed", cwd=tmp_path)


REPORT = """<testsuites><testsuite>
<testcase/><testcase><failure/></testcase><testcase><failure/><error/></testcase>
<testcase><skipped/></testcase><testcase><system-out/></testcase>
</testsuite></testsuites>"""


def test_tests_are_counted_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(REPORT)
    count = suites.read(tmp_path / "report.xml")
    assert count == suites.Count(2, 2, 1)
    assert str(count) == "2 passed, 2 failed, 1 skipped"
    assert suites.read(tmp_path / "missing.xml") == suites.Count()


@pytest.mark.parametrize("code", ["", "raise SystemExit(3)"])
def test_a_suite_that_breaks_off_or_runs_nothing_counts_as_failed(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suites, "RESULTS", tmp_path)
    assert suites.run(suites.Suite("empty", [sys.executable, "-c", code])).failed == 1
