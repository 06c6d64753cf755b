"""Each tool of the method is explained in three sentences, with an example, in three languages."""

import pytest

from qi_tracker.i18n.tool_help import TOOL_HELP, Tool, ToolHelp, tool_help
from qi_tracker.i18n.translate import words_for
from qi_tracker.i18n.wording import long_sentences
from qi_tracker.vocabulary import Language

ENDS = (".", "?", "!")


def unsound(help: ToolHelp) -> list[str]:
    """The texts that are no single finished sentences of a length people read; steps and traps may be two or three."""
    found = [text for text in help.sentences if not text.endswith(ENDS) or text[:-1].count(". ")]
    found += [text for text in (help.example, *help.steps, help.trap) if not text.endswith(ENDS)]
    whole = (*help.sentences, help.example, *help.steps, help.trap)
    return found + [sentence for text in whole for sentence in long_sentences(text)]


def test_every_tool_is_explained() -> None:
    assert list(TOOL_HELP) == list(Tool)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("tool", Tool)
def test_three_sentences_an_example_and_steps(tool: Tool, language: Language) -> None:
    help = tool_help(tool, words_for(language))
    assert unsound(help) == []
    assert len(help.sentences) == 3 and 3 <= len(help.steps) <= 4
    assert "Lerkevik" in help.example
    texts = [help.name, *help.sentences, help.example, *help.steps, help.trap]
    assert len(set(texts)) == len(texts)


def test_two_sentences_in_one_are_told() -> None:
    """The planted defect."""
    sound = TOOL_HELP[Tool.AIM]
    planted = ToolHelp(sound.name, ("One. And one more.", *sound.sentences[1:]), sound.example, sound.steps, sound.trap)
    assert unsound(planted) == ["One. And one more."]


@pytest.mark.parametrize("tool", Tool)
def test_bokmal_and_nynorsk_differ(tool: Tool) -> None:
    bokmal, nynorsk = (tool_help(tool, words_for(language)) for language in (Language.BOKMAL, Language.NYNORSK))
    same = set(bokmal.sentences) & set(nynorsk.sentences)
    assert same == set(), "A whole sentence is seldom equal in the two: see that it is nynorsk."
