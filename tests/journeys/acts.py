"""What brings a page into a state that no address alone can show: a form sent wrongly, somebody who saves first."""

import time

from playwright.sync_api import Page

from qi_tracker.blueprints.common.sessions import SESSION_COOKIE
from tests.journeys.furnished import OPERATOR_EMAIL, Who

# Everything that can be typed in is emptied; where a number is wanted, there stands a word.
SPOIL = """form => {
  for (const control of form.querySelectorAll("input, textarea")) {
    if (control.matches("[type=hidden], [type=radio], [type=checkbox], [type=file], [readonly]")) continue;
    control.value = ["decimal", "numeric"].includes(control.inputMode) ? "mange" : "";
  }
}"""
FORM = "main form.form"
# What a window is told first, so that what is typed in one look is not kept and offered in the next. A route of
# Playwright's would turn the browser's cache off.
KEEP_NO_DRAFTS = """{
  const keeping = window.fetch;
  window.keepDrafts = () => { window.fetch = keeping; };
  window.fetch = (place, ...rest) =>
    String(place).endsWith("/drafts") ? Promise.resolve(Response.json({ saved: false })) : keeping(place, ...rest);
}"""
TOO_MANY = 429
LONG = "Barnehageopptakssamordningsgruppe for barn i familier med vedvarende lavinntekt"


def submit(page: Page) -> None:
    """Press the form's first button."""
    with page.expect_navigation():
        page.locator(f"{FORM} .form-buttons button").first.click()


def send_wrong(page: Page) -> None:
    """Send the page's form with everything missing or wrong."""
    page.locator(FORM).first.evaluate(SPOIL)
    submit(page)


def send_wrong_password(page: Page) -> None:
    """Try to sign in as nobody there is, each time as another one: nobody has to wait."""
    _guess(page, f"ingen{time.monotonic_ns()}@example.no")


def send_wrong_password_often(page: Page) -> None:
    """Try so often that one must wait: in a window of its own first, whose refusals nobody looks at."""
    # Typed first: from the other's refusal on, the seconds of the wait are running.
    _type_guess(page, "mange@example.no")
    other = page.context.new_page()
    other.goto(page.url)
    is_refused = False
    while not is_refused:
        _type_guess(other, "mange@example.no")
        with other.expect_response(page.url) as answer:
            submit(other)
        is_refused = answer.value.status == TOO_MANY
    submit(page)
    other.close()


def _guess(page: Page, email: str) -> None:
    _type_guess(page, email)
    submit(page)


def _type_guess(page: Page, email: str) -> None:
    page.locator("#email").fill(email)
    page.locator("#password").fill("feil passord her")


def send_wrong_number(page: Page) -> None:
    """Type a word into the first row of a grid, and send the whole form."""
    page.locator("table[data-grid] input[inputmode=decimal]").first.evaluate("input => { input.value = 'mange' }")
    with page.expect_navigation():
        page.locator(FORM).evaluate("form => { setTimeout(() => form.submit()) }")


def unfold_all(page: Page) -> None:
    """Open all that is folded away."""
    page.locator("main").evaluate("main => main.querySelectorAll('details').forEach((fold) => { fold.open = true })")


def choose_point(page: Page) -> None:
    """Go to a point of the chart with the keyboard."""
    page.locator("#point").press("PageDown")


def show_latest(page: Page) -> None:
    """Have the chart show its latest twelve numbers alone."""
    page.locator("#view-2").click()
    page.locator("#view-2[aria-current]").wait_for()


def open_menu(page: Page) -> None:
    """Open the person's own menu."""
    page.locator("[data-menu] summary").click()


def be_too_late(page: Page) -> None:
    """Let somebody else save between opening and sending."""
    other = page.context.new_page()
    other.goto(page.url)
    now = time.monotonic_ns()
    for window, addition in ((other, f" (andre {now})"), (page, f" (her {now})")):
        box = window.locator(f"{FORM} :is(input[type=text], textarea)").first
        box.fill(f"{box.input_value().split(' (')[0]}{addition}")
        submit(window)
    other.close()


def be_merged(page: Page) -> None:
    """Let somebody else save another field, and one that is changed here too."""
    other = page.context.new_page()
    other.goto(page.url)
    now = time.monotonic_ns()
    for window, fields in ((other, ("name", "source")), (page, ("definition",))):
        for field in fields:
            window.locator(f"{FORM} #{field}").fill(f"{LONG} {now}")
        submit(window)
    other.close()


def leave_unsaved(page: Page) -> None:
    """Write, wait until it is kept, and open the form again."""
    page.evaluate("keepDrafts()")
    page.locator(f"{FORM} :is(input[type=text], textarea)").first.fill(LONG)
    page.locator("[data-draft-status]:not(:empty)").wait_for()
    page.reload()


def decide_quickly(page: Page) -> None:
    """Type a decision in front of the board, and see it stand there without another page."""
    words = f"{LONG} {time.monotonic_ns()}"
    page.locator("#text").fill(words)
    page.locator("#text").press("Enter")
    page.locator("#block-decisions").get_by_text(words).first.wait_for()


def make_link(page: Page) -> None:
    """Ask for an invitation and get its link."""
    page.locator("#note").fill("Ola")
    submit(page)


def make_organization(page: Page) -> None:
    """Make an organisation and get the link for its administrator."""
    page.locator("#name").fill("Nyvik kommune")
    submit(page)


def be_signed_out(page: Page) -> None:
    """Write, and send when the session has ended."""
    page.locator(f"{FORM} :is(input[type=text], textarea)").first.fill("Flere barn blir med på noe de liker")
    page.context.clear_cookies(name=SESSION_COOKIE)
    submit(page)


def come_back(page: Page) -> None:
    """Be somebody of the demo again after that, and find what was written."""
    be_signed_out(page)
    with page.expect_navigation():
        page.locator(f"{FORM} button").get_by_text(Who.NEWCOMER.value).click()


def find_account(page: Page) -> None:
    """Find an account by its address."""
    page.locator("#email").fill(OPERATOR_EMAIL)
    submit(page)


def make_link_to_account(page: Page) -> None:
    """Find an account, and get the link to its new password."""
    find_account(page)
    with page.expect_navigation():
        page.locator("form[action$='/new-password'] button").click()


def make_link_for_member(page: Page) -> None:
    """Get the link to a member's new password."""
    with page.expect_navigation():
        page.locator("form[action$='/new-password'] button").click()
