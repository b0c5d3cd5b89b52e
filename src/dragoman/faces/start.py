"""Where `dragoman` starts: as little as can be before Ctrl-C has a plain end."""

import os

from dragoman.faces.interrupts import leaving_at_once

# Who gives Arrow its memory; it must be said before Arrow is imported, and holds for the processes
# that this one starts. Arrow's own way, mimalloc, keeps what each of its threads once had: a server
# of 4,113 claims that forgot them all kept 208 MB, and 101 MB of the system's, at no more seconds.
# `python -m bench soak`; the variable of Arrow says another.
ARROW_MEMORY = ("ARROW_DEFAULT_MEMORY_POOL", "system")


def main() -> None:
    """Run the command line."""
    take_memory_of_the_system()
    with leaving_at_once():
        from dragoman.faces.cli import main as run
    run()


def take_memory_of_the_system() -> None:
    """Let Arrow give back what it no longer needs, unless the environment says otherwise."""
    os.environ.setdefault(*ARROW_MEMORY)
