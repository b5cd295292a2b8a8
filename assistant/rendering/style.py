"""How an exported page looks, on a screen and on paper."""

from typing import Final

from markupsafe import Markup

STYLE: Final = Markup(
    """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.55 Georgia, serif; margin: 2rem 1rem; }
body { background: Canvas; color: CanvasText; }
a { color: LinkText; }
main { max-width: 42rem; margin: 0 auto; }
h1, h2 { line-height: 1.25; }
article + article { border-top: 1px solid; margin-top: 2rem; padding-top: 1rem; }
.short { font-size: 1.3rem; font-weight: bold; }
.notice, .doubt { font-style: italic; }
.note { font-size: .85rem; opacity: .8; margin: .3rem 0; }
.accounts { border-collapse: collapse; font-size: .9rem; margin: 1rem 0; }
.accounts caption { font-weight: bold; text-align: start; }
.accounts td, .accounts th { padding: .2rem .8rem .2rem 0; text-align: start; vertical-align: top; }
@media (max-width: 40rem) { .accounts { display: block; overflow-x: auto; } }
.sources { list-style: none; padding: 0; }
.sources > li { margin: 1rem 0; }
.sources > li:target { outline: 2px solid; outline-offset: .4rem; }
blockquote { border-inline-start: 3px solid; margin: .4rem 0; padding-inline-start: .8rem; }
sup { line-height: 0; }
@media print { a { color: inherit; text-decoration: none; } }
"""
)
