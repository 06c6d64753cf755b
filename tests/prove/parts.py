"""The parts of the evidence, in the order of the page."""

from typing import Final

from tests.prove import pages, starting, suite
from tests.prove.figures import Part

PARTS: Final = (
    Part("start", "From a clone to a page", starting.measure),
    Part("pages", "All pages in every state, each way of looking at them", pages.measure),
    Part("suite", "The test suite, and what its tests measured", suite.measure),
)
