"""Whatever its description allows to be asked, and what it does not, the interface answers."""

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance

from dragoman.faces.web.app import create_app

# Questions for each address and way of asking; the whole then takes about half a minute.
EXAMPLES = 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance]
BOUNDED = settings(
    max_examples=EXAMPLES,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@pytest.fixture(scope="module")
def description(read_record: Path) -> Any:
    """The OpenAPI document with the application that it describes."""
    app = create_app(read_record, hosts=("localhost", "testserver"))
    return schemathesis.openapi.from_asgi("/v1/openapi.json", app)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_question_breaks_the_interface(description: Any, mode: GenerationMode) -> None:
    asked = 0
    for found in description.get_all_operations():

        @BOUNDED
        @given(case=found.ok().as_strategy(generation_mode=mode))
        def ask(case: schemathesis.Case[Any]) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        ask()
    assert asked > len(list(description.get_all_operations()))
