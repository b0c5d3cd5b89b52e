"""Geoparsing: what counts as found, and as found in the right place."""

import json
from pathlib import Path

import pytest

from dragoman.ontology.places import PlaceHit
from eval.geoparsing import Marked, Toponym, found_in, main, matched, read_articles, score
from eval.report import BadPath

LINKED = """<articles><article docid="7">
<text>Police in Tyler, Texas, met Russian envoys.</text>
<toponyms>
<toponym><start>10</start><end>15</end><phrase>Tyler</phrase>
<gaztag geonameid="4738214"><name>Tyler</name><lat>32.35</lat><lon>-95.30</lon></gaztag></toponym>
<toponym><start>17</start><end>22</end><phrase>Texas</phrase>
<gaztag geonameid="4736286"><name>Texas</name><lat>31.25</lat><lon>-99.25</lon></gaztag></toponym>
<toponym><start>28</start><end>35</end><phrase>Russian</phrase>
<gaztag geonameid="2017370"><name>Russia</name><lat>60</lat><lon>100</lon></gaztag></toponym>
<toponym><start>0</start><end>6</end><phrase>Police</phrase></toponym>
</toponyms></article></articles>"""
LOCATED = """<articles><article><text>Cases in Peru.</text><locations><location><name>Peru</name>
<start>9</start><end>13</end><lat>-10</lat><lon>-76</lon></location></locations></article></articles>"""


def toponym(start: int, end: int, *, geonames: int | None = None) -> Toponym:
    return Toponym(start=start, end=end, name="X", geonames=geonames, lat=10.0, lon=10.0)


def hit(
    lat: float | None, lon: float | None, *, geonames: int | None = None, kind: str = "city"
) -> PlaceHit:
    return PlaceHit(
        start=0, end=1, name="X", kind=kind, country="USA", lat=lat, lon=lon, geonames=geonames
    )


def scored(gold: Toponym, found: PlaceHit) -> float | int | None:
    article = Marked(name="1", text="", toponyms=(gold,))
    return score([(article, [(0, 5, found)])])["accuracy_161km"]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "linked.xml"
    path.write_text(LINKED, encoding="utf-8")
    return path


def test_only_linked_toponyms_are_gold(corpus: Path) -> None:
    (article,) = read_articles(corpus)
    assert [t.name for t in article.toponyms] == ["Tyler", "Texas", "Russia"]


def test_places_and_peoples_of_an_article_are_found_and_placed(
    corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    predictions = tmp_path / "found.jsonl"
    assert main([str(corpus), "--predictions", str(predictions)]) == 0
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert figures["end_to_end_f1"] == figures["tagging_f1"] == figures["accuracy_161km"] == 1.0
    lines = [json.loads(line) for line in predictions.read_text(encoding="utf-8").splitlines()]
    assert [line["exact"] for line in lines] == ["Tyler", "Texas", "Russian"]


def test_a_country_of_a_corpus_without_ids_is_right_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "located.xml"
    path.write_text(LOCATED, encoding="utf-8")
    (article,) = read_articles(path)
    assert score([(article, found_in(article.text))])["end_to_end_f1"] == 1.0


def test_the_same_id_is_right_wherever_it_lies() -> None:
    assert scored(toponym(0, 5, geonames=3), hit(80.0, 80.0, geonames=3)) == 1.0


def test_a_place_within_a_hundred_miles_is_right() -> None:
    assert scored(toponym(0, 5), hit(11.0, 10.0)) == 1.0
    assert scored(toponym(0, 5), hit(12.0, 10.0)) == 0.0


def test_a_country_of_another_id_is_wrong() -> None:
    assert scored(toponym(0, 5, geonames=3), hit(None, None, geonames=4, kind="country")) == 0.0


def test_a_toponym_is_matched_once() -> None:
    gold = [toponym(0, 5)]
    found = [(0, 2, hit(1.0, 1.0)), (3, 5, hit(1.0, 1.0))]
    assert len(list(matched(gold, found))) == 1


def test_nothing_found_scores_zero_and_has_no_accuracy() -> None:
    article = Marked(name="1", text="", toponyms=(toponym(0, 5),))
    figures = score([(article, [])])
    assert (figures["tagging_f1"], figures["accuracy_161km"]) == (0.0, None)


@pytest.mark.parametrize("text", ["no xml", "<articles/>", LINKED.replace("<lat>31.25</lat>", "")])
def test_another_format_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadPath):
        main([str(path)])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPath, match="is not a file"):
        main([str(tmp_path / "none.xml")])
