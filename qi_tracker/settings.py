"""Typed settings from the environment and the instance folder's `config.toml`. A wrong one stops the start."""

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from qi_tracker.errors import SettingsError

PREFIX = "QI_TRACKER_"
MINIMUM_SECRET_LENGTH = 32
_DATABASES = ("sqlite:///", "postgresql+psycopg://")


@dataclass(frozen=True, slots=True)
class Settings:
    """All that an installation can be told. Environment variables are these names in capitals with the prefix.

    Attributes
    ----------
    instance
        Folder of the database, the secret key, backups and the chart cache.
    database_url
        `sqlite:///…` or `postgresql+psycopg://…`; the role that serves requests.
    owner_database_url
        The role that owns the tables, for migrations; the same as `database_url` on SQLite.
    secret_key
        Signs the cookie of form tokens and messages; made and kept in the instance folder when not given.
    demo
        Serve the invented demo data. Kept in a database of its own.
    """

    instance: Path
    database_url: str
    owner_database_url: str
    secret_key: str
    demo: bool = False

    @property
    def marker(self) -> Path:
        """The file that remembers which database this instance has used."""
        return self.instance / ("demo.installation" if self.demo else "qi_tracker.installation")

    @property
    def chart_cache(self) -> Path:
        """Folder of drawn charts; may be emptied at any time."""
        return self.instance / "charts"

    @property
    def backups(self) -> Path:
        """Folder of the copies taken before each migration."""
        return self.instance / "backups"


def load_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises
    ------
    SettingsError
        If a setting is unknown, missing or of the wrong form; the code and parameters say which.
    """
    given = _given(os.environ if environment is None else environment)
    instance = _instance_folder(given)
    demo = _truth("demo", given.get("demo", "false"))
    database_url = given.get("database_url") or f"sqlite:///{instance / ('demo.db' if demo else 'qi_tracker.db')}"
    if not database_url.startswith(_DATABASES):
        raise SettingsError("unknown_database", field="database_url")
    owner_database_url = given.get("owner_database_url") or database_url
    if database_url.startswith("postgresql") and owner_database_url == database_url:
        raise SettingsError("owner_url_missing", field="owner_database_url")
    return Settings(instance, database_url, owner_database_url, _secret_key(given, instance), demo)


def _given(environment: Mapping[str, str]) -> dict[str, str]:
    instance = Path(environment.get(f"{PREFIX}INSTANCE", "instance"))
    given: dict[str, str] = {}
    config = instance / "config.toml"
    if config.exists():
        try:
            given |= {key: str(value) for key, value in tomllib.loads(config.read_text("utf-8")).items()}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise SettingsError("bad_config_file", file=str(config), problem=str(problem)) from problem
    given |= {key.removeprefix(PREFIX).lower(): value for key, value in environment.items() if key.startswith(PREFIX)}
    known = {field.name for field in fields(Settings)}
    for name in given:
        if name not in known:
            raise SettingsError("unknown_setting", name=name, known=", ".join(sorted(known)))
    return given


def _instance_folder(given: Mapping[str, str]) -> Path:
    instance = Path(given.get("instance", "instance")).resolve()
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise SettingsError("bad_instance_folder", folder=str(instance)) from problem
    if not os.access(instance, os.W_OK):
        raise SettingsError("bad_instance_folder", folder=str(instance))
    return instance


def _truth(name: str, text: str) -> bool:
    meanings = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}
    try:
        return meanings[text.strip().lower()]
    except KeyError:
        raise SettingsError("not_true_or_false", name=name, value=text) from None


def _secret_key(given: Mapping[str, str], instance: Path) -> str:
    if "secret_key" in given:
        if len(given["secret_key"]) < MINIMUM_SECRET_LENGTH:
            raise SettingsError("secret_key_too_short", minimum=MINIMUM_SECRET_LENGTH)
        return given["secret_key"]
    file = instance / "secret_key"
    try:
        with open(file, "x", encoding="utf-8", opener=_for_owner_only) as new:
            new.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    return file.read_text("utf-8")


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
