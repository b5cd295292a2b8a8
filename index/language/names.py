"""What languages are called in English."""

from __future__ import annotations

_NAMES = dict(
    pair.split(":")
    for pair in (
        "am:Amharic ar:Arabic az:Azerbaijani be:Belarusian bg:Bulgarian bn:Bengali "
        "bs:Bosnian ca:Catalan cs:Czech cy:Welsh da:Danish de:German el:Greek en:English "
        "es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French ga:Irish "
        "gl:Galician gu:Gujarati he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian "
        "id:Indonesian is:Icelandic it:Italian ja:Japanese ka:Georgian kk:Kazakh km:Khmer "
        "kn:Kannada ko:Korean lo:Lao lt:Lithuanian lv:Latvian mk:Macedonian ml:Malayalam "
        "mn:Mongolian mr:Marathi ms:Malay my:Burmese ne:Nepali nl:Dutch no:Norwegian "
        "or:Odia pa:Punjabi pl:Polish ps:Pashto pt:Portuguese ro:Romanian ru:Russian "
        "si:Sinhala sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish sw:Swahili "
        "ta:Tamil te:Telugu th:Thai tl:Tagalog tr:Turkish uk:Ukrainian ur:Urdu uz:Uzbek "
        "vi:Vietnamese zh:Chinese"
    ).split()
)


LANGUAGES = tuple(_NAMES)
"""The codes of the languages that are told apart."""


def language_name(language: str) -> str:
    """Give the English name of an ISO 639-1 code; the code itself where none is known."""
    return _NAMES.get(language, language)
