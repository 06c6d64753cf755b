"""The words that dates and periods are written with, in bokmål, nynorsk, Danish, Swedish and English. No logic."""

from qi_tracker.vocabulary import Frequency

MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januar january januari jan",
            "februar february februari feb febr",
            "mars marts march mar mrs",
            "april apr",
            "mai maj may",
            "juni june jun",
            "juli july jul",
            "august augusti aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "desember december des dec",
        ),
        start=1,
    )
    for word in words.split()
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


WEEKDAYS = _words(
    """mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag tisdag lördag söndag
    monday tuesday wednesday thursday friday saturday sunday
    man tir tirs ons tor tors fre lør søn mån tys lau sun tis lör sön mon tue tues wed thu thur thurs fri sat
    ma ti on to fr lø sø"""
)

# A period inside a year: the word, and how long it is.
PERIODS = {
    word: frequency
    for frequency, words in {
        Frequency.WEEK: "uke uka veke veka uge ugen vecka week u v w wk",
        Frequency.MONTH: "måned måneden mnd månad month m",
        Frequency.QUARTER: "kvartal kvartalet kvart kv kvt quarter q k",
        Frequency.TERTIAL: "tertial tert t",
        Frequency.HALF_YEAR: "halvår halvåret halfyear half h hå",
    }.items()
    for word in words.split()
}

SCHOOL_YEAR = _words("skoleår skoleåret skuleår skuleåret skolår skolåret läsår läsåret schoolyear barnehageår")
YEAR = _words("år året year")
IGNORED = _words("i of den the no nr kl th st nd rd")

# Words in a date's place that say: this row sums up the others.
TOTALS = _words(
    """sum summa total totalt totalsum totale samlet samla alle all alt ialt hele heile snitt gjennomsnitt
    gjennomsnittet gennemsnit gennemsnittet medelvärde average mean median"""
)
