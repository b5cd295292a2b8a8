"""What stands beside an article on its page: captions, related links, consent notices and such.

An element is told by its tag and by whole words of its names ("related-links" and "relatedLinks"
have the word "related", "unrelated" has not); a block by how it begins. What holds a good part of
the page's prose, or its headline, is never beside the article, whatever its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from index.articles.stated import left_out
from index.articles.web.blocks import Block, Element, names_of
from index.types import Note

_NAMES = {
    "consent notice": "cookie cookies consent gdpr ccpa onetrust didomi usercentrics cookiebot "
    "truste privacy-banner privacy-notice privacy-popup privacy-manager cmp",
    "comment": "comment comments commentlist disqus respond replies reply discussion-thread",
    "newsletter line": "newsletter newsletters subscribe signup sign-up optin opt-in mailchimp "
    "email-alert email-alerts mailing-list",
    "related link": "related recommended recommendation recommendations recirc recirculation "
    "readmore read-more more-on more-from more-stories see-also also-read read-next up-next upnext "
    "trending popular most-read most-popular most-viewed outbrain taboola teaser teasers promo "
    "promos next-article suggested similar-articles similar-posts jp-relatedposts",
    "share line": "share shares sharing sharethis addthis sharedaddy addtoany social socials "
    "social-media follow-us print-button",
    "advertisement": "ad ads advert adverts advertisement advertising adslot adsbygoogle dfp "
    "sponsor sponsored sponsors promoted affiliate disclaimer-affiliate ad-container",
    "caption": "caption captions figcaption wp-caption-text image-credit photo-credit "
    "image-caption photo-caption imagecredit photocredit",
    "byline": "byline bylines author-bio author-box authorbox about-author author-info dateline",
    "menu": "nav navbar navigation menu breadcrumb breadcrumbs pagination pager footer sidebar "
    "toolbar tags taglist tag-list tag-links topics-list skip-link skip-links login signin modal "
    "popup overlay tooltip sr-only visually-hidden visuallyhidden screen-reader-text masthead "
    "edit-link",
}
_OF_NAME = {name: kind for kind, names in _NAMES.items() for name in names.split()}
_RANK = {name: rank for rank, name in enumerate(_OF_NAME)}
_OF_TAG = {
    "nav": "menu", "footer": "menu", "form": "form", "dialog": "menu", "figcaption": "caption",
    "amp-ad": "advertisement", "amp-consent": "consent notice",
    "amp-user-notification": "consent notice", "amp-social-share": "share line",
    "amp-sidebar": "menu",
}  # fmt: skip
_NEVER = frozenset({"html", "body", "article", "main", "h1"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_MOST_OF_PROSE = 0.3
_PROSE = 80
"""Characters from which a block without links counts as prose."""

_LEADS = (
    "read more|read next|read also|also read|more|see also|related|"
    "related (?:articles?|news|links|content|posts?|videos?)|"
    "related stor(?:y|ies)|related coverage|related topics?|recommended|recommended reading|"
    "watch|watch now|watch more|listen|don.t miss|you may also like|you might also like|up next|"
    "in pictures|further reading|more on this story|more from .{1,40}|top stories|latest news|"
    "lesen sie auch|mehr zum thema|lire aussi|à lire aussi|voir aussi|leggi anche|"
    "lea también|lee también|le puede interesar|leia também|leia mais|lees ook|czytaj też|"
    "czytaj także|читайте также|اقرأ أيضا|延伸阅读|相关阅读|関連記事"
)
_CONSENT = (
    r"we\b.{0,40}\b(?:use|store|set|place|need)\b.{0,60}\bcookies\b|"
    r"(?:this|our) (?:web ?)?site\b.{0,20}\b(?:uses|stores|sets|places)\b.{0,40}\bcookies\b|"
    r"we and our (?:\d+ )?.{0,20}partners\b|we (?:value|respect|care about) your privacy\b|"
    r"(?:accept|allow|reject|manage) (?:all |your )?(?:cookies?|consent|privacy)\b|"
    r"by (?:continuing|clicking|using|selecting)\b(?=.{0,200}\byou\b).{0,160}"
    r"\b(?:cookies|privacy policy)\b|"
    r"(?:cookie (?:settings|policy|notice|preferences)|"
    r"your privacy (?:choices|matters|settings))\W*$|"
    r"(?:wir|diese (?:web)?seite|unsere (?:web)?seite)\b.{0,20}"
    r"\b(?:verwende[nt]|nutz(?:t|en)|setz(?:t|en))\b.{0,40}\bcookies\b|"
    r"(?:nous|ce site|notre site)\b.{0,20}\b(?:utilis|emplo).{0,40}\bcookies\b|"
    r"(?:utilizamos|usamos|este sitio|este site|nosotros)\b.{0,60}\bcookies\b|"
    r"(?:utilizziamo|questo sito)\b.{0,60}\bcookies?\b|"
    r"(?:wij|we|deze (?:web)?site)\b.{0,20}\b(?:gebruik(?:t|en)|plaats(?:t|en))\b.{0,40}\bcookies\b"
)
_BEGINS = {
    "consent notice": re.compile(_CONSENT, re.IGNORECASE),
    "related link": re.compile(
        rf"(?:{_LEADS})\s*(?:[:：|»>→]|$)|list \d+ of \d+\b|end of list$", re.IGNORECASE
    ),
    "newsletter line": re.compile(
        r"(?:sign up|subscribe|get|join|receive|register|enter your e-?mail|like what you|want)\b"
        r"(?=.{0,160}\b(?:newsletters?|inbox|(?:daily|morning|evening|weekly) briefing|"
        r"e-?mail (?:alerts|address|updates)|mailing list)\b)"
        r"|by (?:signing up|subscribing|registering)\b|(?:newsletter|sign up)$"
        r"|(?:abonnieren sie|inscrivez-vous|abonnez-vous|suscríbete|suscríbase|iscriviti|"
        r"assine|meld je aan)\b",
        re.IGNORECASE,
    ),
    "share line": re.compile(
        r"(?:share|share this(?: \w+)?|share on .{1,30}|follow us\b.{0,60}|"
        r"like us on .{1,30}|tweet|copy link|print|e-?mail|"
        r"facebook|twitter|whatsapp|linkedin|pinterest|reddit|x)$",
        re.IGNORECASE,
    ),
    "advertisement": re.compile(
        r"(?:(?:skip )?advertisements?|ad|sponsored|anzeige|werbung|"
        r"publicité|publicidad|publicidade|"
        r"pubblicità|advertentie|reklama|реклама|スポンサードリンク|スポンサーリンク|广告)$|"
        r"(?:article|story|continue|keep) (?:continues|reading)\b.{0,40}$|scroll to continue",
        re.IGNORECASE,
    ),
    "caption": re.compile(
        r"(?:photo(?:graph)?s?|images?|pictures?|foto|bild|crédit photo|video)"
        r"(?: credits?| source| caption| by|graph)?\s*[:：]|\(?image credit|image caption\b|"
        r"(?:play|watch) video\b.{0,20}$",
        re.IGNORECASE,
    ),
    "copyright line": re.compile(
        r"(?:copyright\b|©|\(c\) ?\d{4}|all rights reserved|alle rechte vorbehalten|"
        r"tous droits réservés)(?=.{0,160}$)",
        re.IGNORECASE,
    ),
    "machine text": re.compile(r"(?:https?://\S+|\d{4}-\d\d-\d\dT\d\d:\d\d\S*|\{.*\})$"),
    "comment": re.compile(
        r"(?:(?:view|show|read|leave|post|add) )?(?:\d+ |a |all )?comments?(?: \(\d+\))?$",
        re.IGNORECASE,
    ),
}
# A sentence ends in a full stop, a credit does not.
_CREDIT = re.compile(
    r"(?:/ ?Getty|Getty Images|(?:AP|AFP|EPA|Reuters|PA) (?:Photo|Images)|Shutterstock|iStock|"
    r"(?:Photo|Photograph|Foto|Image|Picture)s?(?: courtesy of| by|:) [^.]{2,60})[)\]\s]*$"
)
_IN_LISTS = frozenset({"advertisement", "comment", "share line"})
"""Kinds that an item of a list may be called by rights: "Facebook", "Comments"."""
_FURNITURE = frozenset({"menu", "form", "hidden text", "machine text"})
_DOUBTFUL = frozenset(
    {"advertisement", "byline", "menu", "newsletter line", "related link", "share line"}
)
"""Kinds whose names are also given to what holds an article ("with-sidebar")."""
_LONGEST_LINE = 60
_LONGEST_LEAD = 5
_LINKED = 0.9
_MOSTLY = 0.5
_LONGEST_CONSENT = 220


def beside(tree: Element, blocks: Sequence[Block], *, headline: Element) -> dict[int, str]:
    """Tell which blocks are beside the article: the place of each in `blocks`, and its kind.

    `headline` is the element of the page's headline, None where it has none.
    """
    named = _named_elements(tree, blocks, headline=headline)
    with_text = {block.group for block in blocks if block.linked < _LINKED}
    found: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if kind := _of_container(block, named) or kind_of_block(block):
            found[at] = kind
        elif _is_only_links(block, with_text) or _goes_on(blocks, at, found):
            found[at] = "related link"
    return found


def notes_on(kinds: Iterable[str]) -> tuple[Note, ...]:
    """Count what was left out by its kind; menus and the like are no part of any article."""
    return left_out(Counter(kind for kind in kinds if kind not in _FURNITURE))


def _is_only_links(block: Block, with_text: set[Element]) -> bool:
    """Tell a paragraph, or a line of a list, that is nothing but links; `with_text` are not."""
    if block.group is None:
        return block.kind == "paragraph" and block.linked >= _LINKED
    return block.group not in with_text


def _goes_on(blocks: Sequence[Block], at: int, found: Mapping[int, str]) -> bool:
    """Tell what belongs to a lead such as "Read more:" above it: a list, or links."""
    if found.get(at - 1) != "related link":
        return False
    before, block = blocks[at - 1], blocks[at]
    is_in_list = block.kind == "item" and (block.group is before.group or _is_lead(before))
    return is_in_list or (_is_lead(before) and block.linked >= _LINKED)


def _is_lead(block: Block) -> bool:
    return len(block.text.split()) <= _LONGEST_LEAD and block.linked < _LINKED


def may_be_text(block: Block, kind: str) -> bool:
    """Tell prose that is beside the article only by the name of what holds it."""
    return kind in _DOUBTFUL and is_prose(block) and not kind_of_block(block)


def is_prose(block: Block) -> bool:
    """Tell what is long enough for prose, and is not a row of links."""
    return len(block.text) >= _PROSE and block.linked < _MOSTLY


def kind_of_block(block: Block) -> str:
    """Name what a block is by its own words, "" where it is text."""
    if block.kind == "caption":
        return "caption"
    words = len(block.text.split())
    for kind, begins in _BEGINS.items():
        if kind in _IN_LISTS and block.group is not None:
            continue
        most = _LONGEST_CONSENT if kind == "consent notice" else _LONGEST_LINE
        if words <= most and begins.match(block.text):
            return kind
    if words <= _LONGEST_LINE and block.kind == "paragraph" and _CREDIT.search(block.text):
        return "caption"
    return ""


def kind_of_element(element: Element) -> str:
    """Name what an element is by its tag and its names, "" where they say nothing."""
    if element.tag in _NEVER:
        return ""
    if kind := _OF_TAG.get(element.tag):
        return kind
    if "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")):
        return "hidden text"
    if element.get("role") in ("navigation", "dialog", "alertdialog", "contentinfo", "search"):
        return "menu"
    found = names_of(element) & _OF_NAME.keys()
    return _OF_NAME[min(found, key=_RANK.__getitem__)] if found else ""


def _of_container(block: Block, named: dict[Element, str]) -> str:
    if block.element is None:
        return ""
    for element in (block.element, *block.element.iterancestors()):
        if kind := named.get(element):
            return kind
    return ""


def _named_elements(
    tree: Element, blocks: Sequence[Block], *, headline: Element
) -> dict[Element, str]:
    """Give the elements that are beside the article by their names."""
    prose: dict[Element, int] = {}
    for block in blocks:
        if block.element is not None and is_prose(block):
            for element in (block.element, *block.element.iterancestors()):
                prose[element] = prose.get(element, 0) + len(block.text)
    most = _MOST_OF_PROSE * prose.get(tree, 0)
    around = {headline, *headline.iterancestors()} if headline is not None else set()
    found = {}
    for element in tree.iter():
        if not isinstance(element.tag, str) or element in around:
            continue
        if kind := kind_of_element(element):
            may_be_long = kind in ("comment", "consent notice")
            if may_be_long or prose.get(element, 0) <= most:
                found[element] = kind
    return found
