"""What each score stands for: six statements for each dimension, in three languages."""

import pytest

from qi_tracker.i18n.star_anchors import anchors
from qi_tracker.i18n.translate import words_for
from qi_tracker.method.star import HIGHEST_SCORE, LOWEST_SCORE
from qi_tracker.models import quality_stars
from qi_tracker.vocabulary import Dimension, Language


@pytest.mark.parametrize("language", Language)
def test_every_arm_has_a_statement_for_each_score(language: Language) -> None:
    said = [anchors(arm, words_for(language)) for arm in (*Dimension, "sustainable")]
    assert {len(each) for each in said} == {HIGHEST_SCORE - LOWEST_SCORE + 1}
    texts = [text for each in said for text in each]
    assert len(set(texts)) == len(texts)
    assert all(text.endswith(".") and len(text) <= 110 for text in texts)


def test_an_own_dimension_has_the_same_statements_as_any_other_own() -> None:
    words = words_for(Language.BOKMAL)
    assert anchors("sustainable", words) == anchors("staff", words)


@pytest.mark.parametrize("arm", Dimension)
def test_no_statement_is_left_in_another_language(arm: Dimension) -> None:
    english, bokmal, nynorsk = (
        set(anchors(arm, words_for(each))) for each in (Language.ENGLISH, Language.BOKMAL, Language.NYNORSK)
    )
    assert not english & bokmal and not english & nynorsk


def test_the_scale_is_the_database_s() -> None:
    assert quality_stars.HIGHEST_SCORE == HIGHEST_SCORE
