"""The command that lets a shell complete what is typed."""

import click

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print what a shell needs to complete commands and options.

    In ~/.bashrc: eval "$(dragoman completion bash)"; fish reads it from
    ~/.config/fish/completions/dragoman.fish.
    """
    from click.shell_completion import get_completion_class

    from dragoman.faces.cli import cli

    kind = get_completion_class(shell)
    assert kind is not None  # click has one for each of our shells
    # Not `kind.source()`: for bash it starts one to ask its version, and we need not know.
    made = kind(cli, {}, "dragoman", "_DRAGOMAN_COMPLETE")
    click.echo(made.source_template % made.source_vars())
    return 0
