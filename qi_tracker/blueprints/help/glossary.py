"""The words of the field and what they mean here, in the order one meets them."""

from collections.abc import Mapping

from qi_tracker.i18n.translate import N_

GLOSSARY: Mapping[str, str] = {
    N_("Improvement project"): N_(
        "Work to make something better for those a service is for, and to see whether it does."
    ),
    N_("Living conditions"): N_("How people live: money, home, health, school, work, leisure and friends."),
    N_("Low income"): N_("An income below 60 % of the median."),
    N_("Aim"): N_("What shall get better, for whom. In time also: from what, to what, by when."),
    N_("Quality dimension"): N_("One of the six sides of good services in the national quality strategy."),
    N_("Measure"): N_("What you count over time to see whether it gets better."),
    N_("Outcome, process and balancing measure"): N_(
        "Whether it gets better for those concerned; whether you do what you agreed; whether something else gets worse."
    ),
    N_("Operational definition"): N_("Exactly what is counted and what is not, so that two people count the same."),
    N_("Numerator and denominator"): N_("How many, out of how many: 48 of 160 children."),
    N_("Starting point"): N_(
        "The numbers from before the change. Its median can be frozen, so that the new is seen against it."
    ),
    N_("Period of a chart"): N_(
        "From a certain day the numbers are looked at by themselves, for a reason that is written down."
    ),
    N_("Note"): N_("Something that happened, written on the day it happened, so that the chart can be understood."),
    N_("Change idea"): N_("Something you think will help. It is tried before it is adopted."),
    N_("PDSA cycle"): N_("One small test of one change idea: plan, do, study, act."),
    N_("Prediction"): N_("What you believe will happen, written down before you try."),
    N_("Ramp"): N_("Cycles of one idea that build on each other, from one user to all."),
    N_("Driver"): N_(
        "Something that must change for the aim to be reached. Primary ones come first, secondary ones behind."
    ),
    N_("Logic chain"): N_("Activity, output, outcome, impact: what you do, and what it is to lead to, link by link."),
    N_("Output"): N_("What comes right after the activity. KS calls it «resultat», which here means what gets better."),
    N_("Compensating, preventing, combating"): N_(
        "Makes life better now; keeps the problem from arising; takes away a cause of it."
    ),
    N_("Knowledge triangle"): N_("Research, what the staff know, and what users know themselves."),
    N_("Quality star"): N_("A team's own scores on the six sides of good services."),
    N_("Five marks"): N_("Five signs that the method is followed, computed, and for the team only."),
    N_("Stakeholder"): N_("Those who are touched by the work, or who can help it or stop it."),
    N_("Held"): N_("The last twelve numbers or more are steady, and at the target or better."),
    N_("Stock measure"): N_(
        "Counts those who are there now, many of them the same each time. Patterns then look stronger than they are."
    ),
}
