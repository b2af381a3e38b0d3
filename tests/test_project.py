"""Guards of the whole tree: what no single module can see of itself."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {"__pycache__", "build", "dist", "demo", "out"}
LOCKS = ("requirements.txt", "requirements-region.txt", "requirements-dev.txt")

# Written so that these lines themselves do not match.
REGISTRY = re.compile(r"(pypi|pythonhosted)\.or[g]|npmjs\.or[g]|debian\.or[g]|crates\.i[o]", re.IGNORECASE)
MACHINE_PATH = re.compile(r"(^|[^\w.-])/(wor[k]|far[m]|roo[t])/", re.MULTILINE)


def files(*suffixes: str) -> Iterator[Path]:
    """The project's own files, with one of the endings if any is named; without what a run leaves behind."""
    for folder, inner, names in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in NOT_OURS and (name == ".ci" or not name.startswith("."))]
        for name in names:
            if name != ".git" and (not suffixes or name.endswith(suffixes)):  # of a worktree it is a file
                yield Path(folder, name)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def locked(lock: str) -> dict[str, str]:
    """Package name -> version of one lock."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "machine path"])
def test_no_file_names_a_registry_or_a_path_of_one_machine(pattern: re.Pattern[str]):
    found = []
    for path in files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{shown(path)}: {line.strip()[:80]}" for line in text.splitlines() if pattern.search(line)]
    assert found == []


def test_no_python_file_is_longer_than_400_lines():
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files(".py")}
    assert lengths
    # A step of the schema is written once, by a tool, and never touched again.
    lengths = {name: length for name, length in lengths.items() if "/migrations/versions/" not in name}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_data_file_can_be_read():
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files(".yaml", ".yml")]
    assert read
    assert None not in read


def test_every_font_and_icon_has_its_licence_beside_it():
    fonts = [path for path in files(".otf", ".ttf") if path.is_relative_to(ROOT / "resources")]
    assert fonts
    for font in fonts:
        family = font.stem.partition("-")[0]
        assert [*font.parent.glob(f"{family}-OFL*"), *font.parent.glob(f"{family}-LICENSE*")], shown(font)
    icons = {path.parent for path in files(".svg") if path.is_relative_to(ROOT / "resources")}
    assert icons
    for folder in icons:
        assert (folder / "LICENSE").is_file(), shown(folder)


# Dependencies -------------------------------------------------------------------------------------------------------


def declared() -> dict[str, Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return {requirement.name: requirement for requirement in map(Requirement, project["dependencies"])}


def test_qt_stays_below_the_version_that_loses_none_on_python_3_11():
    qt = declared()["pyside6"].specifier
    assert not qt.contains("6.12.0")
    assert qt.contains("6.11.3")
    for lock in LOCKS:
        packages = {name: version for name, version in locked(lock).items() if name.startswith("pyside6")}
        assert set(packages) >= {"pyside6", "pyside6-essentials", "pyside6-addons"}
        assert all(version.startswith("6.11.") for version in packages.values())


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_what_the_project_asks_for(lock: str):
    versions = locked(lock)
    for name, requirement in declared().items():
        assert requirement.specifier.contains(versions[name]), name


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_holds_hashes_and_no_addresses(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    packages = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(packages) == len(locked(lock))
    assert [package.partition("==")[0] for package in packages if "--hash=sha256:" not in package] == []


# Parts --------------------------------------------------------------------------------------------------------------


def test_contracts_between_the_parts_are_kept():
    command = "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run(['--no-cache']))"
    answer = subprocess.run(
        [sys.executable, "-c", command],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONUTF8": "1"},
        timeout=300,
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 broken" in answer.stdout
