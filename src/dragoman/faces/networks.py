"""The network in the files that tools of network analysis read, and as flat rows."""

import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dragoman.answers.blocs import Network
from dragoman.errors import AnswerError
from dragoman.faces.texts.words import name_of

if TYPE_CHECKING:
    import networkx as nx

FlatRow = dict[str, Any]
FORMS = ("graphml", "gexf")
# The library writes the day into GEXF; the same answer shall give the same file.
WRITTEN_ON = re.compile(rb' lastmodifieddate="[^"]*"')


def network_rows(answer: Network) -> Iterator[FlatRow]:
    """Yield a row per pair: on each axis its events, how many are expected, and the excess."""
    bloc_of = {node.code: node.bloc for node in answer.nodes}
    for tie in answer.ties:
        row: FlatRow = {
            "first": tie.first,
            "second": tie.second,
            "sign": tie.sign.value,
            "certain": tie.is_certain,
            "first_bloc": bloc_of[tie.first],
            "second_bloc": bloc_of[tie.second],
            "common_foes": tie.common_foes,
            "busyness": tie.busyness,
            "closeness": tie.closeness,
        }
        for axis, told, excess in (
            ("cooperation", tie.cooperation, tie.excess_cooperation),
            ("conflict", tie.conflict, tie.excess_conflict),
        ):
            row |= {
                f"{axis}_events": len(told.events),
                f"{axis}_claims": len(told.claims),
                f"{axis}_independent": len(told.origins),
                f"{axis}_expected": excess.expected,
                f"{axis}_excess": excess.value,
                f"{axis}_low": excess.low,
                f"{axis}_high": excess.high,
            }
        yield row | {"snapshot": answer.snapshot}


def graph_of(answer: Network) -> "nx.Graph[str]":
    """Return the network as a graph of networkx; an edge has the columns of its row.

    Raises:
        AnswerError: networkx is not installed.
    """
    try:
        import networkx as nx
    except ImportError as error:
        raise AnswerError("networks as files need networkx; pip install 'dragoman[web]'") from error
    graph: nx.Graph[str] = nx.Graph(
        name="Dragoman network",
        snapshot=answer.snapshot,
        since=str(answer.since or ""),
        until=str(answer.until or ""),
        least=answer.least,
    )
    for node in answer.nodes:
        graph.add_node(node.code, label=name_of(node.code), bloc=node.bloc)
    for row in network_rows(answer):
        first, second = row.pop("first"), row.pop("second")
        # What the excess of cooperation weighs, for tools that know one weight.
        graph.add_edge(first, second, weight=row["cooperation_excess"], **row)
    return graph


def network_file(answer: Network, form: str) -> bytes:
    """Return the network as GraphML or GEXF.

    Raises:
        AnswerError: it is another form, or networkx is not installed.
    """
    graph = graph_of(answer)
    import networkx as nx

    file = io.BytesIO()
    match form:
        case "graphml":
            nx.write_graphml_xml(graph, file, named_key_ids=True)
        case "gexf":
            nx.write_gexf(graph, file)
        case _:
            raise AnswerError(f"no network as {form!r}; there are {', '.join(FORMS)}")
    return WRITTEN_ON.sub(b"", file.getvalue())
