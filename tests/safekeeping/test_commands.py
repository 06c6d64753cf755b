"""The commands as an operator meets them: what is said, in which language, and the exit status."""

from pathlib import Path

import pytest

from qi_tracker import cli
from qi_tracker.models import database as drivers
from qi_tracker.settings import PREFIX
from tests.contents import digests
from tests.databases import Kind, Prepared, settings_for
from tests.safekeeping.conftest import NewInstallation
from tests.safekeeping.resealed import with_manifest


@pytest.fixture(autouse=True)
def _writing() -> None:
    drivers.set_read_only(False)


def said(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    """The exit status, and all that was said."""
    status = cli.main([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_back_up_check_and_restore(sqlite_only: Prepared, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = sqlite_only.settings.instance
    status, told = said(capsys, "backup", "--instance", here, "--to", tmp_path / "a.zip", "--language", "en")
    assert status == 0
    assert f"{tmp_path / 'a.zip'}. It holds personal data" in told
    assert "of version" not in told and "by version 0.1.0" in told
    status, told = said(capsys, "backup", "--check", tmp_path / "a.zip")
    assert (status, "Sikkerhetskopien er hel." in told) == (0, True)
    status, told = said(capsys, "restore", tmp_path / "a.zip", "--instance", tmp_path / "new")
    assert (status, told.strip()) == (0, "Sikkerhetskopien er lagt inn, og alle må logge inn på nytt.")
    status, told = said(capsys, "restore", tmp_path / "a.zip", "--instance", tmp_path / "new", "--language", "nn")
    assert (status, "legg til --replace" in told) == (1, True)
    status, told = said(capsys, "restore", tmp_path / "a.zip", "--instance", tmp_path / "new", "--replace")
    assert (status, "ligger i en sikkerhetskopi: " in told) == (0, True)
    assert list((tmp_path / "new" / "backups").glob("qi_tracker-*.zip"))


def test_to_another_database(
    backup: Path,
    new_installation: NewInstallation,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    there = new_installation(Kind.POSTGRESQL)
    monkeypatch.setenv(f"{PREFIX}DATABASE_URL", there.database_url)
    monkeypatch.setenv(f"{PREFIX}OWNER_DATABASE_URL", there.owner_database_url)
    assert said(capsys, "restore", backup, "--instance", there.instance)[0] == 0
    assert said(capsys, "backup", "--instance", there.instance, "--to", tmp_path / "there.zip")[0] == 0
    monkeypatch.delenv(f"{PREFIX}DATABASE_URL")
    monkeypatch.delenv(f"{PREFIX}OWNER_DATABASE_URL")
    assert said(capsys, "restore", tmp_path / "there.zip", "--instance", tmp_path / "back")[0] == 0
    assert digests(settings_for(tmp_path / "back")) == digests(there)


def test_a_refusal_is_one_sentence_that_says_what_to_do(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.zip"
    damaged.write_bytes(backup.read_bytes()[:-100])
    newer = with_manifest(backup, tmp_path / "newer.zip", revision="9999", program="2.0")
    database = tmp_path / "qi_tracker.db"
    database.write_bytes(b"SQLite format 3\x00" + b"\0" * 100)
    for file, words in {
        damaged: "damaged.zip er skadet eller ikke hel. Kopier den en gang til, eller bruk en annen sikkerhetskopi.",
        newer: "newer.zip er laget av en nyere versjon (2.0). Installer den versjonen av programmet.",
        database: "qi_tracker.db er en databasefil, og det nyeste kan ligge i en annen fil ved siden av. Ta en "
        "sikkerhetskopi med qi-tracker backup der den var i bruk, og legg inn den.",
    }.items():
        assert said(capsys, "restore", file, "--instance", tmp_path / "new") == (1, f"{words}\n")


def test_as_many_as_none_cannot_be_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["backup", "--keep", "0"])
    assert "--keep: '0' is not a whole number from 1" in capsys.readouterr().err
