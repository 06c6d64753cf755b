"""The texts for the protocol and the assessment: as pages to be printed, and as files to take along.

Markdown, since it opens everywhere and needs no package of its own; the printed page can be pasted into a text program
with its headings and tables.
"""

from contextlib import suppress

from flask import Response, request, url_for

from qi_tracker.access.permissions import Permission
from qi_tracker.blueprints.common.access import requires
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.common.words import current_language, current_words, speak
from qi_tracker.blueprints.privacy.facts import facts_of
from qi_tracker.blueprints.privacy.routes import blueprint
from qi_tracker.exchange.file_names import attachment
from qi_tracker.i18n.labels import choices
from qi_tracker.models import Organization
from qi_tracker.reports.document import Document, markdown
from qi_tracker.reports.privacy_texts import TEXTS
from qi_tracker.vocabulary import Language

_ADDRESS = "/organizations/<int:organization_id>/privacy"


def _written(organization: Organization, name: str) -> Document:
    """The text in the language that is asked for, or the reader's own."""
    with suppress(ValueError):
        speak(Language(request.args.get("language", "")))
    return TEXTS[name].write(facts_of(organization), current_words())


def _serve(name: str) -> None:
    @requires(Permission.VIEW_PRIVACY)
    def page(organization: Organization) -> Response:
        document, language = _written(organization, name), current_language()
        file = url_for(f".{name}_file", organization_id=organization.id, language=language.value)
        others = [
            (label, url_for(f".{name}", organization_id=organization.id, language=value))
            for value, label in choices(Language, current_words())
            if value != language.value
        ]
        return render("privacy/document.html", organization=organization, document=document, file=file, others=others)

    @requires(Permission.VIEW_PRIVACY)
    def file(organization: Organization) -> Response:
        document = _written(organization, name)
        answer = Response(markdown(document), mimetype="text/markdown")
        answer.headers["Content-Disposition"] = attachment(f"{document.title} – {organization.name}", "md", name)
        return answer

    blueprint.add_url_rule(f"{_ADDRESS}/{name}", name, page)
    blueprint.add_url_rule(f"{_ADDRESS}/{name}.md", f"{name}_file", file)


for _name in TEXTS:
    _serve(_name)
