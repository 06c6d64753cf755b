"""Typed settings from the environment and the instance folder's `config.toml`. A wrong one stops the start."""

import ipaddress
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qi_tracker.errors import SettingsError

PREFIX = "QI_TRACKER_"
MINIMUM_SECRET_LENGTH = 32
_DATABASES = ("sqlite:///", "postgresql+psycopg://")

# How the connection to the mail server is kept private, and the port that goes with each (RFC 8314, RFC 6409).
SMTP_PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "none": 25}
HIGHEST_PORT = 65_535
MOST_PROXIES = 9
# A name or a number, IPv6 in brackets, and a port where it is not that of https.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[1-9][0-9]{0,4})?")
_MAIL_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)*")


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
    address
        Where people reach the program, `https://forbedring.kommune.no`; links are made with it. Needed for mail.
    smtp_host
        The mail server. Without it no mail is sent, and links are shown to those who may see them.
    smtp_port
        Its port; by default 587, with `tls` 465, with `none` 25.
    smtp_security
        `starttls`, `tls`, or `none` for a mail server on this machine. The server's certificate is always checked.
    smtp_user
        Who the program signs in to the mail server as, when it must.
    smtp_password
        The password for that.
    mail_from
        The sender of all mail, `Forbedring <forbedring@kommune.no>`. Needed for mail.
    proxies
        How many reverse proxies of yours stand before the program: so many addresses of X-Forwarded-For are believed.
    statistics_hosts
        Servers that official statistics may be fetched from, `data.ssb.no`, with a comma between; none: off.
    """

    instance: Path
    database_url: str
    owner_database_url: str
    secret_key: str = field(repr=False)
    demo: bool = False
    address: str = ""
    smtp_host: str = ""
    smtp_port: int = SMTP_PORTS["starttls"]
    smtp_security: str = "starttls"
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""
    proxies: int = 0
    statistics_hosts: tuple[str, ...] = ()

    @property
    def sends_mail(self) -> bool:
        """Whether there is a mail server to send by. Invented people write to nobody."""
        return bool(self.smtp_host) and not self.demo

    @property
    def marker(self) -> Path:
        """The file that remembers which database this instance has used."""
        return self.instance / ("demo.installation" if self.demo else "qi_tracker.installation")

    @property
    def chart_cache(self) -> Path:
        """Folder of drawn charts; may be emptied at any time."""
        return self.instance / "charts"

    @property
    def statistics_cache(self) -> Path:
        """Folder of what statistics servers answered lately; may be emptied at any time."""
        return self.instance / "statistics"

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
    return Settings(
        instance=instance,
        database_url=database_url,
        owner_database_url=owner_database_url,
        secret_key=_secret_key(given, instance),
        demo=demo,
        address=_address(given.get("address", "")),
        proxies=_whole_number(given, "proxies", 0, MOST_PROXIES) or 0,
        statistics_hosts=_hosts(given.get("statistics_hosts", "")),
        **_mail(given),
    )


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


def _whole_number(given: Mapping[str, str], name: str, least: int, most: int) -> int | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        raise SettingsError("not_a_number_between", name=name, value=text, least=least, most=most)
    return int(text)


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise SettingsError("bad_address", field="address") from None
    is_bare = not (parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc)
    if not (host and is_bare and (parts.scheme == "https" or (parts.scheme == "http" and is_loopback(host)))):
        raise SettingsError("bad_address", field="address")
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(part.strip().lower().removesuffix(":443") for part in text.split(",") if part.strip())
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingsError("bad_host", field="statistics_hosts", value=host)
    return hosts


def is_loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _mail(given: Mapping[str, str]) -> dict[str, Any]:
    """The settings of mail: all that is needed, or none at all."""
    host, security = given.get("smtp_host", "").strip(), given.get("smtp_security", "starttls")
    user, password, sender = (given.get(name, "") for name in ("smtp_user", "smtp_password", "mail_from"))
    port = _whole_number(given, "smtp_port", 1, HIGHEST_PORT)
    if security not in SMTP_PORTS:
        raise SettingsError("unknown_smtp_security", field="smtp_security", value=security)
    if not host:
        alone = [name for name in given if name.startswith("smtp_") and given[name]]
        if alone:
            raise SettingsError("setting_needed_too", field="smtp_host", name=alone[0])
        return {"mail_from": _sender(sender)}
    for name in ("address", "mail_from"):
        if not given.get(name):
            raise SettingsError("setting_needed_too", field=name, name="smtp_host")
    if bool(user) != bool(password):
        missing, present = ("smtp_password", "smtp_user") if user else ("smtp_user", "smtp_password")
        raise SettingsError("setting_needed_too", field=missing, name=present)
    if security == "none" and not is_loopback(host):
        raise SettingsError("smtp_unprotected", field="smtp_security")
    return {
        "smtp_host": host,
        "smtp_port": port or SMTP_PORTS[security],
        "smtp_security": security,
        "smtp_user": user,
        "smtp_password": password,
        "mail_from": _sender(sender),
    }


def _sender(text: str) -> str:
    if text and not (text.isprintable() and _MAIL_ADDRESS.fullmatch(parseaddr(text)[1])):
        raise SettingsError("bad_mail_from", field="mail_from")
    return text


def _secret_key(given: Mapping[str, str], instance: Path) -> str:
    if "secret_key" in given:
        if len(given["secret_key"]) < MINIMUM_SECRET_LENGTH:
            raise SettingsError("secret_key_too_short", minimum=MINIMUM_SECRET_LENGTH)
        return given["secret_key"]
    file = instance / "secret_key"
    try:
        if not file.exists():
            _make_secret_key(file)
        key = file.read_text("utf-8")
    except OSError as problem:
        raise SettingsError("bad_instance_folder", folder=str(instance)) from problem
    if len(key) < MINIMUM_SECRET_LENGTH:
        raise SettingsError("secret_key_too_short", minimum=MINIMUM_SECRET_LENGTH)
    return key


def _make_secret_key(file: Path) -> None:
    """Whole or not at all, whatever fails, and the same one for programs that start at once."""
    unfinished = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    try:
        with open(unfinished, "x", encoding="utf-8", opener=_for_owner_only) as new:
            new.write(secrets.token_urlsafe(48))
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(unfinished, file)
        except FileExistsError:
            return
        except OSError:
            # A volume that gives a file one name only.
            os.replace(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
