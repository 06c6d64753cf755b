"""The register of security requirements, written as its page."""

from collections import Counter
from collections.abc import Callable, Sequence

from tests.prove.figures import Figure
from tests.security.register import PAGE, WAYS, problems, read_register, render


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """How many requirements are held by what; what the register names and is not there counts as failing."""
    tell("docs/security/register.md")
    requirements = read_register()
    PAGE.write_text(render(requirements), encoding="utf-8")
    counts = Counter(requirement.way for requirement in requirements)
    failing = sorted({problem.split(":")[0] for problem in problems(requirements)})
    return [
        Figure("requirements of level 1 and 2", str(len(requirements))),
        *(Figure(heading, str(counts[way])) for way, heading in WAYS.items()),
        Figure("failing", ", ".join(failing) or "0"),
    ]
