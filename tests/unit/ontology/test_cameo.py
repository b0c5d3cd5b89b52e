"""The crosswalk from CAMEO: every code leads to something PLOVER knows."""

import pytest

from dragoman.errors import UnknownCode
from dragoman.ontology import cameo, plover


def test_only_statements_have_no_type() -> None:
    dropped = [code for code in cameo.codes() if cameo.to_plover(code).event_type is None]
    assert dropped == [code for code in cameo.codes() if code.startswith("01")]


def test_every_code_becomes_a_type_with_modes_that_plover_knows() -> None:
    known = {kind.code: {mode.code for mode in kind.modes} for kind in plover.EVENT_TYPES}
    rows = [(code, cameo.to_plover(code)) for code in cameo.codes()]
    strange = [
        code
        for code, row in rows
        if row.event_type is not None and not set(row.modes) <= known[row.event_type]
    ]
    assert strange == []


def test_the_contexts_of_every_code_are_in_the_codebook() -> None:
    known = {context.code for context in plover.CONTEXTS}
    assert {
        context for code in cameo.codes() for context in cameo.to_plover(code).contexts
    } <= known


def test_every_score_lies_on_the_scale() -> None:
    assert [code for code in cameo.codes() if not -10.0 <= cameo.goldstein(code) <= 10.0] == []


def test_all_twenty_roots_are_there() -> None:
    roots = [code for code in cameo.codes() if len(code) == 2]
    assert roots == [f"{root:02d}" for root in range(1, 21)]


@pytest.mark.parametrize(
    ("code", "event_type", "modes", "contexts"),
    [
        pytest.param("0331", "AGREE", (), ("economic",), id="promise-of-aid"),
        pytest.param("041", "CONSULT", ("phone",), (), id="telephone"),
        pytest.param("0333", "AGREE", (), ("human_security",), id="renamed-context"),
        pytest.param("186", "ASSAULT", ("targeted",), (), id="renamed-mode"),
        pytest.param("0211", "REQUEST", ("assist",), ("economic",), id="appeal-is-request"),
        pytest.param("163", "SANCTION", ("discontinue",), ("economic",), id="embargo"),
    ],
)
def test_known_codes(
    code: str, event_type: str, modes: tuple[str, ...], contexts: tuple[str, ...]
) -> None:
    crosswalk = cameo.to_plover(code)
    assert (crosswalk.event_type, crosswalk.modes, crosswalk.contexts) == (
        event_type,
        modes,
        contexts,
    )


def test_a_statement_is_no_event() -> None:
    assert cameo.to_plover("010").event_type is None


def test_scores_order_war_below_a_visit() -> None:
    assert cameo.goldstein("190") < cameo.goldstein("111") < 0 < cameo.goldstein("042")


@pytest.mark.parametrize("look_up", [cameo.to_plover, cameo.goldstein, cameo.name])
def test_an_unknown_code_is_answered_with_the_nearest(look_up: object) -> None:
    assert callable(look_up)
    with pytest.raises(UnknownCode, match="did you mean '19"):
        look_up("199")
