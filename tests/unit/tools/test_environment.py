"""The environment is made once, by a Python that can."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import environment


def test_an_old_python_is_refused_with_the_way_to_name_another() -> None:
    with pytest.raises(environment.SetupError, match=r"needs 3\.11[\s\S]*PYTHON=/path/to/python3\.11"):
        environment.check_python((3, 10), has_ensurepip=True)


def test_a_python_without_venv_is_refused_with_the_package_to_install() -> None:
    with pytest.raises(environment.SetupError, match="apt-get install python3-venv"):
        environment.check_python((3, 11), has_ensurepip=False)


def test_a_newer_python_is_welcome() -> None:
    environment.check_python((3, 13), has_ensurepip=True)


@pytest.mark.parametrize(("installed", "wanted"), [("base", "base"), ("dev", "dev"), ("dev", "base")])
def test_an_environment_that_holds_the_lock_is_left_alone(
    tmp_path: Path, installed: str, wanted: str
) -> None:
    for name in environment.LOCKS[installed]:
        environment.stamp_path(tmp_path, name).write_text(environment.digest_of_lock(name), encoding="ascii")
    environment.bring_up_to_date(wanted, tmp_path)
    assert not (tmp_path / "bin").exists()


def test_an_environment_for_running_is_not_enough_for_testing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.stamp_path(tmp_path, "base").write_text(environment.digest_of_lock("base"), encoding="ascii")
    monkeypatch.setattr(environment.sys, "executable", "/bin/false")
    with pytest.raises(environment.SetupError, match="venv"):
        environment.bring_up_to_date("dev", tmp_path)


def test_every_package_of_the_base_lock_is_in_the_dev_lock_in_the_same_version() -> None:
    base, dev = (
        {line.split(" ")[0] for line in path.read_text(encoding="utf-8").splitlines() if "==" in line[:80]}
        for path in (environment.ROOT / "requirements" / f"{kind}.txt" for kind in ("base", "dev"))
    )
    assert base
    assert base <= dev


@pytest.mark.parametrize("kind", ["base", "dev"])
def test_every_locked_package_has_a_hash(kind: str) -> None:
    text = (environment.ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    entries = text.replace("\\\n", " ").splitlines()
    locked = [entry for entry in entries if entry and not entry.lstrip().startswith("#")]
    assert len(locked) == len(
        list(environment.requirement_names(environment.ROOT / "requirements" / f"{kind}.txt"))
    )
    assert [entry for entry in locked if "--hash=sha256:" not in entry] == []
