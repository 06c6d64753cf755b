"""The parts of the evidence, in the order of the page."""

from typing import Final

from tests.prove import (
    access,
    accounts,
    analysis_mutants,
    branches,
    charts,
    durability,
    exports,
    gallery,
    mail,
    mutants,
    packages,
    pages,
    published,
    register,
    safekeeping,
    simulate,
    speed,
    starting,
    suite,
    together,
)
from tests.prove.figures import Part

PARTS: Final = (
    Part("start", "From a clone to a page", starting.measure),
    Part("pages", "All pages in every state, each way of looking at them", pages.measure),
    Part("gallery", "Every kind of chart in every state, held against the chart contract", gallery.measure),
    Part("kills", "Servers killed while people write, on SQLite", durability.measure_kills),
    Part("kills-postgresql", "Servers and database killed, on PostgreSQL", durability.measure_kills_on_postgresql),
    Part("cuts", "Power cuts", durability.measure_cuts),
    Part("safekeeping", "Backups, restores and upgrades, killed on the way", safekeeping.measure),
    Part("exports", "Every download, opened with LibreOffice", exports.measure),
    Part("mail", "Mail, with workers killed", mail.measure),
    Part("simulate", "A country simulated", simulate.measure),
    Part("large-backup", "A country backed up and restored", safekeeping.measure_large),
    Part("charts", "What charts cost, and a drawing child that is killed", charts.measure),
    Part("speed", "The analysis beside other packages", speed.measure),
    Part("published", "The analysis against what is published", published.measure),
    Part("coverage", "The analysis, branch by branch", branches.measure),
    Part("mutants-analysis", "Small slips in the analysis, one at a time", analysis_mutants.measure),
    Part("access", "Who is let in to what", access.measure),
    Part("mutants", "Guards taken out one at a time", mutants.measure),
    Part("accounts", "Accounts and guessing", accounts.measure),
    Part("register", "Security requirements", register.measure),
    Part("packages", "Packages", packages.measure),
    Part("together", "Eight people at once", together.measure),
    Part("suite", "The test suite, and what its tests measured", suite.measure),
)
