"""Words of the other written standard, and sentences that are too long."""

from qi_tracker.i18n.wording import LONGEST_SENTENCE_WORDS, long_sentences, words_of_other_standard
from qi_tracker.vocabulary import Language


def test_bokmal_in_nynorsk_is_seen() -> None:
    assert words_of_other_standard("Ikke lagre tallene ennå.", Language.NYNORSK) == ["ennå", "ikke", "tallene"]
    assert words_of_other_standard("Ikkje lagre tala enno.", Language.NYNORSK) == []


def test_nynorsk_in_bokmal_is_seen() -> None:
    assert words_of_other_standard("Kva vil de gjere?", Language.BOKMAL) == ["gjere", "kva"]
    assert words_of_other_standard("Hva vil dere gjøre?", Language.BOKMAL) == []


def test_placeholders_and_english_are_left_alone() -> None:
    assert words_of_other_standard("%(fra)s–%(hva)s {ikke}", Language.NYNORSK) == []
    assert words_of_other_standard("Hva", Language.ENGLISH) == []


def test_words_inside_words_are_left_alone() -> None:
    assert words_of_other_standard("Sekund og sektor, datatallgrunnlag", Language.NYNORSK) == []


def test_long_sentence_is_seen() -> None:
    long = " ".join(["ord"] * (LONGEST_SENTENCE_WORDS + 1))
    assert long_sentences(f"Kort. {long}. Kort igjen.") == [long]
    assert long_sentences(". ".join(["fem ord i hver setning"] * 10)) == []
