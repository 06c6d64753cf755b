"""The demo's three projects have the marks, the step and the pace that their own story gives them."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from qi_tracker.demo.loader import load_demo
from qi_tracker.extensions import db
from qi_tracker.method.marks import Lack, Mark
from qi_tracker.method.pace import PaceCode
from qi_tracker.method.progress import VALUES
from qi_tracker.models import Organization, Project
from qi_tracker.services.acting import act_as
from qi_tracker.services.aims import aim_of, pace_of_aim
from qi_tracker.services.marks import method_marks, suggested_progress
from qi_tracker.services.summaries import local_today
from tests.inside import inside

# All three began their cycles after the belief was written, and count what it is about every month or week.
ALWAYS = {Mark.PREDICTED: None, Mark.OVER_TIME: None}

EXPECTED = {
    # Two of the ideas tried lately were tried twice or thrice, each time after the one before was decided. The posters
    # were tried at two schools at once, and of most of the latest cycles no learning is written.
    "Gratis fritid – flere barn blir med": ALWAYS
    | {Mark.BUILDS_ON: None, Mark.SMALL_FIRST: Lack.LARGE_FIRST, Mark.DOCUMENTED: Lack.NOT_LEARNT},
    # The fixed times were tried three times, each after the one before was decided; the first time in a whole zone,
    # and the stand-in for all of July. No learning is written anywhere.
    "Kortere vei til hjelp": ALWAYS
    | {Mark.BUILDS_ON: None, Mark.SMALL_FIRST: Lack.LARGE_FIRST, Mark.DOCUMENTED: Lack.NOT_LEARNT},
    # Two ideas, each tried once: with a class, and with a whole year of them. What the second taught is not written.
    "Skolefrokost og nærvær": ALWAYS
    | {Mark.BUILDS_ON: Lack.NO_SECOND, Mark.SMALL_FIRST: Lack.LARGE_FIRST, Mark.DOCUMENTED: Lack.NOT_LEARNT},
}


@pytest.fixture(scope="module")
def demo(empty_demo: Flask) -> Iterator[Flask]:
    with inside(empty_demo):
        load_demo(local_today())
        db.session.commit()
    yield empty_demo


def demo_projects() -> dict[str, Project]:
    """The three by their titles."""
    act_as(db.session(), None, db.session.scalars(select(Organization.id)).all())
    return {project.title: project for project in db.session.scalars(select(Project)) if project.title in EXPECTED}


def test_each_project_has_its_marks(demo: Flask) -> None:
    with inside(demo):
        told = {
            title: {each.mark: each.lack for each in method_marks(project, local_today())}
            for title, project in demo_projects().items()
        }
    assert told == EXPECTED


def test_each_project_has_its_step_on_the_scale(demo: Flask) -> None:
    with inside(demo):
        told = {title: VALUES[suggested_progress(project, local_today())] for title, project in demo_projects().items()}
    assert told == {
        # From 30 % to 60 %, and the median now is 43.4 %: better, and less than half of the way.
        "Gratis fritid – flere barn blir med": 3.5,
        # From 34.5 days to 14, and now 23: 56 % of the way, with the fixed times adopted.
        "Kortere vei til hjelp": 4.0,
        # More eat breakfast, and the absence is as it was.
        "Skolefrokost og nærvær": 3.0,
    }


def test_each_aim_has_its_pace(demo: Flask) -> None:
    """45 % of the way with 12 of 18 months gone; 56 % with 12 of 12; and no clear change."""
    with inside(demo):
        told = {}
        for title, project in demo_projects().items():
            aim = aim_of(project)
            assert aim is not None
            told[title] = pace_of_aim(aim, local_today()).code
    assert told == {
        "Gratis fritid – flere barn blir med": PaceCode.TOO_SLOW,
        "Kortere vei til hjelp": PaceCode.TOO_LATE,
        "Skolefrokost og nærvær": PaceCode.UNCLEAR,
    }
