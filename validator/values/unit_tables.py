"""Data about units: measures, currencies, the words that look like units and are not, English plurals.

Factors come from the SI brochure (9th edition), the international yard and pound of 1959, and the definitions of the
US customary units of volume. Currency codes are those of ISO 4217, lists one (current) and three (withdrawn, because
archived articles still speak of marks and kuna).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

_INCH: Final = Fraction(254, 10_000)
_FOOT: Final = 12 * _INCH
_MILE: Final = 5280 * _FOOT
_POUND: Final = Fraction(45_359_237, 100_000_000)
_US_GALLON: Final = 231 * _INCH**3
_LITRE: Final = Fraction(1, 1000)
_HOUR: Final = Fraction(3600)

# dimension, symbol, factor to the base of the dimension, other spellings (a plural in -s follows by rule)
MEASURES: Final[tuple[tuple[str, str, Fraction, str], ...]] = (
    ("number", "%", Fraction(1, 100), "percent, per cent, pct"),
    ("number", "‰", Fraction(1, 1000), "per mille, permille"),
    (
        "percentage point",
        "percentage points",
        Fraction(1),
        "percentage point, percent point, %-point, %-points, % point, % points, pp, p.p.",
    ),
    ("percentage point", "basis points", Fraction(1, 100), "basis point"),
    ("length", "m", Fraction(1), "metre, meter"),
    ("length", "km", Fraction(1000), "kilometre, kilometer"),
    ("length", "cm", Fraction(1, 100), "centimetre, centimeter"),
    ("length", "mm", Fraction(1, 1000), "millimetre, millimeter"),
    ("length", "miles", _MILE, "mile, mi"),
    ("length", "yd", 3 * _FOOT, "yard"),
    ("length", "ft", _FOOT, "foot, feet"),
    ("length", "in", _INCH, "inch, inches"),
    ("length", "nmi", Fraction(1852), "nautical mile"),
    ("area", "m2", Fraction(1), "m², m^2, sq m, square metre, square meter"),
    ("area", "km2", Fraction(10**6), "km², km^2, sq km, square kilometre, square kilometer"),
    ("area", "ha", Fraction(10**4), "hectare"),
    ("area", "acres", 4840 * (3 * _FOOT) ** 2, "acre"),
    ("area", "sq miles", _MILE**2, "sq mile, sq mi, mi², mi2, square mile"),
    ("area", "sq ft", _FOOT**2, "ft², ft2, square foot, square feet"),
    ("volume", "m3", Fraction(1), "m³, m^3, cubic metre, cubic meter"),
    ("volume", "l", _LITRE, "L, litre, liter"),
    ("volume", "ml", _LITRE / 1000, "mL, millilitre, milliliter"),
    ("volume", "gallons", _US_GALLON, "gallon, gal, US gallon"),
    ("volume", "imperial gallons", Fraction(454_609, 100_000) * _LITRE, "imperial gallon"),
    ("volume", "barrels", 42 * _US_GALLON, "barrel, bbl, barrel of oil, barrels of oil"),
    ("mass", "kg", Fraction(1), "kilogram, kilogramme, kilo"),
    ("mass", "g", Fraction(1, 1000), "gram, gramme"),
    ("mass", "mg", Fraction(1, 10**6), "milligram, milligramme"),
    ("mass", "t", Fraction(1000), "tonne, metric ton"),
    ("mass", "kt", Fraction(10**6), "kilotonne"),
    ("mass", "Mt", Fraction(10**9), "megatonne"),
    ("mass", "Gt", Fraction(10**12), "gigatonne"),
    ("mass", "lb", _POUND, "lbs"),
    ("mass", "oz", _POUND / 16, "ounce"),
    ("mass", "troy ounces", Fraction(311_034_768, 10**10), "troy ounce, oz t, troy oz"),
    ("mass", "short tons", 2000 * _POUND, "short ton, US ton"),
    ("mass", "long tons", 2240 * _POUND, "long ton, imperial ton"),
    ("power", "W", Fraction(1), "watt"),
    ("power", "kW", Fraction(10**3), "kilowatt"),
    ("power", "MW", Fraction(10**6), "megawatt"),
    ("power", "GW", Fraction(10**9), "gigawatt"),
    ("power", "TW", Fraction(10**12), "terawatt"),
    ("energy", "J", Fraction(1), "joule"),
    ("energy", "kJ", Fraction(10**3), "kilojoule"),
    ("energy", "MJ", Fraction(10**6), "megajoule"),
    ("energy", "GJ", Fraction(10**9), "gigajoule"),
    ("energy", "TJ", Fraction(10**12), "terajoule"),
    ("energy", "Wh", _HOUR, "watt-hour, watt hour"),
    ("energy", "kWh", _HOUR * 10**3, "kilowatt-hour, kilowatt hour"),
    ("energy", "MWh", _HOUR * 10**6, "megawatt-hour, megawatt hour"),
    ("energy", "GWh", _HOUR * 10**9, "gigawatt-hour, gigawatt hour"),
    ("energy", "TWh", _HOUR * 10**12, "terawatt-hour, terawatt hour"),
    ("duration", "s", Fraction(1), "second, sec"),
    ("duration", "ms", Fraction(1, 1000), "millisecond"),
    ("duration", "min", Fraction(60), "minute, mins"),
    ("duration", "h", _HOUR, "hour, hr, hrs"),
    ("duration", "days", 24 * _HOUR, "day"),
    ("duration", "weeks", 168 * _HOUR, "week"),
    # a month has no fixed number of days, so months and years are kept apart from days
    ("months", "months", Fraction(1), "month"),
    ("months", "years", Fraction(12), "year, yr, yrs"),
    ("months", "decades", Fraction(120), "decade"),
    ("months", "centuries", Fraction(1200), "century"),
    ("frequency", "Hz", Fraction(1), "hertz"),
    ("frequency", "kHz", Fraction(10**3), "kilohertz"),
    ("frequency", "MHz", Fraction(10**6), "megahertz"),
    ("frequency", "GHz", Fraction(10**9), "gigahertz"),
    ("pressure", "Pa", Fraction(1), "pascal"),
    ("pressure", "hPa", Fraction(100), "hectopascal"),
    ("pressure", "kPa", Fraction(10**3), "kilopascal"),
    ("pressure", "MPa", Fraction(10**6), "megapascal"),
    ("pressure", "bar", Fraction(10**5), ""),
    ("data", "bytes", Fraction(1), "byte"),
    ("data", "kB", Fraction(10**3), "kilobyte"),
    ("data", "MB", Fraction(10**6), "megabyte"),
    ("data", "GB", Fraction(10**9), "gigabyte"),
    ("data", "TB", Fraction(10**12), "terabyte"),
    ("data", "PB", Fraction(10**15), "petabyte"),
    ("length / duration", "knots", Fraction(1852) / _HOUR, "knot, kn"),
    ("length / duration", "mph", _MILE / _HOUR, ""),
    ("length / duration", "kph", Fraction(1000) / _HOUR, "km/h"),
    # no offset scales: a difference in °C and a reading in °C convert differently, so each scale is its own
    ("temperature in kelvin", "K", Fraction(1), "kelvin"),
    ("temperature in °C", "°C", Fraction(1), "℃, degree Celsius, degrees Celsius"),
    ("temperature in °F", "°F", Fraction(1), "℉, degree Fahrenheit, degrees Fahrenheit"),
)


SCALE_WORDS: Final[Mapping[str, int]] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.split())


CURRENCIES: Final = _codes(
    """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
    CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL
    HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA
    MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD
    RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
    USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XUA YER ZAR
    ZMW ZWG
    """
)

WITHDRAWN_CURRENCIES: Final = _codes(
    """
    ANG ATS AZM BEF BGL BGN BYB BYR CSD CSK CUC CYP DDM DEM ECS EEK ESP FIM FRF GHC GRD HRK IEP ITL LTL LUF LVL MRO MTL
    MZM NLG PTE ROL RUR SDD SIT SKK SLL STD SUR TMM TRL UAK VEB VEF XEU YUM ZMK ZRN ZWD ZWL
    """
)

# what an article prints -> the codes it can mean, the likeliest first
MONEY_WORDS: Final[Mapping[str, str]] = {
    "$": "USD, AUD or SGD",
    "us$": "USD",
    "usd$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY or CNY",
    "₫": "VND",
    "₩": "KRW",
    "₹": "INR",
    "₽": "RUB",
    "₱": "PHP",
    "฿": "THB",
    "dollar": "USD, AUD or SGD",
    "us dollar": "USD",
    "u.s. dollar": "USD",
    "american dollar": "USD",
    "euro": "EUR",
    "yen": "JPY",
    "yuan": "CNY",
    "renminbi": "CNY",
    "rmb": "CNY",
    "dong": "VND",
    "won": "KRW",
    "ruble": "RUB",
    "rouble": "RUB",
    "rupee": "INR or PKR",
    "rupiah": "IDR",
    "baht": "THB",
    "peso": "PHP or MXN",
    "ringgit": "MYR",
    "krona": "SEK",
    "kronor": "SEK",
    "krone": "NOK or DKK",
    "kroner": "NOK or DKK",
    "franc": "CHF",
    "pound sterling": "GBP",
    "đồng": "VND",
    "美元": "USD",
    "欧元": "EUR",
    "歐元": "EUR",
    "日元": "JPY",
    "円": "JPY",
    "人民币": "CNY",
    "元": "CNY",
}

AMBIGUOUS_UNITS: Final[Mapping[str, str]] = {
    "ton": "'tonnes' (1000 kg), 'short tons' (2000 lb) or 'long tons' (2240 lb)",
    "pound": "'lb' for the mass or 'GBP' for the money",
    "degree": "'°C' or '°F'",
}

# read as a scale by some and as a unit by others, or a scale of another language
SCALE_LOOKALIKES: Final[Mapping[str, str]] = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "mln": "million",
    "mio": "million",
    "mil": "thousand or million",
    "mm": "million",
    "b": "billion",
    "bn": "billion",
    "bln": "billion",
    "mrd": "billion",
    "md": "billion",
    "milliard": "billion",
    "miljard": "billion",
    "miljarder": "billion",
    "miljon": "million",
    "miljoner": "million",
    "tusen": "thousand",
    "tn": "trillion",
    "trn": "trillion",
    "triệu": "million",
    "tỷ": "billion",
    "tỉ": "billion",
    "nghìn": "thousand",
    "ngàn": "thousand",
    "juta": "million",
    "miliar": "billion",
    "triliun": "trillion",
    "ribu": "thousand",
    "thousands": "thousand",
    "millions": "million",
    "billions": "billion",
    "trillions": "trillion",
    "mil.": "million",
    "lakh": "hundred thousand",
}

IRREGULAR_PLURALS: Final[Mapping[str, str]] = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "servicemen": "serviceman",
    "servicewomen": "servicewoman",
    "children": "child",
    "lives": "life",
    "wives": "wife",
    "leaves": "leaf",
    "wolves": "wolf",
    "shelves": "shelf",
    "thieves": "thief",
    "halves": "half",
    "feet": "foot",
    "teeth": "tooth",
    "mice": "mouse",
    "geese": "goose",
    "crises": "crisis",
    "analyses": "analysis",
    "buses": "bus",
    "gases": "gas",
    "viruses": "virus",
    "campuses": "campus",
    "bonuses": "bonus",
    "statuses": "status",
    "censuses": "census",
    "gas": "gas",
    "lens": "lens",
    "lenses": "lens",
    "calories": "calorie",
    "phenomena": "phenomenon",
    "criteria": "criterion",
    "movies": "movie",
    "ties": "tie",
    "heroes": "hero",
    "vetoes": "veto",
    "embargoes": "embargo",
    "torpedoes": "torpedo",
    "series": "series",
    "species": "species",
    "aircraft": "aircraft",
    "spacecraft": "spacecraft",
    "news": "news",
}

CHINESE_SCALES: Final[Mapping[str, str]] = {"万": "e4", "萬": "e4", "亿": "e8", "億": "e8", "兆": "e12"}
