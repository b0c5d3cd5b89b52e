"""A question about claims as text: the parameters of an address, the words of a command."""

from collections.abc import Mapping
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from dragoman.errors import InputError
from dragoman.ontology import actors, plover

# The record brings DuckDB and Arrow, which `--help` need not wait for.
if TYPE_CHECKING:
    from dragoman.record.filters import Question

# What parts the two sides of a dyad in an address: dyad=RUS,IRN.
BETWEEN = ","
STATUSES = ("actual", "future", "hypothetical", "negated")
CHOICES: Mapping[str, tuple[str, ...]] = {"status": STATUSES, "quad": plover.QUADS}
TRUE, FALSE = ("true", "1", "yes"), ("false", "0", "no")
# No record holds so many rows; what is larger is a slip, or does not fit into SQL.
MOST = 10**12


def question_of(parameters: Mapping[str, str]) -> "Question":
    """Return the question that the parameters of an address ask; empty ones ask nothing.

    >>> question_of({"dyad": "Russia,IRN", "type": "consult", "since": "2020-09"})
    {'dyad': ('RUS', 'IRN'), 'event_type': 'CONSULT', 'since': datetime.date(2020, 9, 1)}

    Raises:
        InputError: a parameter is not known, or its value is not understood.
    """
    question: Question = {}
    for name, text in parameters.items():
        if text.strip():
            _ask(question, name, text.strip())
    return question


def _ask(question: "Question", name: str, text: str) -> None:
    """Add one parameter to a question."""
    match name:
        case "dyad":
            first, _, second = text.partition(BETWEEN)
            question["dyad"] = (actor_code(name, first), actor_code(name, second))
        case "actor" | "recipient":
            question[name] = actor_code(name, text)
        case "type" | "event_type":
            question["event_type"] = plover.event_type(text.upper()).code
        case "since" | "until":
            question[name] = day_of(name, text, last=name == "until")
        case "hedged":
            question["hedged"] = truth_of(name, text)
        case "limit":
            question["limit"] = count_of(name, text)
        case "status" | "quad":
            question[name] = one_of(name, text, CHOICES[name])
        case "outlet" | "article":
            question[name] = text
        case _:
            from dragoman.record.filters import Question

            known = sorted({*Question.__annotations__, "type"} - {"event_type"})
            raise InputError(f"claims have no parameter {name!r}; there are {', '.join(known)}")


def actor_code(name: str, text: str) -> str:
    """Return the code of a side given as a code ("RUS", "RUS.GOV") or by name.

    Raises:
        InputError: nothing is said.
        UnknownCode: nobody has this code or name.
    """
    if not text.strip():
        raise InputError(f"{name} names nobody; give a code such as RUS, or two as RUS,IRN")
    country, _, sector = text.strip().partition(".")
    if sector and sector.upper() in {entry.code for entry in plover.SECTORS}:
        return f"{actors.resolve_code(country)}.{sector.upper()}"
    return actors.resolve_code(text.strip())


def day_of(name: str, text: str, *, last: bool = False) -> date:
    """Return a day written as 2020-10-06, 2020-10 or 2020; of the shorter ones first or last.

    Raises:
        InputError: it is no day.
    """
    parts = text.split("-")
    try:
        if len(parts) == 1:
            return date(int(text), 12, 31) if last else date(int(text), 1, 1)
        if len(parts) == 2:
            year, month = map(int, parts)
            return _last_of(year, month) if last else date(year, month, 1)
        return date.fromisoformat(text)
    except (ValueError, OverflowError) as error:
        raise InputError(f"{name}={text!r} is no day; write 2020-10-06 or 2020-10") from error


def _last_of(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def truth_of(name: str, text: str) -> bool:
    """Return whether a parameter says yes.

    Raises:
        InputError: it says neither yes nor no.
    """
    if text.lower() not in (*TRUE, *FALSE):
        raise InputError(f"{name}={text!r} is neither true nor false")
    return text.lower() in TRUE


def one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    """Return a parameter that is one of some words.

    Raises:
        InputError: it is another word.
    """
    if text not in known:
        raise InputError(f"{name}={text!r} is none of {', '.join(known)}")
    return text


def count_of(name: str, text: str) -> int:
    """Return a parameter that counts something.

    Raises:
        InputError: it is no number above 0, or above `MOST`.
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= len(str(MOST))
    if not is_number or not 1 <= int(text) <= MOST:
        raise InputError(f"{name}={text!r} is no number above 0, up to {MOST:,}")
    return int(text)


def parameters_of(question: "Question") -> dict[str, str]:
    """Return a question as the parameters that ask it; the inverse of `question_of`."""
    written: dict[str, str] = {}
    for name, value in question.items():
        if isinstance(value, tuple):
            written[name] = BETWEEN.join(value)
        elif isinstance(value, bool):
            written[name] = "true" if value else "false"
        elif value is not None:
            written["type" if name == "event_type" else name] = str(value)
    return written


def address_of(path: str, question: "Question") -> str:
    """Return the address, below the root of a server, that asks a question."""
    asked = urlencode(parameters_of(question), safe=BETWEEN)
    return f"{path}?{asked}" if asked else path


def command_of(question: "Question", called: str = "dragoman") -> str:
    """Return the command line that asks a question.

    >>> command_of({"dyad": ("RUS", "IRN"), "hedged": True})
    'dragoman claims --dyad RUS IRN --hedged'
    """
    words = [called, "claims"]
    for name, value in question.items():
        if isinstance(value, tuple):
            words += [f"--{name}", *value]
        elif isinstance(value, bool):
            words.append("--hedged" if value else "--unhedged")
        elif value is not None:
            words += ["--type" if name == "event_type" else f"--{name}", quote(str(value))]
    return " ".join(words)
