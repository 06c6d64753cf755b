"""Sample forms and views for the component page: invented content, one of everything, in each state."""

from types import SimpleNamespace

from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FileField,
    Form,
    HiddenField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from qi_tracker.blueprints.common.merging import Conflict, Side

KINDS = [
    SelectChoice(
        "proportion",
        "Andel",
        {"data-hint": "Hvor mange av alle, for eksempel 48 av 160 barn"},
    ),
    SelectChoice("count", "Antall"),
    SelectChoice("days", "Dager"),
]
DIMENSIONS = [
    "er virkningsfulle",
    "er trygge og sikre",
    "involverer brukere og gir dem innflytelse",
]


class SampleForm(Form):
    """One field of each kind that a page can have."""

    conflict: Conflict | None = None

    csrf_token = HiddenField(default="token")
    title = StringField("Hva heter prosjektet?", [InputRequired("Skriv et navn."), Length(max=100)])
    aim = TextAreaField(
        "Hva vil dere oppnå, og for hvem?",
        description="Skriv slik at en kollega forstår det.",
    )
    kind = RadioField(
        "Hva slags tall er det?",
        [InputRequired("Velg hva slags tall det er.")],
        choices=KINDS,
    )
    way = RadioField(
        "Hvilken vei er bedre?",
        [InputRequired("Velg opp eller ned.")],
        choices=[SelectChoice("up", "Opp"), SelectChoice("down", "Ned")],
        default="up",
    )
    dimensions = SelectMultipleField(
        "Kvalitetsdimensjoner",
        choices=[SelectChoice(str(number), name) for number, name in enumerate(DIMENSIONS)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        default=["1"],
    )
    frequency = SelectField(
        "Hvor ofte?",
        choices=[SelectChoice("month", "Hver måned"), SelectChoice("week", "Hver uke")],
    )
    target = DecimalField("Målverdi")
    sample_size = IntegerField("Antall i utvalget")
    by_when = DateField("Innen")
    numbers = FileField("Fil med tall", [InputRequired("Velg en fil.")])
    password = PasswordField("Passord", [InputRequired("Skriv passordet.")])
    remember = BooleanField("Husk meg i 30 dager", description="Bare på din egen maskin.")

    def hidden_tag(self) -> object:
        """The hidden fields, as Flask-WTF renders them."""
        return self.csrf_token()


def filled_form() -> SampleForm:
    """A form that nobody has sent yet."""
    return SampleForm(prefix="filled-", data={"title": "Gratis fritid", "target": 60})


def refused_form() -> SampleForm:
    """The same form sent empty: every required field has its error."""
    form = SampleForm(formdata=_Empty(), prefix="refused-")
    form.validate()
    form.conflict = Conflict(
        overlaps=[
            _side("title", "Hva heter prosjektet?", "Gratis fritid for alle", "Gratis fritid i Lerkevik"),
            _side("target", "Målverdi", "", "60"),
        ],
        taken=[_side("frequency", "Hvor ofte?", "Hver måned", "Hver uke")],
        kept=[_side("aim", "Hva vil dere oppnå, og for hvem?", "Flere barn er med", "Flere barn")],
        who="Magnus Måledal",
        when="3. oktober 2026 kl. 14.05",
    )
    return form


def _side(name: str, label: str, mine: str, theirs: str) -> Side:
    return Side(f"refused-{name}", label, mine, theirs, [theirs], "")


class _Empty(dict[str, list[str]]):
    """A request without one value, as WTForms reads it; true, or WTForms would think that nothing was sent."""

    def __bool__(self) -> bool:
        return True

    def getlist(self, name: str) -> list[str]:
        """No values."""
        return []


VERDICT = SimpleNamespace(
    code="improvement",
    headline="Barn med aktivitet er blitt bedre, fra om lag 30 til 43 %; mer enn tilfeldig variasjon tilsier. "
    "Målet er ikke nådd ennå.",
    not_said="Diagrammet viser ikke hvorfor.",
    cautions=[
        "Mange av de samme telles hver gang; mønsteret kan se sterkere ut enn det er. Et tegn, ikke et bevis.",
    ],
    details=[
        SimpleNamespace(title="Hva som sammenlignes", sentences=["Medianen var 30,1 % og er 43,4 % nå."]),
        SimpleNamespace(title="Regelen", sentences=["Det meste er 11 på rad på samme side."]),
    ],
    methods_url="/help/methods",
)

PROJECT_VERDICT = SimpleNamespace(
    findings=[
        SimpleNamespace(
            code=code,
            is_caution=code == "missing",
            text=text,
            not_said=not_said,
            rule="Dette sies før alle andre endringer." if code == "balancing_worse" else "",
            witnesses=[
                SimpleNamespace(
                    name="Barn med aktivitet",
                    url="/measures/1",
                    kind="Resultatindikator",
                    line=SimpleNamespace(code="improvement", text="blitt bedre"),
                )
            ],
        )
        for code, text, not_said in (
            ("missing", "Noen tall mangler; manglende tall er ikke null.", ""),
            ("balancing_worse", "«Ventetid» er blitt dårligere; se på det nå.", "Vi vet ikke om tiltaket er årsaken."),
            ("on_the_way", "«Barn med aktivitet» er blitt bedre; målet er ikke nådd ennå.", ""),
        )
    ],
    not_said="Vi vet ikke om tiltaket er årsaken.",
    others=[],
    rule="Når bare tilfeldigheter rår, ligger tallene sjelden lenge på samme side av medianen.",
    methods_url="/help/methods",
)

QUIET_VERDICT = SimpleNamespace(
    code="no_signal",
    headline="Ingen tydelig endring.",
    not_said="Tiltaket kan ha en virkning vi ikke ser ennå.",
    cautions=[],
    details=[],
)


def grid_rows() -> list[SimpleNamespace]:
    """Three months: one stored, one refused, one still empty."""
    return [
        SimpleNamespace(
            period="2026-08-01",
            label="aug. 2026",
            version=3,
            errors={},
            is_unavailable=False,
            was="61|158||Sommerferie første uke",
            cells={"numerator": "61", "denominator": "158", "comment": "Sommerferie første uke"},
        ),
        SimpleNamespace(
            period="2026-09-01",
            label="sep. 2026",
            version=1,
            is_unavailable=False,
            was="70|160||",
            cells={"numerator": "170", "denominator": "160"},
            errors={"numerator": "Telleren kan ikke være større enn nevneren."},
        ),
        SimpleNamespace(
            period="2026-10-01", label="okt. 2026", version=None, cells={}, errors={}, is_unavailable=False, was="|||"
        ),
    ]


def shell(**changes: object) -> SimpleNamespace:
    """What every page knows about the reader."""
    values: dict[str, object] = {
        "language": "nb",
        "home_url": "/",
        "here": "/components",
        "person_name": "Kari Demo",
        "organization_name": "Lerkevik kommune",
        "items": [
            ("Hjem", "/", False),
            ("Prosjekter", "/projects", True),
            ("Organisasjon", "/organization", False),
            ("Hjelp", "/help", False),
        ],
        "language_url": "/language",
        "sign_out_url": "/sign-out",
        "account_url": "/account",
        "demo_url": None,
        "is_demo": False,
    }
    return SimpleNamespace(**values | changes)
