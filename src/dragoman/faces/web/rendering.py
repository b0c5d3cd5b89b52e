"""Pages from templates that keep nothing of what they were given.

A macro holds the context that it was made in and stands in it, so Python frees neither before its
collector comes by, and after `gc.freeze` never. What pages are given leads to the whole record at
one moment: a server kept every moment that a page had shown.
"""

from collections.abc import Callable, MutableMapping
from typing import Any

import jinja2
from jinja2.runtime import Context

# The name under which contexts made for one page find the list of them; no template asks for it.
_MADE = "contexts of this page"

_Blocks = dict[str, Callable[[Context], Any]]


class Rendering(jinja2.Environment):
    """Jinja's environment, whose pages are freed once they are written."""

    def rendered(self, template: str, **given: Any) -> str:
        """Return the text of a page."""
        made: list[Context] = []
        try:
            return self.get_template(template).render(given | {_MADE: made})
        finally:
            for context in made:
                context.vars.clear()
                context.parent.clear()


class _Counted(Context):
    """A context that is in the list of those made for its page.

    That of a macro file which is imported without the page's own has no page: Jinja keeps it.
    """

    def __init__(
        self,
        environment: jinja2.Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: _Blocks,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> None:
        super().__init__(environment, parent, name, blocks, globals)
        if _MADE in parent:
            parent[_MADE].append(self)


Rendering.context_class = _Counted
