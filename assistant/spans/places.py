"""Places that a list can hold: countries, states of the United States, and their peoples."""

from __future__ import annotations

import re

_COUNTRIES = frozenset(
    name.replace("_", " ")
    for name in (
        "afghanistan albania algeria andorra angola argentina armenia australia austria "
        "azerbaijan bahamas bahrain bangladesh barbados belarus belgium belize benin bhutan "
        "bolivia bosnia bosnia_and_herzegovina botswana brazil britain brunei bulgaria "
        "burkina_faso burundi cambodia cameroon canada cape_verde central_african_republic "
        "chad chile china colombia comoros congo costa_rica croatia cuba cyprus "
        "czech_republic czechia denmark djibouti dominica dominican_republic east_timor "
        "ecuador egypt el_salvador england equatorial_guinea eritrea estonia eswatini "
        "ethiopia fiji finland france gabon gambia georgia germany ghana great_britain "
        "greece grenada guatemala guinea guinea-bissau guyana haiti honduras hungary "
        "iceland india indonesia iran iraq ireland israel italy ivory_coast jamaica japan "
        "jordan kazakhstan kenya kiribati kosovo kuwait kyrgyzstan laos latvia lebanon "
        "lesotho liberia libya liechtenstein lithuania luxembourg madagascar malawi "
        "malaysia maldives mali malta marshall_islands mauritania mauritius mexico "
        "micronesia moldova monaco mongolia montenegro morocco mozambique myanmar namibia "
        "nauru nepal netherlands new_zealand nicaragua niger nigeria north_korea "
        "north_macedonia northern_ireland norway oman pakistan palau palestine panama "
        "papua_new_guinea paraguay peru philippines poland portugal prussia qatar romania "
        "russia rwanda samoa san_marino saudi_arabia scotland senegal serbia seychelles "
        "sierra_leone singapore slovakia slovenia solomon_islands somalia south_africa "
        "south_korea south_sudan soviet_union spain sri_lanka sudan suriname sweden "
        "switzerland syria taiwan tajikistan tanzania thailand togo tonga "
        "trinidad_and_tobago tunisia turkey turkmenistan tuvalu u.k. u.s. uganda uk ukraine "
        "united_arab_emirates united_kingdom united_states uruguay us usa ussr uzbekistan "
        "vanuatu vatican venezuela vietnam wales yemen yugoslavia zambia zimbabwe"
    ).split()
)
_STATES = frozenset(
    name.replace("_", " ")
    for name in (
        "alabama alaska arizona arkansas california colorado connecticut delaware florida "
        "georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine "
        "maryland massachusetts michigan minnesota mississippi missouri montana nebraska "
        "nevada new_hampshire new_jersey new_mexico new_york north_carolina north_dakota "
        "ohio oklahoma oregon pennsylvania rhode_island south_carolina south_dakota "
        "tennessee texas utah vermont virginia washington west_virginia wisconsin wyoming"
    ).split()
)
_PEOPLE = re.compile(
    r"(?:\w+(?:ian|ean|ican|ish|ese)|Dutch|French|German|Greek|Iraqi|Israeli|Saudi|Swiss|Thai)s?"
)


def is_country(name: str) -> bool:
    """Whether `name` is a country."""
    return name.lower() in _COUNTRIES


def is_country_or_state(name: str) -> bool:
    """Whether `name` is a country, or a state of the United States."""
    return name.lower() in _COUNTRIES or name.lower() in _STATES


def is_people(name: str) -> bool:
    """Whether `name` is that of a people, by its ending or by the list."""
    return bool(_PEOPLE.fullmatch(name))
