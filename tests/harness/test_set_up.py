"""What dev.py does around each step: remembers it, shows it, and says in one sentence what to install when it fails."""

import subprocess
import sys
from pathlib import Path

import pytest

from devtools import assets, browser, environment, fonts, tracing
from devtools.commands import main
from devtools.progress import SetupFailed, run_quietly, step
from devtools.stamps import Stamp
from tests.rules.source_tree import ROOT


def test_stamp_is_fresh_until_a_source_or_an_output_changes(tmp_path: Path) -> None:
    lock, output = tmp_path / "lock", tmp_path / "output"
    lock.write_text("flask==3")
    stamp = Stamp(tmp_path / "stamps" / "x", (lock, "word"), (output,))
    assert not stamp.is_fresh()
    stamp.set()
    assert not stamp.is_fresh()
    output.touch()
    assert stamp.is_fresh()
    assert not Stamp(stamp.file, (lock, "other word"), (output,)).is_fresh()
    lock.write_text("flask==4")
    assert not stamp.is_fresh()


def test_copied_environment_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = Stamp(tmp_path / "x", ("word",))
    stamp.set()
    monkeypatch.setattr("devtools.stamps.ROOT", tmp_path)
    assert not stamp.is_fresh()


def test_failed_command_says_what_to_do_and_shows_its_last_lines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("devtools.progress.SETUP_LOG", tmp_path / "build" / "setup.log")
    run_quietly([sys.executable, "-c", "print('an earlier step')"], otherwise="")
    with pytest.raises(SetupFailed, match=r"(?s)^Install the thing\..*no such thing") as failure:
        run_quietly([sys.executable, "-c", "import sys; sys.exit('no such thing')"], otherwise="Install the thing.")
    assert "an earlier step" not in str(failure.value)
    with pytest.raises(SetupFailed, match=r"^Install the program\."):
        run_quietly(["no-such-program"], otherwise="Install the program.")


def test_step_shows_seconds_and_failure(capsys: pytest.CaptureFixture[str]) -> None:
    with step("doing one thing"):
        pass
    with pytest.raises(SetupFailed), step("doing another"):
        raise SetupFailed("No.")
    assert capsys.readouterr().out == "  doing one thing … 0.0 s\n  doing another … failed after 0.0 s\n"


def test_missing_venv_of_debian_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    monkeypatch.setattr(environment, "can_use_apt", lambda: False)
    with pytest.raises(SetupFailed, match=rf"apt install python3\.{sys.version_info.minor}-venv"):
        environment._ensure_ensurepip()


def test_missing_browser_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser.CHOSEN, str(tmp_path / "none"))
    monkeypatch.setattr(browser, "can_use_apt", lambda: False)
    monkeypatch.setattr(browser, "_unpack", lambda: None)
    with pytest.raises(SetupFailed, match="install Chromium, Chrome or Edge"):
        browser.ensure_chromium()


def test_chosen_browser_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(browser.CHOSEN, sys.executable)
    assert browser.find_chromium() == Path(sys.executable)


def test_node_of_the_python_index_stands_in_for_a_failing_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran: list[str] = []

    def refuse_the_machines_own(command: list[str | Path], **_named: object) -> None:
        ran.append(Path(command[0]).name)
        if command[0] == "npm-of-the-machine":
            raise SetupFailed("too old")

    monkeypatch.setattr(assets, "run_quietly", refuse_the_machines_own)
    monkeypatch.setattr("shutil.which", lambda name: "npm-of-the-machine")
    monkeypatch.setattr(assets, "_locked_node", lambda: (tmp_path / "node", tmp_path / "npm-cli.js"))
    assets.npm("ci", folder=tmp_path)
    assert ran == ["npm-of-the-machine", "node"]


def test_page_font_has_the_letters_of_all_our_languages() -> None:

    assert set("æøåÆØÅčđŋšŧžČĐŊŠŦŽ«»–−≥≤→▲%½") <= set(fonts.CHARACTERS)


def test_old_python_gets_a_sentence() -> None:
    """dev.py must still be read by a Python that is too old, so its first lines keep to old words."""
    lines = (ROOT / "dev.py").read_text(encoding="utf-8").splitlines()
    check = next(number for number, line in enumerate(lines) if "version_info" in line)
    assert not any(line.startswith("from") for line in lines[:check])


@pytest.mark.parametrize("arguments", [["run", "--prot", "80"], ["check", "--fast"], ["jump"]])
def test_unknown_words_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)


def test_only_the_standard_library_is_needed_before_set_up() -> None:
    """A Python without any package must get as far as its help."""
    done = subprocess.run(
        [sys.executable, "-E", "-S", "-s", "dev.py", "--help"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert "setup" in done.stdout, done.stderr


def test_missing_strace_is_installed_or_said_to_be_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(tracing, "apt_install", lambda package, otherwise: installed.append(package))
    monkeypatch.setattr(tracing, "can_use_apt", lambda: False)
    tracing.ensure_strace()
    assert tracing.SENTENCE in capsys.readouterr().out
    monkeypatch.setattr(tracing, "can_use_apt", lambda: True)
    tracing.ensure_strace()
    assert installed == ["strace"]
