"""The language that an article is stated to be in."""

from __future__ import annotations

import re

_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9_.@-]+)?", re.IGNORECASE)
_NAMES = {
    "en": "eng english englisch anglais ingles inglese", "de": "deu ger german deutsch allemand",
    "fr": "fra fre french francais français französisch", "es": "spa spanish espanol español",
    "it": "ita italian italiano", "pt": "por portuguese portugues português",
    "nl": "nld dut dutch nederlands", "pl": "pol polish polski", "ru": "rus russian русский",
    "ar": "ara arabic العربية", "zh": "zho chi chinese 中文 汉语", "ja": "jpn japanese 日本語",
    "ko": "kor korean 한국어", "hi": "hin hindi हिन्दी", "tr": "tur turkish türkçe",
    "sv": "swe swedish svenska", "da": "dan danish dansk", "no": "nor norwegian norsk",
    "fi": "fin finnish suomi", "uk": "ukr ukrainian українська", "cs": "ces cze czech čeština",
    "el": "ell gre greek ελληνικά", "he": "heb hebrew עברית", "vi": "vie vietnamese",
    "id": "ind indonesian", "ro": "ron rum romanian română", "hu": "hun hungarian magyar",
    "th": "tha thai ไทย", "fa": "fas per persian فارسی",
}  # fmt: skip
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}


def language_code(stated: str) -> str:
    """Give the ISO 639-1 code of a language stated as a code or a name, "" where it is neither."""
    stated = stated.casefold()
    if code := _CODES.get(stated):
        return code
    found = _CODE.fullmatch(stated)
    return _CODES.get(found[1], found[1] if len(found[1]) == len("en") else "") if found else ""
