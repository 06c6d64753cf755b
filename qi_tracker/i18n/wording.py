"""What a program can see of bad wording: words of the other written standard, and sentences that are too long."""

import re
from collections.abc import Mapping

from qi_tracker.vocabulary import Language

# A sentence above this is hard to read in passing (our own choice; plain-language advice is 15 to 20 on average).
LONGEST_SENTENCE_WORDS = 25

# Words that are correct in one written standard only. A word that both allow (kvart, mye, gjeld, heim) must stay out.
_BOKMAL_ONLY = """
bedre bolig brukere dager dem dere deres dårligere endret endrer endringer enhet ennå familier flere forbedring
forbedringer fra ganger gjelder gjør gjøre hele hensyn hva hvem hver hvert hvilke hvilken hvilket hvor hvordan
hvorfor høyere ikke indikatorer jeg kun lagret lavere leder ledere mer måned måneder målinger navn noe noen
perioder personvernhensyn prosjekter sammen se sier slettet svarer tall tallene tallet tegn tilgjengelig
tjenester uke uker uten veileder verdier virkning være
"""

_NYNORSK_ONLY = """
berre betre brukarar bustad dagar dykk dykkar dårlegare eining endrar endringar enno familiar fleire forbetring
forbetringar frå følgje gjer gjere gong gonger heile høgare ikkje indikatorar korleis kva kvar kven kvifor leiar
leiarar lågare meir mykje målingar månad månader namn noko nokon nokre omsyn periodar personvernomsyn rettleiar
saman seier sjå svarar tala teikn tenester tilgjengeleg utan veke veker velje verdiar vere verknad òg
"""

_FOREIGN: Mapping[Language, frozenset[str]] = {
    Language.BOKMAL: frozenset(_NYNORSK_ONLY.split()),
    Language.NYNORSK: frozenset(_BOKMAL_ONLY.split()),
    Language.ENGLISH: frozenset(),
}

_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"[.!?:;]\s+|\n")


def words_of_other_standard(text: str, language: Language) -> list[str]:
    """The words that belong to the other written standard of Norwegian; none for English."""
    words = _WORD.findall(_PLACEHOLDER.sub(" ", text).lower())
    return sorted(_FOREIGN[language].intersection(words))


def long_sentences(text: str) -> list[str]:
    """The sentences with more words than people read in passing."""
    sentences = _SENTENCE_END.split(_PLACEHOLDER.sub("x", text))
    return [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE_WORDS]
