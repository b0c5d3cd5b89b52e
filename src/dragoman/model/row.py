"""The row of a dataset that somebody else coded: where a claim without a sentence comes from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRow:
    """One line of a file of events, as a person finds it again.

    `dataset` is ICEWS, POLECAT or GDELT, `file` the name of the file without its folder,
    `number` the line in it (the first is 1, a header counts) and `key` the id that the
    dataset gives, which need not be unique.
    """

    dataset: str
    file: str
    number: int
    key: str | None = None

    @property
    def words(self) -> str:
        """The place in words.

        >>> ImportedRow(dataset="ICEWS", file="events.tab", number=7).words
        'imported from ICEWS, row 7 of events.tab'
        """
        return f"imported from {self.dataset}, row {self.number} of {self.file}"
