"""Every guard of access taken out in turn, in a copy of the program: do the tests notice?"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from pathlib import Path
from typing import IO, Final

from devtools.places import ROOT
from tests.databases import READY
from tests.prove.figures import Figure
from tests.prove.mutation_points import PACKAGE, Mutant, mutants, redundant

COPIED: Final = ("qi_tracker", "tests", "devtools", "pyproject.toml")
# Longer than any that is caught needs; one that hangs is told as such.
SECONDS: Final = 900
CAUGHT: Final = 1
NO_TESTS: Final = 5

_MATRIX: Final = "tests/access/test_every_route.py"
_LAW: Final = f"{_MATRIX}::test_the_permissions_of_all_routes_are_as_the_law_says"
# Both databases say the same here, and a planted defect beside the mutant says nothing of it.
_ON_SQLITE: Final = ("-k", "not postgresql and not is_seen and not row_level")

# Mutants that no test can tell from the program, by name, and why.
_SAID_BY_ID: Final = (
    "beside it stands the id of a project, which belongs to one organisation; every query leads with it"
)
_PICKED_BY_ID: Final = "of what is found, only what is asked for by id is used; it would only take longer"
_KEYS_OF_ONE: Final = "the key beside it names a thing of one organisation, and who left it is told of nothing there"
_ASKED_AGAIN: Final = "each person is asked about once more where the news are gathered; it spares looking"
_NO_ROLE: Final = (
    "who has no role in the project is asked for none of its numbers by what comes next; it spares reading"
)
_ASKED_BY_ID: Final = "the answers are asked for by the ids of units of one organisation; it would only take longer"
EQUIVALENT: Final[Mapping[str, str]] = {
    f"{PACKAGE}/access/scope.py: visible_projects without "
    "Project.organization_id.in_(list(actor.project_organizations))": _SAID_BY_ID,
    f"{PACKAGE}/access/scope.py: joined_projects without "
    "Project.organization_id.in_(actor.organization_ids)": _SAID_BY_ID,
    f"{PACKAGE}/access/scope.py: restorable_projects without "
    "Project.organization_id.in_(actor.organization_ids)": _SAID_BY_ID,
    f"{PACKAGE}/access/predicates.py: has_organization_role without "
    "organization_id is None": "nobody has a role in no organisation; it is there for the type",
    f"{PACKAGE}/services/audit_chain.py: _value_digests without AuditValue.organization_id == organization_id "
    "and AuditValue.event_id.in_(ids)": "what is found beside is asked for by nobody; it would only take longer",
    f"{PACKAGE}/services/bin.py: _deleters without "
    "AuditEvent.organization_id.in_({thing.organization_id for thing in things})": _SAID_BY_ID,
    f"{PACKAGE}/services/units.py: _leaders without UnitLeadership.organization_id == organization_id": _ASKED_BY_ID,
    f"{PACKAGE}/services/units.py: _project_counts without Project.organization_id == organization_id": _ASKED_BY_ID,
    f"{PACKAGE}/services/imports.py: _restore_freezes without "
    "Freeze.measure_id == measure.id": "beside it stand the ids that the import of this measure wrote down itself",
    f"{PACKAGE}/services/calculations.py: sources_of without "
    "Measure.organization_id == measure.organization_id and Measure.id.in_(ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/calculations.py: computed_from without "
    "Measure.organization_id.in_(organization_ids)": _SAID_BY_ID,
    f"{PACKAGE}/services/exports.py: of_organization without "
    "visible_projects(actor)": "who belongs to the organisation, as the route asks, sees all of its projects",
    f"{PACKAGE}/services/handing_over.py: _pieces without "
    "Task.organization_id.in_(organizations) and Task.project_id.in_(ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/handing_over.py: _pieces without "
    "Measure.organization_id.in_(organizations) and Measure.project_id.in_(ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/handing_over.py: _pieces without "
    "PdsaCycle.organization_id.in_(organizations) and ChangeIdea.project_id.in_(ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/handing_over.py: _roles without "
    "ProjectMembership.organization_id.in_({project.organization_id for project in projects}) and "
    "ProjectMembership.project_id.in_(ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/meeting_decisions.py: decisions_of without "
    "MeetingDecision.organization_id.in_({meeting.organization_id for meeting in meetings})": _SAID_BY_ID,
    f"{PACKAGE}/services/meeting_decisions.py: _tasks_of without "
    "Task.organization_id.in_({decision.organization_id for decision in decisions}) and "
    "Task.id.in_([decision.task_id for decision in decisions if decision.task_id is not None])": _PICKED_BY_ID,
    f"{PACKAGE}/services/meetings.py: said_then without "
    "Measure.organization_id == meeting.organization_id and Measure.id.in_([int(key) for key in said])": _PICKED_BY_ID,
    f"{PACKAGE}/services/meetings.py: previous_meeting without "
    "MeetingDecision.organization_id == Meeting.organization_id": _SAID_BY_ID,
    f"{PACKAGE}/services/reminders.py: _told without "
    "SentReminder.organization_id.in_(actor.organization_ids)": _KEYS_OF_ONE,
    f"{PACKAGE}/services/reminders.py: everyone_to_remind without Person.disabled_at.is_(None)": _ASKED_AGAIN,
    f"{PACKAGE}/services/reminders.py: _measures without joined_projects(actor)": _NO_ROLE,
    f"{PACKAGE}/services/reminders.py: _present without "
    "ProjectMembership.organization_id.in_(actor.organization_ids) and "
    "ProjectMembership.project_id.in_(project_ids)": _PICKED_BY_ID,
    f"{PACKAGE}/services/reminders.py: _last_life without "
    "AuditEvent.organization_id == project.organization_id": _SAID_BY_ID,
    f"{PACKAGE}/blueprints/bin/routes.py: restore_project without "
    "project.organization_id not in current_actor().organization_ids": "the rule that is asked next says the same",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the tests answered to one mutant."""

    mutant: Mutant
    code: int
    seconds: float
    # Whether a test failed; one that cannot be collected has caught no guard.
    is_caught: bool


@dataclass(frozen=True, slots=True)
class Way:
    """How mutants are tried: how pytest is called, one time after the other until it notices, and for how long."""

    stages: Callable[[Mutant], Iterable[Sequence[str]]]
    seconds: float = SECONDS
    # Codes of pytest, or of the runner, that tell that it has noticed.
    caught: frozenset[int] = frozenset({CAUGHT})


class NotSound(Exception):
    """The tests fail without any mutant, so that they would seem to catch all."""


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Try all of them; each that survives is told by name.

    Raises
    ------
    NotSound
        If the tests fail already while nothing is taken out.
    """
    started, all_mutants = time.monotonic(), list(mutants())
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, ThreadPoolExecutor() as threads:
        # Each core its own copy, since a mutant changes it.
        programs = [copied(Path(folder, str(core))) for core in range(os.cpu_count() or 1)]
        check_sound(all_mutants, programs[0], tell)
        shares = [all_mutants[number :: len(programs)] for number in range(len(programs))]
        outcomes = list(chain.from_iterable(threads.map(tried, shares, programs, repeat(tell))))
    survivors = [outcome for outcome in outcomes if not outcome.is_caught]
    gone = EQUIVALENT.keys() - {mutant.title for mutant in all_mutants}
    unexplained = [each for each in survivors if each.mutant.title not in EQUIVALENT]
    for outcome in unexplained:
        tell(f"NOT caught ({outcome.code}): {outcome.mutant.title}")
    return [
        Figure(
            "guards taken out (rules, conditions of queries, checks, permissions of routes, policies)",
            str(len(outcomes)),
        ),
        Figure("caught by a test", str(len(outcomes) - len(survivors))),
        Figure("shown to change nothing, by name in tests/prove/mutants.py", str(len(survivors) - len(unexplained))),
        Figure("not caught", _names(unexplained)),
        Figure("named, and there no more", str(len(gone))),
        Figure(
            "conditions on the organisation beside one on the id of a thing of it, taken out together",
            str(len(list(redundant()))),
        ),
        Figure("minutes", f"{(time.monotonic() - started) / 60:.0f}"),
    ]


def _names(outcomes: Sequence[Outcome]) -> str:
    return "0" if not outcomes else f"{len(outcomes)}: " + "; ".join(outcome.mutant.title for outcome in outcomes)


def check_sound(todo: Sequence[Mutant], folder: Path, tell: Callable[[str], None]) -> None:
    """All that the mutants are tried with, tried on the program as it is.

    Raises
    ------
    NotSound
        If any of it fails.
    """
    tests = tuple(sorted({test for mutant in todo for test in mutant.tests}))
    path = "qi_tracker/access/rules.py"
    whole = (folder / path).read_text(encoding="utf-8")
    unchanged = [Mutant(path, "nothing is missing", whole, tests), Mutant(path, "for PostgreSQL", whole, tests, True)]
    failed = [outcome for outcome in tried(unchanged, folder, tell) if outcome.code != 0]
    if failed:
        raise NotSound((folder / "last-mutant.txt").read_text(encoding="utf-8")[-2000:])


def copied(folder: Path) -> Path:
    """The program and its tests, to be changed at will."""
    folder.mkdir(exist_ok=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        else:
            shutil.copy(source, folder / name)
    return folder


def tried(chosen: Iterable[Mutant], folder: Path, tell: Callable[[str], None], way: Way | None = None) -> list[Outcome]:
    """The outcome of each; guards are tried with what is about them first."""
    way = way or Way(_stages)
    found, todo = [], list(chosen)
    program, ready = folder / "tests" / "prove" / "mutant_runner.py", folder / "ready"
    ready.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, str(program)],
        cwd=folder,
        # Compiled once for all mutants, also where nothing else is kept.
        env={**os.environ, READY: str(ready), "PYTHONDONTWRITEBYTECODE": ""},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as runner:
        assert runner.stdin is not None and runner.stdout is not None
        for number, mutant in enumerate(todo, start=1):
            outcome = _try(mutant, folder, way, (runner.stdin, runner.stdout))
            found.append(outcome)
            said = "noticed" if outcome.is_caught else f"NOT noticed ({outcome.code})"
            tell(f"{number}/{len(todo)} {said} after {outcome.seconds:.0f} s: {mutant.title}")
        runner.stdin.close()
    return found


def _try(mutant: Mutant, folder: Path, way: Way, runner: tuple[IO[str], IO[str]]) -> Outcome:
    requests, answers = runner
    seconds = 0.0
    answer = {"code": 0}
    for arguments in way.stages(mutant):
        job = {"path": str(folder / mutant.path), "source": mutant.source, "arguments": arguments}
        job["seconds"] = way.seconds
        requests.write(json.dumps(job) + "\n")
        requests.flush()
        answer = json.loads(answers.readline())
        seconds += answer["seconds"]
        # Where all tests are left out by the choice among them, nothing was tried.
        if answer["code"] not in (0, NO_TESTS):
            break
    return Outcome(mutant, answer["code"], seconds, answer["code"] in way.caught)


def _stages(mutant: Mutant) -> Iterator[list[str]]:
    """How pytest is called, one time after the other until it notices: the tests that are quickest to come first."""
    # The runner has loaded libraries already that pytest would like to rewrite.
    quiet = ["-q", "-x", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    if mutant.on_postgresql:
        guards = ("migrations/test_protection.py", "services/test_acting.py", "services/test_drafts.py")
        yield [*quiet, *(f"tests/{name}" for name in guards), "-k", "postgresql"]
        yield [*quiet, *mutant.tests, _MATRIX, "-k", "RowLevel or row_level"]
        return
    if mutant.name.endswith(" for everyone") and "/blueprints/" in mutant.path:
        yield [*quiet, _LAW]
    if "/access/" in mutant.path:
        # Needs no application, and none of what the other tests are handed.
        yield [*quiet, "--noconftest", "tests/access/test_rules.py"]
        yield [*quiet, *_ON_SQLITE, "tests/access/test_scope.py"]
    if mutant.tests:
        yield [*quiet, *_ON_SQLITE, *dict.fromkeys(mutant.tests)]
    if mutant.title in EQUIVALENT:
        # What the long rounds would say of it is known: all of them were tried when it was named.
        return
    yield [*quiet, *_ON_SQLITE, _MATRIX]
    yield [*quiet, *_ON_SQLITE, "tests/services", "tests/blueprints"]
