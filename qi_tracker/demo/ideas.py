"""What the first project of the demo says of its ideas beside their titles: what they ask, give and build on."""

from collections.abc import Mapping
from typing import Any

from qi_tracker.vocabulary import Level, ProjectNature

# Project and key of the idea → fields of the idea.
DEMO_IDEAS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("gratis-fritid", "a"): {
        "effort": 1,
        "impact": 4,
        "levels": [Level.FAMILY.value],
        "nature": ProjectNature.COMBATING,
        "is_within_reach": True,
        "systems": ["Nav", "skole"],
        "research": "Familier søker oftere når noen spør dem selv, enn når de får en brosjyre.",
        "staff_experience": "Samtalen blir to minutter lengre, og den blir en annen når den begynner med barnet.",
        "user_knowledge": "Foreldre sier at de ikke visste at ordningen var for dem.",
        "gain_text": "Flere barn med for de samme pengene.",
    },
    ("gratis-fritid", "b"): {
        "effort": 3,
        "impact": 5,
        "levels": [Level.SYSTEM.value],
        "nature": ProjectNature.COMBATING,
        "is_within_reach": True,
        "systems": ["servicetorget"],
        "staff_experience": "Halve tida går til å etterlyse bilag.",
    },
    ("gratis-fritid", "c"): {"effort": 4, "impact": 4, "nature": ProjectNature.COMPENSATING},
    ("gratis-fritid", "d"): {"effort": 4, "impact": 3, "levels": [Level.INDIVIDUAL.value]},
    ("gratis-fritid", "e"): {"effort": 2, "impact": 3, "nature": ProjectNature.COMPENSATING},
    ("gratis-fritid", "g"): {"effort": 2, "impact": 1},
}
