"""An organisation as files to take along: to everyone who belongs to it, as much as they see of it."""

from flask import Response

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.downloads import DOWNLOADS, Download, downloaded
from qi_tracker.blueprints.common.sessions import current_actor
from qi_tracker.blueprints.common.words import current_words
from qi_tracker.blueprints.organizations.routes import blueprint
from qi_tracker.models import Organization
from qi_tracker.services.exports import of_organization


def _serve(endpoint: str, kind: Download) -> None:
    @requires(Permission.VIEW_ORGANIZATION)
    def view(organization: Organization) -> Response:
        taken = of_organization(current_actor(), organization)
        return downloaded(kind, organization.name, taken, current_words().gettext("organisation"))

    blueprint.add_url_rule(f"/organizations/<int:organization_id>/{kind.address}", endpoint, view)


for _endpoint, _kind in DOWNLOADS.items():
    _serve(_endpoint, _kind)
