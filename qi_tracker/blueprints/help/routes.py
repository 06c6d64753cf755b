"""The help page."""

from flask import Blueprint, Response

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.help.example import example
from qi_tracker.blueprints.help.glossary import GLOSSARY

blueprint = Blueprint("help", __name__, template_folder="templates")


@blueprint.get("/help")
@public
def index() -> Response:
    """The method, the charts, who sees what, and the words."""
    return render("help/index.html", example=example(), glossary=GLOSSARY)
