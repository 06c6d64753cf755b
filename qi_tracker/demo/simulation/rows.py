"""Where an invented organisation's rows are gathered, and how its things are numbered before they are made."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any

from qi_tracker.demo.simulation.series import Reading
from qi_tracker.demo.simulation.sizes import Share

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Origin:
    """What all organisations of one simulated installation are made from."""

    seed: int
    today: date
    password_hash: str

    @property
    def moment(self) -> datetime:
        """When everything was made."""
        return datetime.combine(self.today, time(6), UTC)


@dataclass(slots=True)
class Rows:
    """What one organisation's transaction writes: rows by table, and the numbers apart: they go the quickest way."""

    origin: Origin
    share: Share
    tables: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    # (number, measure, reading).
    observations: list[tuple[int, int, Reading]] = field(default_factory=list)

    @property
    def organization_id(self) -> int:
        """The organisation's own number."""
        return self.share.number + 1

    def add(self, table: str, **values: Any) -> Row:
        """A row that belongs to no organisation."""
        row = {**values, "created_at": self.origin.moment}
        self.tables[table].append(row)
        return row

    def own(self, table: str, **values: Any) -> Row:
        """A row of the organisation."""
        return self.add(table, organization_id=self.organization_id, version=1, **values)

    def person(self, number: int) -> int:
        """The id of the organisation's person with this number from 0, beginning anew after the last."""
        # 1 is the operator's.
        return 2 + self.share.people_before + number % self.share.people

    def unit(self, number: int) -> int:
        """The id of the organisation's unit with this number from 0: the top ones, then those beneath."""
        return 1 + self.share.number * self.share.units + number
