"""Settings: a wrong or missing one stops the start, with a code that says which."""

from pathlib import Path

import pytest

from qi_tracker.errors import SettingsError
from qi_tracker.i18n.errors import error_sentence
from qi_tracker.i18n.translate import words_for
from qi_tracker.settings import Settings, load_settings
from qi_tracker.vocabulary import Language

LONG_SECRET = "x" * 40
POSTGRESQL = "postgresql+psycopg://app@localhost/qi"


def load(folder: Path, **given: str) -> Settings:
    """The settings for these environment variables, named without their prefix."""
    environment = {f"QI_TRACKER_{name}": value for name, value in given.items()}
    return load_settings({"QI_TRACKER_INSTANCE": str(folder), **environment})


def test_nothing_needs_to_be_said(tmp_path: Path) -> None:
    settings = load(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path.resolve() / 'qi_tracker.db'}"
    assert settings.owner_database_url == settings.database_url
    assert not settings.demo


def test_the_demo_has_a_database_and_a_marker_of_its_own(tmp_path: Path) -> None:
    real, demo = load(tmp_path), load(tmp_path, DEMO="true")
    assert real.database_url != demo.database_url
    assert real.marker != demo.marker


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = load(tmp_path).secret_key
    assert len(first) > 40
    assert load(tmp_path).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(f'secret_key = "{LONG_SECRET}"\ndemo = true\n', "utf-8")
    assert load(tmp_path).demo
    assert load(tmp_path).secret_key == LONG_SECRET
    assert not load(tmp_path, DEMO="no").demo


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"DATABSE_URL": "sqlite:///x"}, "unknown_setting"),
        ({"DATABASE_URL": "mysql://x"}, "unknown_database"),
        ({"DATABASE_URL": POSTGRESQL}, "owner_url_missing"),
        ({"DATABASE_URL": POSTGRESQL, "OWNER_DATABASE_URL": POSTGRESQL}, "owner_url_missing"),
        ({"SECRET_KEY": "short"}, "secret_key_too_short"),
        ({"DEMO": "perhaps"}, "not_true_or_false"),
    ],
)
def test_a_wrong_setting_stops_the_start_in_words(tmp_path: Path, given: dict[str, str], code: str) -> None:
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path, **given)
    assert stopped.value.code == code
    for language in Language:
        assert len(error_sentence(stopped.value, words_for(language))) > 20


def test_a_file_that_is_not_toml_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("demo = ", "utf-8")
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path)
    assert stopped.value.code == "bad_config_file"


def test_an_instance_folder_that_is_a_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SettingsError) as stopped:
        load(tmp_path / "file")
    assert stopped.value.code == "bad_instance_folder"
