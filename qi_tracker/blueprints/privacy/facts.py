"""What is so in an organisation today, gathered for its page on privacy and the texts from it."""

from pkgutil import iter_modules

from qi_tracker import integrations
from qi_tracker.access.overview import who_sees_what
from qi_tracker.blueprints.common.inviting import sends_mail
from qi_tracker.models import Organization
from qi_tracker.reports.privacy_sections import PrivacyFacts
from qi_tracker.services.privacy import measured_in
from qi_tracker.services.retention import coming, last_erased, rules_of
from qi_tracker.services.summaries import local_today


def talking_modules() -> list[str]:
    """The modules that talk to the network: those of `integrations/`."""
    return sorted(module.name for module in iter_modules(integrations.__path__))


def facts_of(organization: Organization, is_brief: bool = False) -> PrivacyFacts:
    """All there is to say; `is_brief` leaves out what the projects measure, and what was erased of them."""
    return PrivacyFacts(
        organization=organization,
        measured=() if is_brief else measured_in(organization),
        viewers=who_sees_what(),
        rules=rules_of(organization),
        gone={} if is_brief else last_erased(organization),
        coming={} if is_brief else coming(organization, local_today()),
        outgoing=[module for module in talking_modules() if module != "mail" or sends_mail()],
    )
