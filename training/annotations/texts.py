"""The texts that `training/annotations` points into, read from the research data at run time.

A story is named by where it comes from: `re3d/CENTCOM/ID`, `synthetic/ROW`, `timeml/NAME`,
`gum/NAME`, `polnear/NAME`. White space is evened out here, so that an offset means the same
everywhere; the digest of the text in a standoff file tells when it no longer does.
"""

import csv
import gzip
import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.errors import MalformedInput
from dragoman.model import Article, LabelledSpan, Sentence, Span, Verdict, text_digest
from dragoman.sentences import split

TIMEML = "tempeval3/TBAQ-cleaned"
SYNTHETIC = "event_dev/synthetic_stories.csv.zip"
GUM = "gum/gum-train.conllu.gz"
POLNEAR = "polnear/train/text"


@dataclass(frozen=True, slots=True)
class Story:
    """A text of the research data; `published` is None where the source gives no date."""

    id: str
    text: str
    published: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the text."""
        return text_digest(self.text)

    def sentences(self) -> tuple[Sentence, ...]:
        """Return the sentences as our own splitter cuts them."""
        article = Article(
            id=self.id,
            page_sha256="",
            origin=self.id,
            text=self.text,
            text_sha256=self.sha256,
            verdict=Verdict.ARTICLE,
            spans=(LabelledSpan(span=Span(0, len(self.text))),),
        )
        return tuple(split(article).sentences)


def even(text: str) -> str:
    """Return a text with one space in a line, one empty line between paragraphs."""
    paragraphs = re.split(r"\n\s*\n", text.replace("\xa0", " "))
    return "\n\n".join(" ".join(part.split()) for part in paragraphs if part.strip())


def read_story(data: Path, story: str) -> Story:
    """Return one story by its name.

    Raises:
        MalformedInput: no source has such a story.
    """
    source = story.split("/", maxsplit=1)[0]
    reader = READERS.get(source)
    found = reader(data, story) if reader else None
    if found is None:
        raise MalformedInput(f"{story}: no such story below {data}; see training/annotations")
    return found


def _re3d(data: Path, story: str) -> Story | None:
    _, folder, wanted = story.split("/")
    for line in (data / "re3d" / folder / "documents.json").read_text("utf-8").splitlines():
        document = json.loads(line)
        if document["_id"] == wanted:
            return Story(story, even(document["text"].replace("\n", "\n\n")))
    return None


def synthetic_rows(data: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of the synthetic stories."""
    with zipfile.ZipFile(data / SYNTHETIC) as archive:
        member = archive.open(archive.namelist()[0])
        yield from csv.DictReader(io.TextIOWrapper(member, encoding="utf-8"))


def _synthetic(data: Path, story: str) -> Story | None:
    wanted = int(story.split("/")[1])
    for number, row in enumerate(synthetic_rows(data)):
        if number == wanted:
            return Story(story, even(row["text"]))
    return None


def _timeml(data: Path, story: str) -> Story | None:
    for folder in ("AQUAINT", "TimeBank"):
        path = data / TIMEML / folder / f"{story.split('/')[1]}.tml"
        if path.is_file():
            raw = path.read_text(encoding="utf-8")
            body = re.sub(r"<[^>]+>", "", raw.partition("<TEXT>")[2].partition("</TEXT>")[0])
            date = re.search(r'functionInDocument="CREATION_TIME"[^>]*>', raw)
            value = re.search(r'value="(\d{4}-\d\d-\d\d)', date.group(0) if date else "")
            value = value or re.search(r'<DCT><TIMEX3[^>]*value="(\d{4}-\d\d-\d\d)', raw)
            text = even(html.unescape(body).replace("``", '"').replace("''", '"'))
            return Story(story, text, value.group(1) if value else None)
    return None


def _gum(data: Path, story: str) -> Story | None:
    wanted = f"# newdoc id = {story.split('/')[1]}"
    text, published, is_open = "", None, False
    with gzip.open(data / GUM, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                is_open = line.strip() == wanted
            elif is_open and line.startswith("# meta::dateCreated = "):
                published = line.partition(" = ")[2].strip()
            elif is_open and line.startswith("# newpar_block"):
                text += "\n\n"
            elif is_open and line.startswith("# text = "):
                text += line.partition(" = ")[2].strip() + " "
    return Story(story, even(text), published) if text else None


def _polnear(data: Path, story: str) -> Story | None:
    name = story.split("/")[1]
    path = data / POLNEAR / f"{name}.txt"
    if not path.is_file():
        return None
    published = re.search(r"_(\d{4}-\d\d-\d\d)_", name)
    text = even(path.read_text(encoding="utf-8"))
    return Story(story, text, published.group(1) if published else None)


READERS = {
    "re3d": _re3d,
    "synthetic": _synthetic,
    "timeml": _timeml,
    "gum": _gum,
    "polnear": _polnear,
}
