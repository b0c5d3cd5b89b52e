"""Alerts in a file: what people wrote into it stays, and what is wrong in it is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from dragoman.errors import InputError, MalformedInput
from dragoman.faces.alerts_file import (
    ALERTS_FILE,
    MOST_DAYS,
    add_alert,
    read_alerts,
    remove_alert,
)
from dragoman.faces.commands import alerts as command
from dragoman.model import Alert

TABLE = '[[alert]]\nname = "{}"\nquery = {{ {} }}\nat_least = 3\nwithin = 7\norigins = 2\n'


def alert(name: str = "gulf") -> Alert:
    query = (("dyad", "RUS,IRN"), ("outlet", 'The "Wire" #1'), ("hedged", "true"))
    return Alert(name=name, query=query, at_least=3, within=7, origins=2)


def test_what_is_added_is_read_again(tmp_path: Path) -> None:
    add_alert(tmp_path, alert("gulf"))
    add_alert(tmp_path, alert("levant"))
    assert read_alerts(tmp_path) == (alert("gulf"), alert("levant"))


def test_an_alert_may_name_an_address(tmp_path: Path) -> None:
    posted = replace(alert(), webhook='https://hooks.example/"a"?token=b')
    add_alert(tmp_path, posted)
    assert read_alerts(tmp_path) == (posted,)


def test_a_folder_without_the_file_has_no_alerts(tmp_path: Path) -> None:
    assert read_alerts(tmp_path) == ()


def test_a_query_may_be_written_by_name_and_in_any_case(tmp_path: Path) -> None:
    (tmp_path / ALERTS_FILE).write_text(TABLE.format("gulf", 'dyad = "Russia,irn", hedged = true'))
    (found,) = read_alerts(tmp_path)
    assert found.query == (("dyad", "RUS,IRN"), ("hedged", "true"))


def test_remarks_of_people_stay(tmp_path: Path) -> None:
    file = tmp_path / ALERTS_FILE
    tables = [TABLE.format(name, "") for name in ("one", "two", "three")]
    file.write_text("# ours\n" + "\n# next\n".join(tables))
    add_alert(tmp_path, alert())
    remove_alert(tmp_path, "two")
    assert [found.name for found in read_alerts(tmp_path)] == ["one", "three", "gulf"]
    assert file.read_text().startswith(f"# ours\n{tables[0]}\n# next\n# next\n{tables[2]}")


def test_the_last_alert_can_go_too(tmp_path: Path) -> None:
    add_alert(tmp_path, alert())
    remove_alert(tmp_path, "gulf")
    assert read_alerts(tmp_path) == ()


def test_a_file_in_another_form_is_left_to_people(tmp_path: Path) -> None:
    written = 'alert = [{ name = "gulf", at_least = 1, within = 1, origins = 1 }]\n'
    (tmp_path / ALERTS_FILE).write_text(written)
    with pytest.raises(InputError, match="by hand"):
        remove_alert(tmp_path, "gulf")
    assert (tmp_path / ALERTS_FILE).read_text() == written


def test_two_alerts_have_two_names(tmp_path: Path) -> None:
    add_alert(tmp_path, alert())
    with pytest.raises(InputError, match="already"):
        add_alert(tmp_path, alert())


@pytest.mark.parametrize("name", ["", "Gulf", "a b", "../gulf", "-gulf", "é", "a\n"])
def test_a_name_is_one_plain_word(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="no name"):
        add_alert(tmp_path, alert(name))


def test_what_is_not_there_cannot_be_removed(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no alert 'gulf'"):
        remove_alert(tmp_path, "gulf")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[[alert", "not TOML"),
        ("alert = 3", "tables"),
        ("[[alert]]\nname = 3.5", "needs a name"),
        (TABLE.format("gulf", "limit = 3"), "without limit"),
        (TABLE.format("gulf", 'dyad = "RUS,Atlantis"'), "the query of 'gulf'"),
        (TABLE.format("gulf", 'colour = "red"'), "no parameter 'colour'"),
        (TABLE.format("gulf", "").replace("at_least = 3", "at_least = 0"), "at_least"),
        (TABLE.format("gulf", "").replace("within = 7", "within = true"), "within"),
        (TABLE.format("gulf", "").replace("within = 7", "within = 99999999"), "within"),
        (TABLE.format("gulf", "") + 'webhook = "ftp://x.example"\n', "webhook of 'gulf'"),
        (TABLE.format("gulf", "") + "webhook = 3\n", "webhook of 'gulf'"),
        (TABLE.format("gulf", "") + "send = 1\n", "has no send"),
        (TABLE.format("gulf", "") * 2, "two alerts"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / ALERTS_FILE).write_text(text)
    with pytest.raises(MalformedInput, match=fault):
        read_alerts(tmp_path)


def test_the_command_allows_as_many_days_as_the_file() -> None:
    assert command.MOST_DAYS == MOST_DAYS
