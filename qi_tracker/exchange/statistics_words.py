"""Words that official tables have as codes, labels and signs, where the source gives no roles."""

import re
from typing import Final

TIME_CODES: Final = frozenset({"tid", "time", "år", "aar", "year", "periode", "period"})
PLACE_CODES: Final = frozenset({"region", "kommune", "knr", "geo", "geografi", "kommuner", "municipality"})
# What begins the name of the category that holds all the others.
WHOLE: Final = ("i alt", "alle", "begge", "totalt", "samlet", "sum", "total", "both", "all")
PRELIMINARY: Final = frozenset({"*", "p", "foreløpig", "preliminary"})
# Statistics Norway begins its titles with the number of the table, and ends them with what it is divided by.
NUMBERED: Final = re.compile(r"(\d{5}):")
DIVIDED_BY: Final = re.compile(r", etter | \(|, by ")
