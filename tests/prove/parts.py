"""The parts of the evidence, in the order of the page."""

from typing import Final

from tests.prove import durability, packages, pages, register, starting, suite
from tests.prove.figures import Part

PARTS: Final = (
    Part("start", "From a clone to a page", starting.measure),
    Part("pages", "All pages in every state, each way of looking at them", pages.measure),
    Part("durability", "Kills and power cuts", durability.measure),
    Part("register", "Security requirements", register.measure),
    Part("packages", "Packages", packages.measure),
    Part("suite", "The test suite, and what its tests measured", suite.measure),
)
