"""A chart is the same picture, byte for byte, and the same words, whatever clock the machine goes by."""

import json
import os
import subprocess
import sys
from typing import Final

from qi_tracker.charts.process import PACKAGE

# Hours east of UTC when 1970 began.
ZONES: Final = {"America/New_York": -5, "Europe/Oslo": 1, "Asia/Tokyo": 9}


def test_time_zones_give_the_same_bytes() -> None:
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.charts.drawn_in_zone"],
            cwd=PACKAGE.parent,
            env=os.environ | {"TZ": zone},
            stdout=subprocess.PIPE,
        )
        for zone in ZONES
    ]
    in_zones = [json.loads(process.communicate()[0]) for process in started]
    # Were the clocks not really set, all that follows would hold for nothing.
    assert [found["clocks"] for found in in_zones] == [[hours, hours] for hours in ZONES.values()]
    first, *others = (found["digests"] for found in in_zones)
    assert len(first) > 30
    assert [name for name in first for other in others if other.get(name) != first[name]] == []
    assert all(other.keys() == first.keys() for other in others)
