"""Where `dragoman` starts: as little as can be before Ctrl-C has a plain end."""

from dragoman.faces.interrupts import leaving_at_once


def main() -> None:
    """Run the command line."""
    with leaving_at_once():
        from dragoman.faces.cli import main as run
    run()
