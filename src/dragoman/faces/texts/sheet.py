"""A sheet of plain text: headings, wrapped lines and columns, laid out by rich."""

import io
import os
import shutil
import sys
from collections.abc import Collection, Sequence
from typing import Self

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dragoman.faces.output import USUAL_TERMINAL

# Longer lines are hard to read, shorter ones do not hold a table.
WIDEST, NARROWEST = 100, 60
INDENT = 2


class Sheet:
    """Collects lines; `text` gives them all. Bold and dim on a terminal, never colour alone."""

    def __init__(self, width: int, *, styled: bool = False) -> None:
        self._console = Console(
            file=io.StringIO(),
            width=max(NARROWEST, min(width, WIDEST)),
            color_system="standard" if styled else None,
            force_terminal=styled,
            legacy_windows=False,
            highlight=False,
            emoji=False,
            markup=False,
        )
        self._styled = styled

    @classmethod
    def for_stdout(cls, path: str | None = None) -> Self:
        """Return a sheet that fits the terminal; without styles for files and NO_COLOR."""
        styled = path is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return cls(shutil.get_terminal_size(USUAL_TERMINAL).columns, styled=styled)

    def title(self, words: str) -> None:
        """Begin the sheet."""
        self.line(words, indent=0, style="bold")

    def heading(self, words: str) -> None:
        """Begin a part; capitals, so that it stands out in a pipe too."""
        self._console.print()
        self.line(words.upper(), indent=0, style="bold")

    def line(self, words: str, *, indent: int = INDENT, style: str = "") -> None:
        """Add a paragraph, wrapped."""
        self._console.print(Padding(Text(words, style=style), (0, 0, 0, indent)))

    def quote(self, words: str, source: str, *, indent: int = 2 * INDENT) -> None:
        """Add a sentence of the news with where it stands."""
        self.line(f"“{' '.join(words.split())}”", indent=indent)
        self.line(source, indent=indent + INDENT, style="dim")

    def command(self, words: str, what: str) -> None:
        """Add a command to copy, on one line however long, and what it shows."""
        indent = " " * INDENT
        self._console.print(Text(f"{indent}{words}"), soft_wrap=True)
        self.line(what, indent=2 * INDENT, style="dim")

    def blank(self) -> None:
        """Add an empty line."""
        self._console.print()

    def table(
        self,
        names: Sequence[str],
        rows: Sequence[Sequence[str]],
        *,
        right: Collection[str] = (),
        whole: Collection[str] = (),
        indent: int = INDENT,
    ) -> None:
        """Add columns without lines between them; what is too long is wrapped in its column.

        Args:
            names: the heads of the columns.
            rows: the cells.
            right: the columns of numbers.
            whole: the columns that must not be wrapped.
            indent: how far from the left.
        """
        grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        for name in names:
            is_number = name in right
            grid.add_column(
                name,
                justify="right" if is_number else "left",
                no_wrap=is_number or name in whole,
            )
        for row in rows:
            grid.add_row(*(Text(cell) for cell in row))
        self._console.print(Padding(grid, (0, 0, 0, indent)))

    def text(self) -> str:
        """Return everything, without blanks at the ends of lines."""
        file = self._console.file
        assert isinstance(file, io.StringIO)
        return "\n".join(line.rstrip() for line in file.getvalue().splitlines()).strip("\n")
