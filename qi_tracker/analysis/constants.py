"""Every number the analysis rests on, each with its source. The formulas that use them are in METHODS.md."""

from datetime import date
from fractions import Fraction

LONGEST_RUN_OFFSET = 3
"""Added to log2 n, rounded, in the longest-run limit: about the longest run to expect in n tosses of a fair coin.
Schilling 2012, Mathematics Magazine 85(2):141-149, as used by Anhøj and Olesen 2014,
doi:10.1371/journal.pone.0113825."""

CROSSINGS_QUANTILE = Fraction(1, 20)
"""The crossings limit is the lower 5 % quantile of Binomial(n - 1, 1/2).
Chen 2010, Model Assisted Statistics and Applications 5:73-77, as used by Anhøj and Olesen 2014,
doi:10.1371/journal.pone.0113825."""

MIN_USEFUL_POINTS = 10
"""Below ten useful points it is too early to say: the published properties of the rules begin at ten.
Anhøj and Wentzel-Larsen 2020, doi:10.1371/journal.pone.0233920."""

HELD_POINTS = 12
"""An improvement is held when the last twelve or more useful points are stable at the target or better. Our own choice:
a year of monthly numbers."""

EQUALITY_TOLERANCE = 1e-9
"""Relative difference under which two medians, or a median and the target, are the same number: 0.07 shown in per cent
is 7.000000000000001 in binary. Never used between a point and the centre line, where only exact equality counts."""

ROUNDING = 1e-12
"""Relative difference that a mean of equal numbers, or one that goes through powers, may have from them by the rounding
of each step alone; some thousand times the machine's own 2.2e-16."""

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2199, 12, 31)
"""Outside these years a date is a typing error (our own choice), and daily periods would run into the millions."""

LARGEST_NUMBER = 1e100
"""Larger numbers are typing errors, and sums of them could leave the range of a float (our own choice)."""

OUTER_SIGMAS, INNER_SIGMAS = 3.0, 2.0
"""Standard deviations from the centre line to the limits, and to the inner lines.
Shewhart 1931, Economic Control of Quality of Manufactured Product."""

SIGMAS_PER_RANGE = 1.128
"""d2 of two: how many standard deviations two successive points differ by on the average.
Montgomery, Introduction to Statistical Quality Control, appendix VI."""

MOVING_RANGE_LIMIT = 3.267
"""D4 of two: the upper limit of moving ranges in their mean.
Montgomery, Introduction to Statistical Quality Control, appendix VI."""

I_PRIME_RANGE_LIMIT = 3.2665
"""The same with one more digit, as the I′ chart is published with (Taylor 2018)."""

T_POWER = 3.6
"""Times between events to the power of 1/3.6 are nearly normal.
Nelson 1994, Journal of Quality Technology 26(3):239-240."""

XMR_FACTOR = 2.66
"""3/1.128, rounded as Making Data Count has it: from the mean to a limit, in average moving ranges."""

NEAR_LIMIT = 2 / 3
"""A point is near a limit from two thirds of the way to it. NHS England, Making Data Count."""

MAKING_DATA_COUNT_RUN = 7
"""Points on one side, or in one direction, that stand out. NHS England, Making Data Count."""

MAKING_DATA_COUNT_MINIMUM = 13
"""Fewer points than this give lines of little worth. NHS England, Making Data Count."""

SIMULATIONS = 20_000
"""Simulated charts behind each estimated chance: a standard error of at most 0.0035 (our own choice)."""

SIMULATION_SEED = 20_140_924
"""Any number; the same one, so that the same question always gets the same answer."""

DETECTION_SHARE = 0.8
"""The share of real changes that a study is usually laid out to see. Cohen 1988, Statistical Power Analysis."""

LONGEST_WAIT = 120
"""Points after a change beyond which nobody waits: ten years of months (our own choice)."""

BOOTSTRAPS = 10_000
"""Samples drawn for an interval. Efron and Tibshirani 1993: a thousand at least for percentiles."""

INTERVAL_SHARE = 0.95
"""The share of an interval, as is usual."""

EARLY_SIGN_POINTS = 6
"""Points in a row on one side that are worth watching.
Perla, Provost and Murray 2011, BMJ Quality & Safety 20:46-51."""

DISPERSION_DEVIATION = 2.576
"""Standard deviations from what chance gives, beyond which one of two hundred lies on either side (our own choice)."""

FUNNEL_INNER, FUNNEL_OUTER = 0.95, 0.998
"""Shares of units within the limits of a funnel by chance: two and three standard deviations.
Spiegelhalter 2005, Statistics in Medicine 24:1185-1202."""

FEW_EVENTS = 2
"""With fewer than two events in a typical period most periods have none or one, and a chart of them shows steps.
Benneyan 2001, Health Care Management Science 4:305-318."""

ENTRY_CHECK_DEVIATIONS = 3.5
"""A number so many deviations from the median is far from the others. Iglewicz and Hoaglin 1993."""

MAD_TO_SIGMA = 1.4826
"""Median absolute deviation times this estimates the standard deviation. Iglewicz and Hoaglin 1993 (1/0.6745)."""

ENTRY_CHECK_FEWEST = 8
"""With fewer others nobody can tell what is far from them (our own choice)."""

ENTRY_CHECK_FEWEST_OF_SIZE = 3
"""Others that show of which size a number or a denominator is (our own choice)."""

ENTRY_CHECK_LATEST = 24
"""So many of the latest others are looked at: two years of months (our own choice)."""

ENTRY_CHECK_OUTSIDE = 0.5
"""How far outside the others a number must lie, as a share of their range (our own choice)."""

ENTRY_CHECK_JUMP = 2.0
"""A denominator that is so many times as large as usual, or as small, has jumped (our own choice)."""
