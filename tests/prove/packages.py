"""Known vulnerabilities of the packages that are locked. An answer that could not be had is unknown, never good."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence

from devtools.places import ROOT
from tests.prove.figures import Figure

UNKNOWN = "UNKNOWN: the vulnerability service could not be asked"


def measure(tell: Callable[[str], None]) -> Sequence[Figure]:
    """What is known of each locked package."""
    tell("asking for known vulnerabilities")
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--require-hashes", "--format=json",
         "--requirement", str(ROOT / "requirements.txt")],
        check=False, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    return [Figure("known vulnerabilities", verdict_of(done.stdout))]


def verdict_of(answer: str) -> str:
    """What pip-audit's answer says: a number, or that it knows nothing."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return UNKNOWN
    if not packages or any("skip_reason" in package for package in packages):
        return UNKNOWN
    found = [f"{package['name']} {each['id']}" for package in packages for each in package["vulns"]]
    return f"{len(found)} in {len(packages)} packages" + (f": {', '.join(found)}" if found else "")
