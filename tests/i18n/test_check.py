"""The check of the catalogues finds each kind of defect, says how to mend it, and finds none in the repository."""

from pathlib import Path

import pytest

from qi_tracker.i18n import check
from qi_tracker.i18n.check import load
from qi_tracker.i18n.po_files import empty_entry, head, read_entries, remove_entries
from qi_tracker.i18n.translate import Words, load_texts
from qi_tracker.vocabulary import Language

GOOD = 'msgid "Save"\nmsgstr "Lagre"'


class House:
    """A package with one module, one template and catalogues, all written by the test."""

    def __init__(self, folder: Path) -> None:
        self.package, self.catalogues = folder / "package", folder / "catalogues"
        self.template('{{ _("Save") }}')
        self.catalogue("nb", "common", GOOD)
        self.catalogue("nn", "common", GOOD)

    def template(self, text: str, name: str = "show.html") -> None:
        self._write(self.package / "blueprints" / "measures" / "templates" / "measures" / name, text)

    def module(self, text: str) -> None:
        self._write(self.package / "services" / "measures.py", text)

    def catalogue(self, language: str, area: str, *entries: str) -> None:
        self._write(self.catalogues / language / f"{area}.po", "\n\n".join([head(Language(language)), *entries]) + "\n")

    def both(self, *entries: str) -> None:
        for language in ("nb", "nn"):
            self.catalogue(language, "common", GOOD, *entries)

    def load(self) -> check.Catalogues:
        return load(self.package, self.catalogues)

    def kinds(self) -> list[str]:
        return sorted({problem.kind for problem in check.problems(self.load())})

    @staticmethod
    def _write(path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_repository_has_no_problem() -> None:
    found = check.problems(check.load())
    assert not found, "\n" + "\n".join(map(str, found))


def test_the_repository_asks_for_texts_of_templates_and_modules() -> None:
    suffixes = {use.path.suffix for use in check.load().uses.values()}
    assert suffixes == {".py", ".html"}


def test_house_in_order(house: House) -> None:
    assert house.kinds() == []


def test_missing_text(house: House) -> None:
    house.template('{{ _("Save") }}{{ _("Gone") }}')
    problems = check.problems(house.load())
    assert [problem.kind for problem in problems] == ["no nb", "no nn"]
    assert problems[0].place == "blueprints/measures/templates/measures/show.html:1"
    assert "--missing measures" in problems[0].mend


@pytest.mark.parametrize(
    "source",
    [
        'words.gettext("Gone")',
        'N_("Gone")',
        'NP_("verb", "Gone")',
        'words.pgettext("verb", "Gone")',
        'words.ngettext("Gone", "All gone", n)',
        'NN_("Gone", "All gone")',
        'words.npgettext("verb", "Gone", "All gone", n)',
    ],
)
def test_missing_text_of_a_module(house: House, source: str) -> None:
    house.module(f"x = {source}\n")
    assert house.kinds() == ["no nb", "no nn"]


def test_text_of_one_language_only(house: House) -> None:
    house.template('{{ _("Save") }}{{ _("Back") }}')
    house.catalogue("nb", "measures", 'msgid "Back"\nmsgstr "Tilbake"')
    assert house.kinds() == ["no nn"]


def test_unused_entry(house: House) -> None:
    house.both('msgid "Old"\nmsgstr "Gammel"')
    assert house.kinds() == ["nothing asks for it"]


def test_entry_with_the_wrong_context_is_missing_and_unused(house: House) -> None:
    house.template('{{ _("Save") }}{{ pgettext("verb", "Plan") }}')
    house.both('msgid "Plan"\nmsgstr "Plan"')
    assert house.kinds() == ["no nb", "no nn", "nothing asks for it"]


def test_text_in_two_areas(house: House) -> None:
    house.catalogue("nb", "measures", GOOD)
    problem = check.problems(house.load())[0]
    assert problem.kind == "stands more than once"
    assert problem.place == "nb/common.po, nb/measures.po"


def test_text_twice_in_one_file(house: House) -> None:
    house.catalogue("nn", "common", GOOD, GOOD)
    assert house.kinds() == ["stands more than once"]


@pytest.mark.parametrize(
    ("msgstr", "kind"),
    [
        ("Hei %(navn)s", "placeholders differ"),
        ("Hei", "placeholders differ"),
        ("Hei %(name)", "placeholders differ"),
        ("Hei %(name)s 100 % sikkert", "a lone per cent sign"),
        ("Hei <b>%(name)s</b>", "markup"),
        ("Hei&nbsp;%(name)s", "markup"),
        ("", "empty"),
    ],
)
def test_defective_translation(house: House, msgstr: str, kind: str) -> None:
    house.template('{{ _("Save") }}{{ _("Hi %(name)s", name=name) }}')
    house.both(f'msgid "Hi %(name)s"\nmsgstr "{msgstr}"')
    assert house.kinds() == [kind]


def test_fuzzy_translation(house: House) -> None:
    house.template('{{ _("Save") }}{{ _("Back") }}')
    house.both('#, fuzzy\nmsgid "Back"\nmsgstr "Tilbake"')
    assert house.kinds() == ["fuzzy"]


def test_plural_may_leave_the_number_out_of_the_singular(house: House) -> None:
    house.template('{{ _("Save") }}{{ ngettext("%(n)s day", "%(n)s days", n) }}')
    house.both('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "én dag"\nmsgstr[1] "%(n)s år"')
    assert house.kinds() == []


def test_plural_in_the_code_only(house: House) -> None:
    house.template('{{ _("Save") }}{{ ngettext("%(n)s day", "%(n)s days", n) }}')
    house.both('msgid "%(n)s day"\nmsgstr "%(n)s dag"')
    assert house.kinds() == ["plural in one place only"]


def test_half_a_plural(house: House) -> None:
    house.template('{{ _("Save") }}{{ ngettext("%(n)s day", "%(n)s days", n) }}')
    house.both('msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] ""')
    assert house.kinds() == ["empty"]


def test_bokmal_in_the_nynorsk_catalogue(house: House) -> None:
    house.template('{{ _("Save") }}{{ _("Not yet") }}')
    house.both('msgid "Not yet"\nmsgstr "Ikke ennå"')
    problem = check.problems(house.load())[0]
    assert (problem.kind, problem.place) == ("word of the other written standard", "nn/common.po")


def test_template_that_cannot_be_parsed_stops_the_check(house: House) -> None:
    house.template('{{ _("Save" }}')
    with pytest.raises(Exception, match="expected"):
        house.load()


def test_remarks_on_copies_and_long_sentences(house: House) -> None:
    long = "A sentence that is long enough to be told apart in two languages"
    house.template(f'{{{{ _("Save") }}}}{{{{ _("{long}") }}}}')
    house.both(f'msgid "{long}"\nmsgstr "{long}"')
    assert check.remarks(house.load()) == [f"nn/common.po: same as the English: {long!r}"]
    house.both(f'msgid "{long}"\nmsgstr "{"ord " * 26}"')
    remarks = check.remarks(house.load())
    assert any("same as the bokmål" in remark for remark in remarks)
    assert sum("long sentence" in remark for remark in remarks) == 2


def test_printed_entry_is_ready_to_fill_in(house: House) -> None:
    source = '{{ _("Save") }}{{ npgettext("time", "%(n)s \\"day\\"", "%(n)s days", n) }}'
    house.template(source)
    entries = [empty_entry(use) for use in check.unanswered(house.load(), Language.BOKMAL)]
    assert entries[0].startswith("#: blueprints/measures/templates/measures/show.html:1\n")
    house.both(
        entries[0].replace('msgstr[0] ""', 'msgstr[0] "%(n)s dag"').replace('msgstr[1] ""', 'msgstr[1] "%(n)s år"')
    )
    assert house.kinds() == []
    words = Words(Language.BOKMAL, load_texts(Language.BOKMAL, house.catalogues))
    assert words.npgettext("time", '%(n)s "day"', "%(n)s days", 2) == "2 år"


def test_pruning_takes_out_only_the_unused(house: House) -> None:
    house.both('# why\nmsgid "Old"\nmsgstr "Gammel"', 'msgid "Older"\nmsgstr ""\n"Eldre"')
    loaded = house.load()
    remove_entries([entry for entry in loaded.entries if entry.key not in loaded.uses], house.catalogues)
    assert house.kinds() == []
    assert [entry.ids for entry in read_entries(Language.BOKMAL, house.catalogues)] == [("Save",)]
    assert "why" not in (house.catalogues / "nb" / "common.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("path", "area"),
    [
        ("blueprints/measures/forms.py", "measures"),
        ("blueprints/measures/templates/measures/show.html", "measures"),
        ("services/projects.py", "projects"),
        ("i18n/verdicts.py", "verdicts"),
        ("templates/base.html", "common"),
        ("templates/components/field.html", "common"),
        ("templates/auth/mail.txt", "auth"),
        ("exchange/messages.py", "exchange"),
        ("cli.py", "cli"),
    ],
)
def test_area_of_a_file(path: str, area: str) -> None:
    assert check.area_of(Path(path)) == area


def test_command_prints_problems_and_fails(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "load", house.load)
    assert check.main([]) == 0
    house.template('{{ _("Save") }}{{ _("Gone") }}')
    assert check.main([]) == 1
    assert "2 problems." in capsys.readouterr().out


def test_command_prints_what_an_area_lacks(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "load", house.load)
    house.template('{{ _("Save") }}{{ _("Gone") }}')
    assert check.main(["--missing", "measures"]) == 0
    printed = capsys.readouterr().out
    assert printed.count('msgid "Gone"\nmsgstr ""') == 2
    assert check.main(["--missing", "auth"]) == 0
    assert "Gone" not in capsys.readouterr().out
