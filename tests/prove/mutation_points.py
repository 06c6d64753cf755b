"""Where the program keeps people and organisations apart, found in its source; and its source without one of them."""

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from devtools.places import ROOT

PACKAGE: Final = "qi_tracker"
ALWAYS: Final = "lambda *_: True"

# Calls whose arguments are conditions of a query.
_CONDITIONED: Final = frozenset({"where", "filter"})
_TENANT: Final = frozenset({"organization_id"})
_BIN: Final = "deleted_at"
# What is one person's alone, and who may still sign in.
_PERSONAL: Final = frozenset({"person_id", "token_hash", "disabled_at", "expires_at"})
# What names a thing of one organisation: `Aim.project_id == project.id` says the organisation as well.
_LINKS: Final = frozenset(
    {
        *("project_id", "measure_id", "change_idea_id", "import_id", "event_id", "unit_id", "noun_id", "parent_id"),
        *("id", "observation_id"),
    }
)


# Path → (name, what stands there, what stands there instead, whether only PostgreSQL can tell): guards of no shape.
_ELSEWHERE: Final = {
    "qi_tracker/services/saving.py": [
        ("_leave_out_the_bin leaves nothing out", "row.deleted_at.is_(None), include", "row.id > 0, include", False),
    ],
    "qi_tracker/services/acting.py": [
        (
            "within stays within",
            "    with _then_again(session, acting_person_id(session), own):\n        yield",
            "    yield",
            True,
        ),
    ],
    "qi_tracker/blueprints/common/access.py": [
        (
            "_target is the thing itself",
            "return thing.organization if isinstance(thing, OF_ORGANIZATION) else thing",
            "return thing",
            False,
        ),
    ],
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One guard taken out of one file."""

    path: str
    # Function, and what is missing in it.
    name: str
    source: str
    # Files of tests that are about what this file does; the access tests come after them.
    tests: Sequence[str] = ()
    # Only PostgreSQL can tell.
    on_postgresql: bool = False

    @property
    def title(self) -> str:
        """The mutant's name in lists."""
        return f"{self.path}: {self.name}"


def mutants(root: Path = ROOT) -> Iterator[Mutant]:
    """Every guard there is, each taken out in turn."""
    for path in sorted((root / PACKAGE).rglob("*.py")):
        relative = path.relative_to(root).as_posix()
        if not _is_guarding(relative):
            continue
        source = path.read_text(encoding="utf-8")
        yield from (each for each in _of_file(root, relative, source) if each.source != source)


def _is_guarding(relative: str) -> bool:
    rooms = ("access/", "services/", "blueprints/", "migrations/protection.py")
    aside = (
        "blueprints/auth/",
        "blueprints/health/",
        "blueprints/help/",
        "services/housekeeping",
        "services/audit_verif",
    )
    inside = relative.removeprefix(f"{PACKAGE}/")
    return inside.startswith(rooms) and not inside.startswith(aside)


def _of_file(root: Path, path: str, source: str) -> Iterator[Mutant]:
    tests = _tests_of(root, path)
    for name, before, after, on_postgresql in _ELSEWHERE.get(path, ()):
        assert before in source, f"{path} has no {before}: mend _ELSEWHERE"
        yield Mutant(path, name, source.replace(before, after), tests, on_postgresql)
    if path.endswith("access/rules.py"):
        yield from _of_rules(path, source)
    elif path.endswith("access/predicates.py"):
        yield from _of_predicates(path, source)
    elif path.endswith("access/scope.py"):
        yield from _of_scopes(path, source)
    elif path.endswith("migrations/protection.py"):
        yield from _of_policies(path, source)
    else:
        yield from _of_conditions(path, source, tests)
        yield from _of_checks(path, source, tests)
        yield from _of_permissions(path, source, tests)


def _tests_of(root: Path, path: str) -> Sequence[str]:
    """The tests that mirror the file, and those of the noun's pages."""
    parts = Path(path).with_suffix("").parts[1:]
    words = parts[-1].split("_")
    nouns = {parts[-1], *parts[1:2], *words, *(f"{word}s" for word in words)} - {"routes", "forms", "common"}
    found = [f"tests/{room}/test_{noun}.py" for room in ("services", "blueprints", "access") for noun in sorted(nouns)]
    return [name for name in found if (root / name).exists()]


# Rules: each predicate of each permission away, and each permission given to everyone.


def _of_rules(path: str, source: str) -> Iterator[Mutant]:
    tree = ast.parse(source)
    table = next(
        node.value for node in tree.body if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) == "RULES"
    )
    assert isinstance(table, ast.Dict)
    for key, value in zip(table.keys, table.values, strict=True):
        assert key is not None and isinstance(value, ast.List)
        permission = ast.unparse(key)
        for predicate in value.elts:
            yield Mutant(path, f"{permission} without {ast.unparse(predicate)}", _without(source, predicate))
        yield Mutant(path, f"{permission} for everyone", _replaced(source, value, f"[{ALWAYS}]"))
    yield from _of_checks(path, source, ())


def _of_predicates(path: str, source: str) -> Iterator[Mutant]:
    tree = ast.parse(source)
    for function, node in _inside_functions(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            for part in node.values:
                yield Mutant(path, f"{function} without {_short(part)}", _replaced(source, part, "True"))
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for part in node.values:
                yield Mutant(path, f"{function} without {_short(part)}", _replaced(source, part, "False"))
        if isinstance(node, ast.If):
            yield Mutant(path, f"{function} without if {_short(node.test)}", _replaced(source, node.test, "False"))
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load) and function == "project_of":
            for kind in node.elts:
                yield Mutant(path, f"{function} without {_short(kind)}", _without(source, kind))
        if isinstance(node, ast.Return) and node.value is not None and _is_answer(function, node.value):
            yield Mutant(path, f"{function} always", _replaced(source, node.value, "True"))


def _is_answer(function: str, value: ast.expr) -> bool:
    return function.startswith(("is_", "has_")) and not isinstance(value, ast.Name)


def _of_scopes(path: str, source: str) -> Iterator[Mutant]:
    imported = source.replace("from sqlalchemy import ", "from sqlalchemy import true, ", 1)
    assert imported != source
    tree = ast.parse(imported)
    for function, node in _inside_functions(tree):
        if isinstance(node, ast.Return) and node.value is not None:
            yield Mutant(path, f"{function} everything", _replaced(imported, node.value, "true()"))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitAnd):
            for part in (node.left, node.right):
                yield Mutant(path, f"{function} without {_short(part)}", _replaced(imported, part, "true()"))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "or_":
            for part in node.args:
                yield Mutant(path, f"{function} without or {_short(part)}", _without(imported, part))


# Conditions of queries: the organisation's, and the bin's.


def _of_conditions(path: str, source: str, tests: Sequence[str]) -> Iterator[Mutant]:
    for function, node in _inside_functions(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in _CONDITIONED:
            yield from _of_where(path, source, tests, function, node)
        if node.func.attr == "filter_by":
            for keyword in node.keywords:
                if keyword.arg in (*_TENANT, *_PERSONAL):
                    yield Mutant(path, f"{function} without {ast.unparse(keyword)}", _without(source, keyword), tests)


def _of_where(path: str, source: str, tests: Sequence[str], function: str, call: ast.Call) -> Iterator[Mutant]:
    named = {_column_of(argument): argument for argument in call.args}
    tenant = next((named[column] for column in named if column in _TENANT), None)
    beside = [column for column in named if column in _LINKS and not _is_list_of_own(named[column])]
    for argument in call.args:
        column = _column_of(argument)
        if column in _TENANT and beside:
            # The id beside it says the organisation as well; what would let others' rows in is to lose both.
            both = _without(source, argument, named[beside[0]])
            yield Mutant(path, f"{function} without {_short(argument)} and {_short(named[beside[0]])}", both, tests)
        elif (
            column in (*_TENANT, _BIN, *_PERSONAL)
            or _is_scope(argument)
            or column in _LINKS
            and tenant is None
            and column != "id"
            and isinstance(argument, ast.Compare)
        ):
            yield Mutant(path, f"{function} without {_short(argument)}", _without(source, argument), tests)


def redundant(root: Path = ROOT) -> Iterator[str]:
    """Conditions on the organisation beside one on the id of a thing of one organisation: the same said twice.

    They stay since every query leads with the organisation, by which the schema can be distributed.
    """
    for path in sorted((root / PACKAGE).rglob("*.py")):
        relative = path.relative_to(root).as_posix()
        if not _is_guarding(relative):
            continue
        for function, node in _inside_functions(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CONDITIONED:
                columns = [_column_of(argument) for argument in node.args]
                if _TENANT & set(columns) and _LINKS & set(columns):
                    yield f"{relative}: {function}"


def _is_list_of_own(condition: ast.expr) -> bool:
    return (
        _column_of(condition) == "id" and isinstance(condition, ast.Compare) and isinstance(condition.ops[0], ast.NotEq)
    )


def _column_of(condition: ast.expr) -> str:
    """The column that a condition is about: of `X.c == …`, `X.c.in_(…)`, `X.c.is_(None)`."""
    if isinstance(condition, ast.Compare):
        condition = condition.left
    elif isinstance(condition, ast.Call) and isinstance(condition.func, ast.Attribute):
        if condition.func.attr not in ("in_", "is_"):
            return ""
        condition = condition.func.value
    if isinstance(condition, ast.Subscript) and ast.unparse(condition.value).endswith(".c"):
        # A link whose name is in a variable: `table.c[column]`.
        return "parent_id"
    return condition.attr if isinstance(condition, ast.Attribute) else ""


def _is_scope(condition: ast.expr) -> bool:
    if isinstance(condition, ast.UnaryOp):
        condition = condition.operand
    if not isinstance(condition, ast.Call) or not isinstance(condition.func, ast.Name):
        return False
    return condition.func.id.startswith(("visible_", "joined_", "verdict_", "restorable_", "led_"))


# Checks in code: what raises "not there" or "you may not", and calls of `require`.


def _of_checks(path: str, source: str, tests: Sequence[str]) -> Iterator[Mutant]:
    for function, node in _inside_functions(ast.parse(source)):
        if isinstance(node, ast.If) and any(_refuses(each) for each in node.body):
            parts = node.test.values if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or) else []
            if not parts:
                yield Mutant(
                    path, f"{function} without if {_short(node.test)}", _replaced(source, node.test, "False"), tests
                )
            for part in parts:
                if not ast.unparse(part).endswith("is None"):
                    yield Mutant(path, f"{function} without {_short(part)}", _replaced(source, part, "False"), tests)
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "require"
        ):
            yield Mutant(path, f"{function} without {_short(node.value)}", _replaced(source, node, "pass"), tests)
        if (
            isinstance(node, ast.Return)
            and isinstance(node.value, ast.IfExp)
            and "organization_id" in ast.unparse(node.value.test)
        ):
            yield Mutant(
                path, f"{function} without {_short(node.value.test)}", _replaced(source, node.value.test, "True"), tests
            )


def _refuses(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Raise)
        and statement.exc is not None
        and ast.unparse(statement.exc) in ("NotFound", "Forbidden", "NotSignedIn")
    )


def _of_permissions(path: str, source: str, tests: Sequence[str]) -> Iterator[Mutant]:
    """Each route open to everyone who is signed in."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for decorator in node.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "requires":
                permission = decorator.args[0]
                if ast.unparse(permission) != "Permission.USE":
                    yield Mutant(
                        path, f"{node.name} for everyone", _replaced(source, permission, "Permission.USE"), tests
                    )


# Policies: each table without one, and each clause of the statements.


def _of_policies(path: str, source: str) -> Iterator[Mutant]:
    tests = ["tests/migrations/test_protection.py"]
    tables = ("projects", "measures", "observations", "aims", "pdsa_cycles", "memberships", "audit_values")
    for table in tables:
        changed = source.replace(
            'if "organization_id" in table.columns and',
            f'if table.name != "{table}" and "organization_id" in table.columns and',
        )
        yield Mutant(path, f"no policy for {table}", changed, tests, on_postgresql=True)
    for name, before, after in (
        ("policies that see everything", "USING (organization_id = ANY ({_ORGANIZATIONS}){own})", "USING (true)"),
        (
            "policies that let everything be written",
            "WITH CHECK (organization_id = ANY ({_ORGANIZATIONS}))",
            "WITH CHECK (true)",
        ),
        ("row-level security that is off", "ENABLE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"),
        ("the owner may see everything", "FORCE ROW LEVEL SECURITY", "NO FORCE ROW LEVEL SECURITY"),
        ("everybody's memberships", " OR person_id = {_PERSON}", " OR true"),
        ("everybody's invitations", "OR token_hash = {_LINK} OR {_PERSON} IS NULL", "OR true"),
        ("everybody's drafts", "USING (person_id = {_PERSON}) WITH CHECK (person_id = {_PERSON})", "USING (true)"),
    ):
        yield Mutant(path, name, source.replace(before, after), tests, on_postgresql=True)


# Source without a piece of it.


def _inside_functions(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    for node in ast.iter_child_nodes(tree):
        inner = function
        if isinstance(node, ast.FunctionDef):
            inner = function or node.name
        yield inner, node
        yield from _inside_functions(node, inner)


def _short(node: ast.AST) -> str:
    return ast.unparse(node)[:90]


def _same(one: ast.AST, other: ast.AST) -> bool:
    return (
        one.__class__,
        getattr(one, "lineno", 0),
        getattr(one, "col_offset", 0),
        getattr(one, "end_col_offset", 0),
    ) == (
        other.__class__,
        getattr(other, "lineno", 0),
        getattr(other, "col_offset", 0),
        getattr(other, "end_col_offset", 0),
    )


class _Remover(ast.NodeTransformer):
    def __init__(self, gone: Sequence[ast.AST]) -> None:
        self.gone = gone

    def visit(self, node: ast.AST) -> ast.AST | None:
        """The node, or nothing in its place."""
        if any(_same(node, each) for each in self.gone):
            return None
        return self.generic_visit(node)


class _Replacer(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """The node, or the other in its place."""
        if _same(node, self.old):
            return self.new
        return self.generic_visit(node)


def _without(source: str, *gone: ast.AST) -> str:
    tree = ast.parse(source)
    _Remover(gone).visit(tree)
    return ast.unparse(ast.fix_missing_locations(tree))


def _replaced(source: str, old: ast.AST, new: str) -> str:
    statement = ast.parse(new).body[0]
    node = statement if isinstance(old, ast.stmt) else statement.value  # type: ignore[attr-defined]  # an expression, by what is asked for
    return ast.unparse(ast.fix_missing_locations(_Replacer(old, copy.deepcopy(node)).visit(ast.parse(source))))
