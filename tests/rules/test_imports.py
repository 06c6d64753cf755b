"""Imports point downwards, as the house's table says."""

import pytest

from tests.rules.import_rules import import_problems
from tests.rules.source_tree import Source, program_sources


def test_no_import_points_upwards() -> None:
    assert [problem for source in program_sources() for problem in import_problems(source)] == []


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        ("analysis/runs.py", "import flask", "analysis never sees flask"),
        ("analysis/runs.py", "from sqlalchemy.orm import Session", "analysis never sees sqlalchemy"),
        ("analysis/runs.py", "from qi_tracker.models import Measure", "analysis may not import models"),
        ("charts/theme.py", "from qi_tracker.i18n.labels import label", "charts may not import i18n"),
        ("models/measures.py", "from qi_tracker.services.measures import create", "models may not import services"),
        ("services/measures.py", "from qi_tracker.charts.client import Renderer", "services may not import charts"),
        ("services/measures.py", "import altair", "services never sees altair"),
        ("i18n/labels.py", "import flask_babel", "i18n never sees flask_babel"),
        ("errors.py", "from qi_tracker import vocabulary", "errors may not import vocabulary"),
        (
            "blueprints/pdsa/routes.py",
            "from qi_tracker.blueprints.measures.forms import F",
            "belongs in blueprints.common",
        ),
        ("blueprints/pdsa/routes.py", "from qi_tracker.blueprints import measures", "belongs in blueprints.common"),
        ("blueprints/pdsa/routes.py", "from qi_tracker.charts.child import main", "a page knows only"),
        ("blueprints/pdsa/routes.py", "import altair", "never sees altair"),
        ("services/measures.py", "from qi_tracker import create_app", "never import from the root package"),
        ("services/measures.py", "def f():\n    import json", "an import inside a function"),
        ("strange/thing.py", "import json", "has no line in ROOMS"),
    ],
)
def test_planted_import_is_found(path: str, text: str, said: str) -> None:
    assert any(said in problem for problem in import_problems(Source(f"qi_tracker/{path}", text)))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("services/measures.py", "from qi_tracker.models import Measure\nfrom qi_tracker.access.rules import require"),
        ("blueprints/pdsa/routes.py", "from qi_tracker.charts.client import chart_view"),
        ("blueprints/pdsa/routes.py", "from qi_tracker.blueprints.common.access import requires"),
        ("blueprints/pdsa/routes.py", "from qi_tracker.blueprints.pdsa.forms import CycleForm"),
        ("commands/run.py", "from qi_tracker import create_app"),
    ],
)
def test_downward_import_is_let_through(path: str, text: str) -> None:
    assert list(import_problems(Source(f"qi_tracker/{path}", text))) == []
