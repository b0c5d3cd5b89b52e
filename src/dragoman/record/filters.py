"""Questions to a table as conditions with bound values."""

from dataclasses import dataclass, field
from datetime import date
from typing import Self, TypedDict

# The order of claims everywhere: as their acts happened, then as they stand in the text.
CLAIM_ORDER = "when_start nulls last, article, evidence_start, trigger_start, id"
# As they became known: see `Claim.told_on`. What has no such day comes last.
NEWEST_FIRST = (
    "coalesce(published, case when dataset is not null then when_end end) desc nulls last, "
    "article, evidence_start, trigger_start, id"
)


class Question(TypedDict, total=False):
    """Which claims are meant; what is left out or None asks nothing.

    `dyad` are two countries on opposite sides, or both among the actors, in any order.
    `actor` and `recipient` are a country ("RUS") or one with its sector ("RUS.GOV").
    `since` and `until` are inclusive and compare with the interval of the act.
    `outlet` is a name in any case; `hedged` True asks for what the text doubts.
    """

    dyad: tuple[str, str] | None
    actor: str | None
    recipient: str | None
    event_type: str | None
    quad: str | None
    since: date | None
    until: date | None
    outlet: str | None
    status: str | None
    hedged: bool | None
    article: str | None
    limit: int | None


@dataclass(slots=True)
class Filters:
    """Conditions that all must hold; a filter given None adds nothing."""

    _conditions: list[str] = field(default_factory=list)
    _values: list[object] = field(default_factory=list)

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the conditions of a question about claims; `limit` is not one."""
        unknown = question.keys() - Question.__annotations__.keys()
        if unknown:
            raise TypeError(f"claims have no filter {', '.join(sorted(unknown))}")
        filters = cls()
        filters.dyad(question.get("dyad"))
        filters.party("actor", question.get("actor"))
        filters.party("recipient", question.get("recipient"))
        filters.equal("event_type", question.get("event_type"))
        filters.equal("quad", question.get("quad"))
        filters.equal("status", question.get("status"))
        filters.equal("hedged", question.get("hedged"))
        filters.equal("article", question.get("article"))
        filters.outlet(question.get("outlet"))
        filters.days(question.get("since"), question.get("until"))
        return filters

    def equal(self, column: str, value: object) -> None:
        """Keep rows with this value."""
        if value is not None:
            self._add(f"{column} = ?", value)

    def outlet(self, name: str | None) -> None:
        """Keep rows of this outlet, whatever the case of its name."""
        if name is not None:
            self._add("lower(outlet) = ?", name.lower())

    def party(self, side: str, code: str | None) -> None:
        """Keep rows with this country, or country and sector, on a side."""
        if code is not None:
            self._add(f"list_contains({_column(side, code)}, ?)", code)

    def dyad(self, pair: tuple[str, str] | None) -> None:
        """Keep rows with the two on opposite sides, or both among the actors.

        Whom a hostile act is against stands on the other side, as a recipient does.
        """
        if pair is None:
            return
        first, second = pair
        self._add(
            f"(({_acts(first)} and ({_acts(second)} or {_faces(second)}))"
            f" or ({_acts(second)} and {_faces(first)}))",
            *(first, second, second, second, second, first, first),
        )

    def days(self, since: date | None, until: date | None) -> None:
        """Keep rows whose interval overlaps the one between two days."""
        if since is not None:
            self._add("when_end >= ?", since)
        if until is not None:
            self._add("when_start <= ?", until)

    def text(self, columns: str, table: str, *, order: str, limit: int | None = None) -> str:
        """Return the query with its values written into it, as a person would type it."""
        query, values = self.select(columns, table, order=order, limit=limit)
        parts = query.split("?")
        written = [literal(value) for value in values]
        return "".join(part + value for part, value in zip(parts, [*written, ""], strict=True))

    def select(
        self,
        columns: str,
        table: str,
        *,
        order: str | None,
        limit: int | None = None,
        offset: int = 0,
    ) -> tuple[str, list[object]]:
        """Return the query and its values; the first `offset` rows are left out."""
        where = f" where {' and '.join(self._conditions)}" if self._conditions else ""
        ordered = f" order by {order}" if order is not None else ""
        query = f"select {columns} from {table}{where}{ordered}"
        values = list(self._values)
        for word, number in (("limit", limit), ("offset", offset or None)):
            if number is not None:
                query, values = f"{query} {word} ?", [*values, number]
        return query, values

    def _add(self, condition: str, *values: object) -> None:
        self._conditions.append(condition)
        self._values.extend(values)


def literal(value: object) -> str:
    """Return a value as SQL writes it.

    >>> literal("O'Neill"), literal(True), literal(3)
    ("'O''Neill'", 'true', '3')
    """
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return f"date '{value.isoformat()}'"
    return "'" + str(value).replace("'", "''") + "'"


def _column(side: str, code: str) -> str:
    """Return the column for a code: "RUS.GOV" is an id, "RUS" a country."""
    if "." in code:
        return f"{side}_ids"
    return side if side == "against" else f"{side}s"


# Two who exercise against a third do not cooperate with it.
HOSTILE = "quad like '%conflict'"


def _acts(code: str) -> str:
    return f"list_contains({_column('actor', code)}, ?)"


def _faces(code: str) -> str:
    return (
        f"(list_contains({_column('recipient', code)}, ?)"
        f" or ({HOSTILE} and list_contains({_column('against', code)}, ?)))"
    )
