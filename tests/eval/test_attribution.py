"""Attribution: spans out of labels, texts out of tokens, links out of brat files."""

from pathlib import Path

from eval.attribution import MAX_TOKENS, alike, cut, gold_links, labelled, part_of


def test_a_new_begin_starts_a_new_span() -> None:
    labels = ["B-content", "I-content", "B-content", "I-source", "O"]
    assert labelled(labels) == [(0, 2, "content"), (2, 3, "content")]


def test_every_token_stands_where_its_place_says() -> None:
    tokens = ["``", "No", "''", ",", "he", "said"]
    part = part_of(tokens)
    assert [place.cut(part.text) for place in part.places] == ['"', "No", '"', ",", "he", "said"]


def test_a_long_item_is_cut_behind_a_sentence_and_loses_no_token() -> None:
    tokens = (["word"] * 49 + ["."]) * 5
    parts = list(cut(tokens))
    assert [token for _, some in parts for token in some] == tokens
    assert all(len(some) <= MAX_TOKENS and some[-1] == "." for _, some in parts)
    assert [start for start, _ in parts] == [0, 100, 200]


def test_a_link_needs_all_three(tmp_path: Path) -> None:
    brat = tmp_path / "one.ann"
    lines = ["T1\tSource 0 2\tHe", "T2\tCue 3 7\tsaid", "T3\tContent 8 10\tno"]
    links = ["E1\tAttribution:T2 Content:T3 Cue:T2 Source:T1", "E2\tAttribution:T2 Cue:T2"]
    brat.write_text("\n".join([*lines, *links]), encoding="utf-8")
    assert gold_links(brat) == [("He", "said", "no")]


def test_phrases_are_alike_from_half_of_their_words() -> None:
    assert alike("the president", "president")
    assert not alike("the president of Iran", "the navy")
