"""What the program's source must not do, whoever writes it: each rule gives a line for every place that breaks it."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.rules.source_tree import PACKAGE, ROOT, Source

# Where a process of one's own is started: the chart renderer's child, with a fixed command.
STARTS_PROCESSES = frozenset(
    {"qi_tracker/charts/process.py", "qi_tracker/commands/simulate.py", "qi_tracker/worker.py"}
)
# Read with entities refused: our own drawings, and the guard that lets no other XML near.
READS_XML = frozenset({"qi_tracker/charts/svg.py", "qi_tracker/exchange/xlsx_guard.py"})
# Where statements are put together from names of our own tables, never from what is sent.
WRITES_SQL = (
    "qi_tracker/migrations/",
    "qi_tracker/models/database.py",
    "qi_tracker/safekeeping/",
    "qi_tracker/doctor/",
)
SIMULATES = ("qi_tracker/commands/simulate.py", "qi_tracker/demo/", "qi_tracker/simulation/")
# Patterns in a table of constants.
KNOWN_PATTERNS = frozenset({"qi_tracker/blueprints/common/devices.py"})
TALKS = ("qi_tracker/integrations/", "qi_tracker/server.py")

_CODE_FROM_TEXT = {"eval", "exec", "compile", "__import__"}
_BANNED_MODULES = {"pickle", "marshal", "shelve", "yaml", "dill", "xml", "lxml"}
_NETWORK = {"socket", "http", "urllib.request", "smtplib", "ftplib", "requests", "httpx", "aiohttp", "urllib3"}
_WEAK = {"md5", "sha1", "new"}


@dataclass(frozen=True, slots=True)
class Place:
    """A line that breaks a rule."""

    path: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


def _calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, ast.unparse(node.func)


def _imports(source: Source) -> Iterator[tuple[int, str]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def code_from_text(source: Source) -> Iterator[Place]:
    """Text made into code, commands, templates, patterns or objects."""
    for call, name in _calls(source):
        if name in _CODE_FROM_TEXT or name.endswith(("render_template_string", "from_string")):
            yield Place(source.path, call.lineno, f"{name} makes code of text")
        if name.startswith(("subprocess.", "os.system", "os.popen")) and source.path not in STARTS_PROCESSES:
            yield Place(source.path, call.lineno, f"{name} starts a process")
        if any(keyword.arg == "shell" and ast.unparse(keyword.value) == "True" for keyword in call.keywords):
            yield Place(source.path, call.lineno, "a shell reads the command")
        if _is_made_pattern(call, name) and source.path not in KNOWN_PATTERNS:
            yield Place(source.path, call.lineno, "the pattern is no constant")
    for line, module in _imports(source):
        banned = _BANNED_MODULES - ({"xml"} if source.path in READS_XML else set())
        if module.split(".")[0] in banned:
            yield Place(source.path, line, f"{module} makes objects of text")


def _is_made_pattern(call: ast.Call, name: str) -> bool:
    return (
        name.startswith("re.") and bool(call.args) and isinstance(call.args[0], ast.Name) and call.args[0].id.islower()
    )


def sql_from_text(source: Source) -> Iterator[Place]:
    """Statements put together from pieces, outside where the pieces are our own tables' names."""
    if source.path.startswith((*WRITES_SQL, *SIMULATES)) or not any(
        "sqlalchemy" in name for _, name in _imports(source)
    ):
        return
    for call, name in _calls(source):
        is_sql = name.split(".")[-1] in ("text", "exec_driver_sql", "literal_column") and call.args
        if is_sql and not isinstance(call.args[0], ast.Constant):
            yield Place(source.path, call.lineno, "the statement is put together")


def talks_to_others(source: Source) -> Iterator[Place]:
    """Modules that can reach another machine, outside the rooms that may."""
    if source.path.startswith(TALKS):
        return
    for line, module in _imports(source):
        if any(module == name or module.startswith(f"{name}.") for name in _NETWORK):
            yield Place(source.path, line, f"{module} talks to the network")


def weak_digests(source: Source) -> Iterator[Place]:
    """Digests that can be forged."""
    for call, name in _calls(source):
        if name.startswith("hashlib.") and name.removeprefix("hashlib.") in _WEAK:
            yield Place(source.path, call.lineno, f"{name} can be forged")


def guessable_secrets(source: Source) -> Iterator[Place]:
    """Random numbers that can be foretold, where somebody could gain by it."""
    if source.path.startswith(SIMULATES):
        return
    for line, module in _imports(source):
        if module.split(".")[0] == "random":
            yield Place(source.path, line, "random can be foretold: use secrets")


def paths_from_requests(source: Source) -> Iterator[Place]:
    """Files opened or served by pages by a name that is sent."""
    if not source.path.startswith("qi_tracker/blueprints/"):
        return
    for call, name in _calls(source):
        if name in ("open", "Path", "send_file", "send_from_directory") or name.endswith(".save"):
            yield Place(source.path, call.lineno, f"{name} in a page")


def mixed_parameters(source: Source) -> Iterator[Place]:
    """Values taken from wherever they are sent, save for addresses to go back to."""
    if not source.path.startswith("qi_tracker/blueprints/"):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node) == "request.values":
            line = source.text.splitlines()[node.lineno - 1]
            if "local_address(request.values" not in line:
                yield Place(source.path, node.lineno, "say request.args or request.form")


def written_addresses(source: Source) -> Iterator[Place]:
    """Redirects to an address put together by hand."""
    if not source.path.startswith("qi_tracker/blueprints/"):
        return
    for call, name in _calls(source):
        if name == "redirect" and call.args and isinstance(call.args[0], (ast.JoinedStr, ast.BinOp)):
            yield Place(source.path, call.lineno, "build the address with url_for")


@dataclass(frozen=True, slots=True)
class File:
    """A template or script."""

    path: str
    text: str


def files(pattern: str) -> list[File]:
    """Our own files of a kind, without what comes from packages."""
    return [
        File(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for path in sorted(PACKAGE.rglob(pattern))
        if "vendor" not in path.parts
    ]


def lines_with(file: File, pattern: str, what: str) -> Iterator[Place]:
    """Each line that a pattern is found in."""
    for number, line in enumerate(file.text.splitlines(), start=1):
        if re.search(pattern, line):
            yield Place(file.path, number, what)
