"""A project as files to take along, for those who take part in it."""

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.downloads import DOWNLOADS, Download, downloaded
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.projects.routes import blueprint
from qi_tracker.models import Project
from qi_tracker.services.exports import of_projects


def _serve(endpoint: str, kind: Download) -> None:
    @requires(Permission.VIEW_PROJECT)
    def view(project: Project) -> Response:
        return downloaded(
            kind, project.title, of_projects(current_actor(), [project]), current_words().gettext("project")
        )

    blueprint.add_url_rule(f"/projects/<int:project_id>/{kind.address}", endpoint, view)


for _endpoint, _kind in DOWNLOADS.items():
    _serve(_endpoint, _kind)
