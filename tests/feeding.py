"""A feed of Moor Radio, written by hand."""

from __future__ import annotations

LAMP = (
    "The lamp of Pell Point was lit again on Friday after eleven dark years, the keepers said. "
    "Boats from Ostermere sounded their horns as the beam first crossed the bay."
)


def feed(*entries: str, title: str = "Moor Radio") -> str:
    """Write an RSS feed of `entries`."""
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>'
        f"<link>https://moor.example/</link>{''.join(entries)}</channel></rss>"
    )


def entry(url: str, title: str, text: str = LAMP) -> str:
    """Write one entry of a feed; its address is its id too."""
    return (
        f"<item><title>{title}</title><link>{url}</link><guid>{url}</guid>"
        f"<pubDate>Sat, 03 May 2031 08:00:00 GMT</pubDate><description>{text}</description></item>"
    )


def page(head: str = "", text: str = LAMP, title: str = "Pell Point is lit again") -> str:
    """Write a web page of one article."""
    return (
        f"<html><head><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )
