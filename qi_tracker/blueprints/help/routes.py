"""The help pages."""

from flask import Blueprint, Response, abort

from qi_tracker.blueprints.common.access import public
from qi_tracker.blueprints.common.pages import render
from qi_tracker.blueprints.help.example import example
from qi_tracker.blueprints.help.glossary import GLOSSARY
from qi_tracker.blueprints.help.methods import methods
from qi_tracker.i18n.tool_help import Tool

blueprint = Blueprint("help", __name__, template_folder="templates")


@blueprint.get("/help")
@public
def index() -> Response:
    """The method, the charts, who sees what, and the words."""
    return render("help/index.html", example=example(), glossary=GLOSSARY, tools=list(Tool))


@blueprint.get("/help/methods")
@public
def show_methods() -> Response:
    """Every formula with its source, for those who want to check."""
    return render("help/methods.html", methods=methods())


@blueprint.get("/help/<tool>")
@public
def show_tool(tool: str) -> Response:
    """The longer page about one tool of the method."""
    if tool not in list(Tool):
        abort(404)
    return render("help/show_tool.html", tool=Tool(tool), tools=list(Tool))
