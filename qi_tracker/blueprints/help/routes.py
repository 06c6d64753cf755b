"""The help pages."""

from flask import Blueprint, Response

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.help.example import example
from qi_tracker.blueprints.help.glossary import GLOSSARY
from qi_tracker.blueprints.help.methods import methods

blueprint = Blueprint("help", __name__, template_folder="templates")


@blueprint.get("/help")
@public
def index() -> Response:
    """The method, the charts, who sees what, and the words."""
    return render("help/index.html", example=example(), glossary=GLOSSARY)


@blueprint.get("/help/methods")
@public
def show_methods() -> Response:
    """Every formula with its source, for those who want to check."""
    return render("help/methods.html", methods=methods())
