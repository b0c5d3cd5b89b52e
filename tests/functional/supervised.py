"""A server that takes every record for a large one: `python -m tests.functional.supervised FOLDER`.

It prints the port that it listens at.
"""

import socket
import sys

from dragoman.faces.serving import supervisor
from dragoman.faces.serving.recipe import Opened, Recipe


def told(_: Opened) -> None:
    """Say that it is open."""
    sys.stdout.write(f"{listener.getsockname()[1]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    supervisor.LEAST_REST = 0.1
    supervisor.SHORTEST_LIFE = 0.0
    recipe = Recipe(
        folder=sys.argv[1],
        hosts=("127.0.0.1",),
        answers_sql=True,
        is_limited=False,
        is_read_only=False,
        tokens=None,
        key=b"of a test",
        patience=-1.0,
    )
    with socket.create_server(("127.0.0.1", 0)) as listener, supervisor.ending_on_sigterm():
        supervisor.Supervisor(recipe, listener, told).run()
