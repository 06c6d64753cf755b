"""Opens pages in their states and ways of being looked at, and gathers every defect a browser can see."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Final

from playwright.sync_api import Browser

from tests.browser import MODES, Look, Mode, new_context, watched
from tests.journeys import acts
from tests.journeys.furnished import House, Who
from tests.journeys.running import Running
from tests.journeys.states import State
from tests.journeys.visitor import settle
from tests.looks.keyboard import walk_problems
from tests.looks.seen import spacing_problems

LANGUAGES: Final = ("nb", "nn", "en")
WIDTHS: Final = (1280, 320)
ALL_MODES: Final = (
    *(
        Mode(width, dark=dark, language=language)
        for language in LANGUAGES
        for dark in (False, True)
        for width in WIDTHS
    ),
    Mode(forced_colours=True),
    Mode(320, forced_colours=True),
    Mode(794, printed=True),
)
_SCREEN_MODES: Final = tuple(mode for mode in ALL_MODES if not mode.forced_colours and not mode.printed)

Named = tuple[str, State]


def pairwise_looks(states: Sequence[Named]) -> list[tuple[Named, Mode]]:
    """Each state of a page in one mode, and the first again until there are as many as there are widths, so that each
    page is seen in every width and darkness, and each kind of state in every language too. All of them with all others
    are `ALL_MODES`, for `dev.py prove pages`."""
    seen: Counter[object] = Counter()
    looks: list[tuple[Named, Mode]] = []
    for page, group in groupby(states, key=lambda named: named[0].partition(":")[0]):
        listed = list(group)
        for name, state in listed + listed[:1] * (len(WIDTHS) - len(listed)):
            mode = min(_SCREEN_MODES, key=partial(_how_often, seen, page, state.name))
            seen.update([mode, *((of, way) for of in (page, state.name) for way in ways_of(mode))])
            looks.append(((name, state), mode))
    return looks


def ways_of(mode: Mode) -> tuple[str, int, bool]:
    """What one mode shares with others: its language, width and darkness."""
    return mode.language, mode.width, mode.dark


def _how_often(seen: Counter[object], page: str, kind: str, mode: Mode) -> tuple[int, ...]:
    """How many of its ways the page has been seen in before, then the kind of state, and how often anything in it."""
    return *(sum((of, way) in seen for way in ways_of(mode)) for of in (page, kind)), seen[mode]


@dataclass(slots=True)
class Round:
    """What has been looked at, and what was wrong."""

    house: House
    empty: Running
    browser: Browser
    n_looked: int = 0
    problems: list[str] = field(default_factory=list)
    # What else is done with each page that is looked at, such as a picture.
    keep: Callable[[Look, str], object] = lambda _look, _name: None
    # Whether nothing more need be known of a page of which this is said.
    is_enough: Callable[[str], bool] = lambda _problem: False

    def look_at(self, listed: Iterable[tuple[Named, Mode]], tell: Callable[[str], None] | None = None) -> None:
        """Open each state in its mode. Windows are shared by those who see through the same eyes."""
        windows: dict[tuple[Who, str, bool], list[tuple[Named, Mode]]] = defaultdict(list)
        for (name, state), mode in listed:
            windows[state.who, mode.language, state.unfurnished].append(((name, state), mode))
        for (who, language, unfurnished), looks in windows.items():
            if tell is not None:
                tell(f"{len(looks)} looks in {language} as {who.value or 'nobody'}")
            self._look_through(who, language, self.empty.address if unfurnished else self.house.address, looks)

    def _look_through(self, who: Who, language: str, address: str, looks: Sequence[tuple[Named, Mode]]) -> None:
        with ExitStack() as leaving:
            shared = self._window(who, language, address, leaving)
            for (name, state), mode in looks:
                look = self._window(who, language, address, leaving) if state.alone else shared
                _see_as(look, mode)
                self._look_once(look, name, state, address)

    def _window(self, who: Who, language: str, address: str, leaving: ExitStack) -> Look:
        mode = Mode(language=language)
        context = new_context(self.browser, mode)
        leaving.callback(context.close)
        # Forms are left half filled in all the time here.
        context.add_init_script(acts.KEEP_NO_DRAFTS)
        look = watched(context, mode, address)
        self.house.enter(look.page, who, language)
        return look

    def _look_once(self, look: Look, name: str, state: State, address: str) -> None:
        self.n_looked += 1
        place = state.address.format(**self.house.ids, first_account=self.empty.said and self.empty.first_account)
        look.page.goto(place if place.startswith("http") else f"{address}{place}")
        if state.act is not None:
            state.act(look.page)
        if look.mode.printed:
            look.page.emulate_media(media="print")
        settle(look)
        self.keep(look, name)
        for problem in self._found(look, state):
            self.problems.append(f"{name} ({look.mode}): {problem}")
            if self.is_enough(problem):
                break

    def _found(self, look: Look, state: State) -> Iterator[str]:
        yield from _status_problems(look, state)
        language = look.page.locator("html").get_attribute("lang")
        if language != look.mode.language:
            yield f"It is in {language}."
        yield from spacing_problems(look.page)
        yield from look.found()
        if _is_walked(look.mode):
            yield from walk_problems(look.page)


def _see_as(look: Look, mode: Mode) -> None:
    """Change how the same window is looked at."""
    look.mode = mode
    look.page.set_viewport_size({"width": mode.width, "height": mode.height})
    # What is printed has first been filled in on the screen.
    look.page.emulate_media(
        media="screen",
        color_scheme="dark" if mode.dark else "light",
        forced_colors="active" if mode.forced_colours else "none",
    )


def _is_walked(mode: Mode) -> bool:
    """The keys are the same in every language and colour, so a page is walked through once for each width."""
    return mode.language == LANGUAGES[0] and not mode.printed and not mode.forced_colours


def _status_problems(look: Look, state: State) -> list[str]:
    """A page that must be refused must be refused so, and no other way; the browser's word for it is then no noise."""
    if not state.refused:
        return []
    left = [said for said in look.noise if f"status of {state.refused}" not in said]
    problems = [] if len(left) < len(look.noise) else [f"It was not refused with {state.refused}."]
    look.noise[:] = left
    return problems


def some_modes() -> list[Mode]:
    """Ways to look that only some pages are looked at in, in the quick suite."""
    return [mode for mode in MODES if mode.forced_colours or mode.printed]
