"""Eight people who change the same thing at the same time, each in a browser of their own, through the real app."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Lock
from typing import Any, Final

from qi_tracker.models import database as drivers
from tests.client import ORIGIN, Client, Page
from tests.databases import Prepared
from tests.people import Who

N_EDITORS: Final = 8
# A person who meets another saving for the twentieth time is not to be had in life.
MOST_ATTEMPTS: Final = 40
CONFLICT: Final = 409


@dataclass(slots=True)
class Tally:
    """What came of it: savings accepted, conflicts met, other refusals, and every update that was lost, in words."""

    accepted: int = 0
    conflicts: int = 0
    refused: int = 0
    lost: list[str] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def count(self, status: int) -> None:
        """Note an answer."""
        with self._lock:
            if status in (200, 303):
                self.accepted += 1
            elif status == CONFLICT:
                self.conflicts += 1
            else:
                self.refused += 1

    def add(self, other: "Tally") -> None:
        """Take another round's along."""
        self.accepted += other.accepted
        self.conflicts += other.conflicts
        self.refused += other.refused
        self.lost += other.lost

    def must_hold(self, words: Sequence[str], text: str, where: str) -> None:
        """Each word that was accepted must stand in the text."""
        self.lost += [f"{where}: {word}" for word in words if word not in text.split()]


@dataclass(slots=True)
class Editor:
    """One browser. Nothing is asserted about the answers: being refused is what this is about."""

    client: Client
    number: int
    tally: Tally

    @property
    def word(self) -> str:
        """What only this editor writes."""
        return f"ord{self.number}x"

    def open(self, address: str) -> Page:
        """A page."""
        return Page(self.client.browser.get(address), address)

    def send(self, page: Page, values: Mapping[str, Any], action: str | None = None) -> Page:
        """The page's form with these values typed over."""
        form = page.form(action)
        return self.post(form.action, form.filled(values))

    def post(self, address: str, values: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Page:
        """Values as a page of ours sends them."""
        data = {"csrf_token": self.client.csrf_token(), **values}
        response = self.client.browser.post(address, data=data, headers={"Origin": ORIGIN, **(headers or {})})
        self.tally.count(response.status_code)
        return Page(response, address)


OpenPage = Callable[[Editor], Page]
Work = Callable[[Editor, Page], object]


def editors_of(prepared: Prepared, tally: Tally, who: Sequence[Who] = (Who.LEAD, Who.MEMBER)) -> list[Editor]:
    """Eight browsers, of these people in turn."""
    return [
        Editor(Client(prepared.app, prepared.world, who[number % len(who)]), number, tally)
        for number in range(N_EDITORS)
    ]


def at_once(editors: Sequence[Editor], open_page: OpenPage, work: Work) -> None:
    """Let each open its page, and when all have, let each do its work."""
    together = Barrier(len(editors))

    def one(editor: Editor) -> None:
        drivers.set_read_only(False)
        page = open_page(editor)
        together.wait()
        work(editor, page)

    with ThreadPoolExecutor(len(editors)) as threads:
        list(threads.map(one, editors))


def one_after_another(editors: Sequence[Editor], open_page: OpenPage, work: Work) -> None:
    """Let all open their pages, and then each do its work in turn, so that a planted defect shows every time."""
    for editor, page in [(editor, open_page(editor)) for editor in editors]:
        work(editor, page)


def until_saved(
    editor: Editor, page: Page, combine: Callable[[Page], Mapping[str, Any]], action: str | None = None
) -> Page:
    """Send the form; at each conflict do what a person does: look at both, combine them, and save again."""
    answer = editor.send(page, combine(page), action)
    for _ in range(MOST_ATTEMPTS):
        if answer.status != CONFLICT:
            break
        answer = editor.send(answer, combine(answer), action)
    return answer


def theirs_or_present(page: Page, name: str) -> str:
    """What is saved in a field now: on a conflict page theirs, where both have changed it, else what stands there."""
    fields = page.form().fields
    return fields.get(f"theirs-{name}", fields[name])[0]


def adding(editor: Editor, name: str) -> Callable[[Page], Mapping[str, Any]]:
    """Put the editor's word after what is saved in the field now."""

    def combine(page: Page) -> Mapping[str, Any]:
        text = theirs_or_present(page, name)
        longer = text if editor.word in text.split() else f"{text} {editor.word}".strip()
        return {name: longer, f"choice-{name}": "mine"}

    return combine


def numbered(words: Sequence[Editor]) -> Iterator[str]:
    """The editors' words."""
    yield from (editor.word for editor in words)
