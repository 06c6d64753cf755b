"""The program's own source keeps the rules of `source_rules.py`; each has been seen to find a planted defect."""

from collections.abc import Callable, Iterator

import pytest
from argon2 import Type

from qi_tracker.services.passwords import hash_password
from qi_tracker.services.people import new_token
from tests.rules.source_tree import Source, program_sources
from tests.security import source_rules as rules
from tests.security.source_rules import File, Place, files, lines_with

Rule = Callable[[Source], Iterator[Place]]

# Markup of our own, made of nothing that is sent.
MAY_BE_SAFE = frozenset({"qi_tracker/templates/components/shape.html", "qi_tracker/templates/components/chart.html"})
UNSAFE_SCRIPT = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|srcdoc"
# Only what is not sent yet, for a day at most, and erased when it is received.
MAY_STORE = frozenset({"qi_tracker/static/js/unsent.js"})
STORAGE = r"localStorage|sessionStorage|indexedDB|document\.cookie"


def broken(rule: Rule) -> list[str]:
    """Where the program breaks a rule."""
    return [str(place) for source in program_sources() for place in rule(source)]


def test_no_shell_and_no_code_from_text() -> None:
    assert broken(rules.code_from_text) == []


def test_queries_have_parameters() -> None:
    assert broken(rules.sql_from_text) == []


def test_only_named_modules_talk_to_the_network() -> None:
    assert broken(rules.talks_to_others) == []


def test_digests_are_of_a_kind_that_holds() -> None:
    assert broken(rules.weak_digests) == []


def test_secrets_are_random() -> None:
    assert broken(rules.guessable_secrets) == []
    tokens = {new_token() for _ in range(100)}
    # 256 bits in letters of six bits each.
    assert len(tokens) == 100
    assert min(len(token) for token in tokens) >= 43


def test_passwords_are_hashed_with_argon2id() -> None:
    assert hash_password("regn over fjorden i dag").startswith(f"${Type.ID.name.lower().join(('argon2', ''))}$")


def test_no_path_is_made_from_what_is_sent() -> None:
    assert broken(rules.paths_from_requests) == []


def test_parameters_have_one_source() -> None:
    assert broken(rules.mixed_parameters) == []


def test_no_address_is_put_together_by_hand() -> None:
    assert broken(rules.written_addresses) == []


PLANTED: list[tuple[Rule, str]] = [
    (rules.code_from_text, "eval(typed)"),
    (rules.code_from_text, "import subprocess\nsubprocess.run(['ls'])"),
    (rules.code_from_text, "run('ls', shell=True)"),
    (rules.code_from_text, "render_template_string(typed)"),
    (rules.code_from_text, "re.search(typed, text)"),
    (rules.code_from_text, "import pickle"),
    (rules.sql_from_text, "from sqlalchemy import text\nsession.execute(text(f'SELECT {typed}'))"),
    (rules.talks_to_others, "import urllib.request"),
    (rules.talks_to_others, "from smtplib import SMTP"),
    (rules.weak_digests, "hashlib.md5(b'')"),
    (rules.guessable_secrets, "import random"),
    (rules.paths_from_requests, "open(request.args['file'])"),
    (rules.mixed_parameters, "request.values.get('id')"),
    (rules.written_addresses, "redirect(f'/projects/{typed}')"),
]


@pytest.mark.parametrize(("rule", "text"), PLANTED)
def test_planted_defect_is_found(rule: Rule, text: str) -> None:
    assert list(rule(Source("qi_tracker/blueprints/planted/routes.py", text))) != []


def found_in(kind: str, pattern: str, but: frozenset[str] = frozenset()) -> list[str]:
    """Lines of our own files of a kind that a pattern is found in."""
    return [str(place) for file in files(kind) if file.path not in but for place in lines_with(file, pattern, pattern)]


def test_templates_escape_everything_but_what_is_named_here() -> None:
    assert found_in("*.html", r"\|\s*safe|autoescape", MAY_BE_SAFE) == []


def test_no_script_stands_in_a_template() -> None:
    assert found_in("*.html", r"<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\sstyle=") == []


def test_scripts_write_text_and_no_markup() -> None:
    assert found_in("*.js", UNSAFE_SCRIPT) == []


def test_scripts_keep_nothing_in_the_browser() -> None:
    assert found_in("*.js", STORAGE, MAY_STORE) == []


def test_scripts_set_no_key_that_was_sent() -> None:
    assert found_in("*.js", r"__proto__|constructor\[|Object\.assign\([^,]+,\s*[^{\s]|for \(const \w+ in ") == []


def test_no_secret_stands_in_the_code() -> None:
    assert found_in("*.py", r"(?i)(password|secret|token|api_key)\s*=\s*[\"'][A-Za-z0-9+/_-]{12,}[\"']") == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\|\s*safe", "{{ text|safe }}"),
        (UNSAFE_SCRIPT, "box.innerHTML = text"),
        (STORAGE, "localStorage.setItem('a', text)"),
        (r"<script(?![^>]*\ssrc=)", "<script>alert(1)</script>"),
    ],
)
def test_planted_line_is_found(pattern: str, text: str) -> None:
    assert list(lines_with(File("planted", text), pattern, "")) != []
