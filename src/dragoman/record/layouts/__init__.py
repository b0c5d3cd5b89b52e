"""Claims in the layouts of POLECAT, ICEWS and GDELT 2.0, as our own importers read them back.

`sayable` decides which claims a layout can hold and counts what it cannot say; `polecat`,
`icews` and `gdelt` make the rows, and `pairs` what the two layouts in CAMEO share.
"""

from dragoman.record.layouts.gdelt import Gdelt
from dragoman.record.layouts.icews import Icews
from dragoman.record.layouts.layout import Layout, write_layout
from dragoman.record.layouts.polecat import Polecat
from dragoman.record.layouts.sayable import Losses

__all__ = ["LAYOUTS", "Layout", "Losses", "write_layout"]

LAYOUTS: dict[str, Layout] = {"gdelt": Gdelt(), "icews": Icews(), "polecat": Polecat()}
