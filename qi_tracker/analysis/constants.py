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
is 7.000000000000001 in binary. Never used around the centre line, where only exact equality counts."""

EARLIEST_DATE = date(1900, 1, 1)
LATEST_DATE = date(2199, 12, 31)
"""Outside these years a date is a typing error (our own choice), and daily periods would run into the millions."""

LARGEST_NUMBER = 1e100
"""Larger numbers are typing errors, and sums of them could leave the range of a float (our own choice)."""
