"""The whole access matrix: everyone at every route, at every place, on both databases, and without our own filters."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.access import form_ids, matrix
from tests.access.answers import unlawful
from tests.access.browsing import Digests, changed, digests, house_of
from tests.access.house import DELETED, SIGNED_IN, UNSAVED, House, Party, Place, build_house
from tests.access.leaving import captured_log, wrong_in_log
from tests.access.matrix import Account
from tests.access.routes import every_route, unknown_routes
from tests.access.unfiltered import without_own_filters
from tests.databases import Kind, Prepared, prepared_app, settings_for
from tests.people import Who
from tests.postgres import PostgresServer
from tests.prove.figures import Figure

WITH_FORMS = (Who.LEAD, Who.MEMBER, Who.ADMINISTRATOR, Who.OUTSIDER, Who.OPERATOR, *Party)
# Who may use an address by its first id; to the others `things` has refused it already.
MAY_MIX = (Who.LEAD, Who.ADMINISTRATOR)
# The other organisation is this one's own, so that what is added there is theirs.
AT_HOME_ELSEWHERE = frozenset({Who.OUTSIDER})


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """Ask for all of it; what is wrong is told as it stands."""
    figures, problems, n_routes = [], list[str](), 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for kind in Kind:
            # The app sets the log up when it is made, so it is captured after that.
            with _house(kind, Path(folder)) as prepared, captured_log() as log:
                n_routes = len(every_route(prepared.app))
                whole = _whole(prepared, lambda what, kind=kind: tell(f"{kind}: {what}"))  # type: ignore[misc]  # bound at once
                figures.append(Figure(f"cases on {kind}", f"{whole.n_cases:,}"))
                problems += whole.problems
                if kind is Kind.POSTGRESQL:
                    alone = _row_level_security_alone(prepared, tell)
                    figures.append(Figure("cases by row-level security alone", f"{alone.n_cases:,}"))
                    problems += alone.problems
                problems += wrong_in_log(log.getvalue(), ("kanari", UNSAVED, DELETED))
    for problem in problems:
        tell(problem)
    return [
        Figure("routes", str(n_routes)),
        Figure("people, of every role, of other organisations and of none", str(len(SIGNED_IN) + 1)),
        Figure("places (own, another project, another organisation, three kinds of deleted, missing)", str(len(Place))),
        *figures,
        Figure("wrong answers, words of others, changes of others' things, words in the log", str(len(problems))),
    ]


@contextmanager
def _house(kind: Kind, folder: Path) -> Iterator[Prepared]:
    if kind is Kind.SQLITE:
        with prepared_app(settings_for(folder / kind), build_house) as prepared:
            yield prepared
        return
    with PostgresServer.start() as server:
        urls = server.create_database("house")
        with prepared_app(settings_for(folder / kind, urls), build_house) as prepared:
            yield prepared


def _whole(prepared: Prepared, tell: Callable[[str], None]) -> Account:
    whole, house = Account(), house_of(prepared)
    whole.problems += [
        *unknown_routes(prepared.app, house),
        *unlawful(prepared.app, house, list(every_route(prepared.app))),
    ]
    whole.add(matrix.not_signed_in(prepared))
    for who in (*SIGNED_IN, Who.NOBODY):
        tell(f"all routes as {who}")
        if who is not Who.NOBODY:
            whole.add(matrix.things(prepared, who, list(Place), ("GET", "POST", "HEAD")))
        if who in MAY_MIX:
            whole.add(_two_ids(prepared, who))
        whole.add(matrix.unknown_methods(prepared, who))
        whole.add(matrix.without_thing(prepared, who))
        prepared.restore()
    for who in WITH_FORMS:
        tell(f"all forms as {who}")
        for tried in (matrix.forms, form_ids.try_strangers, form_ids.try_additions, form_ids.try_links):
            if tried is form_ids.try_additions and who in AT_HOME_ELSEWHERE:
                continue
            whole.add(tried(prepared, who))
            prepared.restore()
    return whole


def _two_ids(prepared: Prepared, who: Who) -> Account:
    """Addresses with two ids; the lead manages the project's invitations and not the organisation's: 403 there."""
    account = matrix.mixed_addresses(prepared, who)
    if who is Who.LEAD:
        account.problems = [
            each for each in account.problems if not ("POST /organizations/" in each and each.endswith(": 403"))
        ]
    return account


def _row_level_security_alone(prepared: Prepared, tell: Callable[[str], None]) -> Account:
    """The application lets everyone do everything; PostgreSQL keeps organisations apart all the same."""
    alone = Account()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(House, "words_kept_from", House.words_of_other_organizations)
        for who in SIGNED_IN:
            tell(f"row-level security alone, as {who}")
            before = digests(prepared)
            with without_own_filters():
                account = matrix.things(prepared, who, list(Place), ("GET", "POST"))
            # Within their own organisation anyone may now do anything.
            account.problems = [each for each in account.problems if " sends " in each]
            account.problems += _changed_elsewhere(prepared, who, before)
            alone.add(account)
            prepared.restore()
    return alone


def _changed_elsewhere(prepared: Prepared, who: Who | Party, before: Digests) -> Iterator[str]:
    """Rows of organisations that this person has no part in, which are not as they were."""
    house = house_of(prepared)
    other = house.places[Place.OWN if who in AT_HOME_ELSEWHERE else Place.OTHER]["organization_id"]
    for table, organization_id in changed(before, digests(prepared)):
        if organization_id == other:
            yield f"{who}: {table} of another organisation was changed"
