"""Every route says `@requires(Permission.…)` or `@public`: one that says neither would be open by accident."""

from pathlib import Path

from flask import Flask

from qi_tracker import create_app
from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import public, requires
from qi_tracker.migrations.runner import migrate
from qi_tracker.settings import Settings

# Flask's own, for style sheets and scripts: the same for everyone.
OPEN_BY_NATURE = frozenset({"static"})


def undeclared_views(app: Flask) -> list[str]:
    """Each endpoint that says nothing, or both, of who may use it; with how to mend it."""
    problems = []
    for endpoint, view in sorted(app.view_functions.items()):
        says = (hasattr(view, "required_permission"), getattr(view, "is_public", False))
        if endpoint in OPEN_BY_NATURE or says in ((True, False), (False, True)):
            continue
        said = "both @requires and @public" if all(says) else "neither @requires(Permission.…) nor @public"
        problems.append(
            f"{endpoint} ({view.__module__}.{view.__name__}) says {said}: say one, right above the function."
        )
    return problems


def test_every_route_says_who_may_use_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'x.db'}"
    settings = Settings(tmp_path, url, url, secret_key="x" * 32, demo=True)
    migrate(settings)
    app = create_app(settings)
    assert len(app.view_functions) > len(OPEN_BY_NATURE)
    assert undeclared_views(app) == []


def test_planted_routes_are_found() -> None:
    app = Flask("planted")

    def view() -> str:
        return ""

    app.add_url_rule("/open", "open", view)
    app.add_url_rule("/both", "both", public(requires(Permission.VIEW_PROJECT)(lambda: "")))
    app.add_url_rule("/public", "public", public(lambda: ""))
    app.add_url_rule("/guarded", "guarded", requires(Permission.VIEW_PROJECT)(lambda: ""))
    assert [problem.split()[0] for problem in undeclared_views(app)] == ["both", "open"]
