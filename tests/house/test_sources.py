"""Habits that the sources keep: one reader of settings and time, one commit site, sizes, no leftovers."""

import ast
import re
from pathlib import Path

from tests.house.sources import (
    BACKEND,
    FRONTEND,
    ROOT,
    attributes,
    calls,
    files_under,
    name,
    own_files,
    python_files,
    tree,
)

SETTINGS = (BACKEND / "config.py", BACKEND / "run")
CLOCK = BACKEND / "core" / "clock.py"
UNIT_OF_WORK = BACKEND / "core" / "unit_of_work.py"
READS_WALL_TIME = re.compile(
    r"^(datetime\.)*(datetime|date)\.(now|utcnow|today|fromtimestamp|utcfromtimestamp)$|^time\.time(_ns)?$"
)
# Put together here, so that this file doesn't hold what it forbids.
MACHINE_PATHS = re.compile(
    "|".join(rf"(?<![\w.])/{folder}/\w" for folder in ("work", "tmp", "root", "Users"))
)
REGISTRIES = re.compile(
    r"\.".join(("pypi", "org")) + "|" + r"\.".join(("npmjs", "org")) + "|python" + "hosted"
)
LEFT_OVER = re.compile("|".join(rf"\b{word}\b" for word in ("TO" + "DO", "FIX" + "ME", "XX" + "X")))
SKIPS = re.compile(
    "|".join(
        (
            r"mark\.sk" + "ip",
            r"mark\.xf" + "ail",
            r"pytest\.sk" + r"ip\(",
            r"pytest\.xf" + r"ail\(",
            "import" + "orskip",
        )
    )
)
VUE_SKIPS = re.compile(r"\b(?:it|test|describe)\.(?:sk" + "ip|to" + r"do|on" + r"ly)\b")


def _below(path: Path, *places: Path) -> bool:
    return any(path.is_relative_to(place) for place in places)


def test_only_config_and_the_runner_read_the_environment() -> None:
    assert [
        f"{name(path)}:{line}"
        for path in python_files(BACKEND, ROOT / "celerybeat_schedule.py")
        if not _below(path, *SETTINGS)
        for line, text in attributes(path)
        if text in {"os.environ", "os.getenv"}
    ] == []


def test_only_the_unit_of_work_commits() -> None:
    assert {
        name(path)
        for path in python_files(BACKEND)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "commit"
    } == {name(UNIT_OF_WORK)}


def test_only_the_clock_reads_the_wall_time() -> None:
    assert [
        f"{name(path)}:{line} {text}"
        for path in python_files(BACKEND)
        if not _below(path, CLOCK, BACKEND / "run")
        for line, text in attributes(path)
        if READS_WALL_TIME.match(text)
    ] == []


def test_no_database_reads_the_wall_time() -> None:
    assert [
        f"{name(path)}:{call.lineno}"
        for path in files_under(BACKEND, suffixes={".py"})
        for call in calls(path)
        if ast.unparse(call.func) in {"func.now", "func.current_timestamp", "sa.func.now"}
    ] == []


def test_no_moment_is_naive() -> None:
    assert [
        f"{name(path)}:{call.lineno}"
        for path in python_files(BACKEND, ROOT / "tests", ROOT / "e2e")
        for call in calls(path)
        if ast.unparse(call.func) in {"datetime", "datetime.datetime"} and not _has_zone(call)
    ] == []


def _has_zone(call: ast.Call) -> bool:
    return len(call.args) >= 8 or any(word.arg in {"tzinfo", None} for word in call.keywords)


def test_every_module_says_what_it_is_for() -> None:
    files = python_files(BACKEND, ROOT / "tests", ROOT / "e2e", ROOT / "scripts")
    assert [name(path) for path in files if not ast.get_docstring(tree(path))] == []


def test_python_files_can_be_read_in_one_go() -> None:
    files = python_files(BACKEND, ROOT / "scripts")
    assert {name(path): size for path in files if (size := _lines(path)) > 300} == {}


def test_vue_files_can_be_read_in_one_go() -> None:
    files = files_under(FRONTEND, suffixes={".vue"})
    assert {name(path): size for path in files if (size := _lines(path)) > 200} == {}


def test_functions_can_be_read_in_one_go() -> None:
    sizes = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in python_files(BACKEND)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {where: size for where, size in sizes.items() if size > 40} == {}
    assert sorted(sizes.values())[len(sizes) * 9 // 10] <= 20


def test_nothing_names_a_machine_or_a_registry() -> None:
    assert _lines_like(MACHINE_PATHS, own_files()) + _lines_like(REGISTRIES, own_files()) == []


def test_nothing_is_left_for_later() -> None:
    assert (
        _lines_like(LEFT_OVER, files_under(BACKEND, FRONTEND, ROOT / "tests", ROOT / "e2e", ROOT / "scripts"))
        == []
    )


def test_no_test_is_skipped() -> None:
    assert _lines_like(SKIPS, python_files(ROOT / "tests", ROOT / "e2e")) == []
    assert _lines_like(VUE_SKIPS, files_under(FRONTEND, suffixes={".ts"})) == []


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def _lines_like(pattern: re.Pattern[str], files: list[Path] | tuple[Path, ...]) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in files
        for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1)
        if pattern.search(line)
    ]
