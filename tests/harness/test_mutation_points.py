"""Guards are found in the source by their shape, and each mutant lacks one of them and nothing else."""

import ast
import shutil
from pathlib import Path

from devtools.places import ROOT
from tests.prove.mutation_points import Mutant, mutants, redundant

SERVICE = """
def ideas_of(project):
    return db.session.scalars(
        select(Idea).where(Idea.organization_id == project.organization_id, Idea.project_id == project.id)
    )


def mine(actor):
    return select(Project).where(joined_projects(actor), Project.deleted_at.is_(None))


def own(person_id):
    return select(Session).filter_by(person_id=person_id, id=1)
"""
ROUTES = """
@blueprint.get("/ideas/<int:idea_id>")
@requires(Permission.VIEW_PROJECT)
def show(idea):
    if idea is None or idea.organization_id != current_actor().organization_id:
        raise NotFound
    require(current_actor(), Permission.EDIT_PROJECT, idea)
    return ""
"""


def found_in(root: Path) -> dict[str, Mutant]:
    (root / "qi_tracker/services").mkdir(parents=True)
    (root / "qi_tracker/blueprints/ideas").mkdir(parents=True)
    (root / "qi_tracker/services/ideas.py").write_text(SERVICE)
    (root / "qi_tracker/blueprints/ideas/routes.py").write_text(ROUTES)
    (root / "qi_tracker/models.py").write_text(SERVICE)
    return {mutant.title.removeprefix("qi_tracker/"): mutant for mutant in mutants(root)}


def test_each_guard_is_found_once(tmp_path: Path) -> None:
    assert sorted(found_in(tmp_path)) == [
        "blueprints/ideas/routes.py: show for everyone",
        "blueprints/ideas/routes.py: show without idea.organization_id != current_actor().organization_id",
        "blueprints/ideas/routes.py: show without require(current_actor(), Permission.EDIT_PROJECT, idea)",
        "services/ideas.py: ideas_of without Idea.organization_id == project.organization_id"
        " and Idea.project_id == project.id",
        "services/ideas.py: mine without Project.deleted_at.is_(None)",
        "services/ideas.py: mine without joined_projects(actor)",
        "services/ideas.py: own without person_id=person_id",
    ]
    assert list(redundant(tmp_path)) == ["qi_tracker/services/ideas.py: ideas_of"]


def test_a_mutant_lacks_its_guard_alone(tmp_path: Path) -> None:
    found = found_in(tmp_path)
    lacking = found["services/ideas.py: mine without joined_projects(actor)"].source
    assert "where(Project.deleted_at.is_(None))" in lacking
    assert "filter_by(person_id=person_id, id=1)" in lacking
    opened = found["blueprints/ideas/routes.py: show for everyone"].source
    assert "@requires(Permission.USE)" in opened
    assert "require(current_actor(), Permission.EDIT_PROJECT, idea)" in opened


def test_the_guards_of_the_program_are_found(tmp_path: Path) -> None:
    (tmp_path / "qi_tracker/services").mkdir(parents=True)
    shutil.copytree(ROOT / "qi_tracker/access", tmp_path / "qi_tracker/access")
    shutil.copy(ROOT / "qi_tracker/services/projects.py", tmp_path / "qi_tracker/services")
    found = list(mutants(tmp_path))
    for file, fewest in (("rules", 40), ("predicates", 30), ("scope", 15), ("projects", 8)):
        assert len([mutant for mutant in found if mutant.path.endswith(f"/{file}.py")]) >= fewest, file
    for mutant in found:
        ast.parse(mutant.source)
