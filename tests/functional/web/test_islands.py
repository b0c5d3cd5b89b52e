"""The script of the pages: ours alone, small, made of the source that is committed beside it."""

import hashlib
import re
import shutil
import subprocess
from base64 import b64encode
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.faces.web.islands import STATIC

WEB = Path(__file__).parents[3] / "web"
# What `web/build.mjs` makes it of, in this order.
MADE_OF = ("build.mjs", "package-lock.json", "tsconfig.json")
MOST_BYTES = 30_000
# Ways by which words become markup or code; the policy of the pages stops them as well.
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser"
    r"|\.srcdoc|cssText|setAttribute\(\"(?:style|on)"
)


def source_digest() -> str:
    """The digest that `web/build.mjs` writes at the head of what it makes."""
    digest = hashlib.sha256()
    islands = sorted(f"islands/{path.name}" for path in (WEB / "islands").iterdir())
    for name in (*islands, *MADE_OF):
        digest.update(f"{name}\n".encode())
        digest.update((WEB / name).read_bytes())
    return digest.hexdigest()


def test_a_page_runs_one_script_which_the_browser_checks(client: TestClient) -> None:
    for path in ("/", "/map", "/nowhere"):
        scripts = html.fromstring(client.get(path).text).xpath("//script")
        assert [dict(script.items()).keys() for script in scripts] == [
            {"src", "integrity", "defer"}
        ]
        served = client.get(scripts[0].get("src"))
        digest = b64encode(hashlib.sha384(served.content).digest()).decode()
        assert scripts[0].get("integrity") == f"sha384-{digest}"
        assert served.headers["content-type"].startswith(("text/javascript", "application/java"))
        assert not scripts[0].text


def test_the_script_is_named_by_what_it_holds(client: TestClient) -> None:
    address = html.fromstring(client.get("/").text).xpath("//script/@src")[0]
    digest = hashlib.sha384((STATIC / "islands.js").read_bytes()).hexdigest()
    assert digest.startswith(address.partition("?v=")[2])


def test_the_script_is_made_of_the_source_beside_it() -> None:
    head = (STATIC / "islands.js").read_text(encoding="utf-8").partition("\n")[0]
    assert head == f"// web/islands {source_digest()}", "its source has changed: make islands"


@pytest.mark.skipif(
    shutil.which("node") is None or not (WEB / "node_modules").is_dir(),
    reason="no node, or no web/node_modules; `make islands` brings them. Without them the digest"
    " in the head of the script alone says that it is made of its source",
)
def test_making_the_script_again_gives_what_is_committed(tmp_path: Path) -> None:
    made = tmp_path / "islands.js"
    subprocess.run(["node", WEB / "build.mjs", made], check=True, timeout=120)
    assert made.read_bytes() == (STATIC / "islands.js").read_bytes()


def test_the_script_is_small() -> None:
    assert (STATIC / "islands.js").stat().st_size <= MOST_BYTES


def test_no_source_makes_words_into_markup_or_code() -> None:
    for source in (WEB / "islands").iterdir():
        assert SINKS.findall(source.read_text(encoding="utf-8")) == [], source.name


def test_the_lock_names_no_host_of_a_registry() -> None:
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert lock.count('"integrity"') > 2
