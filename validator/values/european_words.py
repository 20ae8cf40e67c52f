"""German, French and Spanish words for numbers and dates: plain data, of which `numerals` and `date_words` make their
tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

__all__ = ["AGO", "MONTHS", "NUMBERS", "PHRASES", "RELATIVE", "SHAPES", "WEEKDAYS"]

_GERMAN_UNITS: Final = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_GERMAN_TENS: Final = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_GERMAN_RANKS: Final = (
    "erst=1 zweit=2 dritt=3 viert=4 fünft=5 sechst=6 siebt=7 siebent=7 acht=8 neunt=9 zehnt=10 elft=11 zwölft=12 "
    "dreizehnt=13 vierzehnt=14 fünfzehnt=15 sechzehnt=16 siebzehnt=17 achtzehnt=18 neunzehnt=19 zwanzigst=20 "
    "dreißigst=30 vierzigst=40 fünfzigst=50 hundertst=100 tausendst=1000"
)
_FRENCH_RANKS: Final = (
    "deux=2 trois=3 quatr=4 cinqu=5 six=6 sept=7 huit=8 neuv=9 dix=10 onz=11 douz=12 treiz=13 quatorz=14 quinz=15 "
    "seiz=16 vingt=20 trent=30 cinquant=50 cent=100"
)


def _german_tens_with_units() -> str:
    """`einundzwanzig` is written in one word, the unit first."""
    return " ".join(
        f"{unit}und{ten}={worth + number}"
        for number, unit in enumerate(_GERMAN_UNITS, 1)
        for ten, worth in _GERMAN_TENS.items()
    )


def _with_endings(rows: str, endings: str) -> str:
    stems = (row.split("=") for row in rows.split())
    return " ".join(f"{stem}{ending}={worth}" for stem, worth in stems for ending in endings.split())


NUMBERS: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "unit": "ein=1 eins=1 eine=1 einen=1 einem=1 einer=1 eines=1 zwei=2 zwo=2 drei=3 vier=4 fünf=5 sechs=6 "
        "sieben=7 acht=8 neun=9",
        "teen": "zehn=10 elf=11 zwölf=12 dreizehn=13 vierzehn=14 fünfzehn=15 sechzehn=16 siebzehn=17 achtzehn=18 "
        f"neunzehn=19 {_german_tens_with_units()}",
        "ten": " ".join(f"{ten}={worth}" for ten, worth in _GERMAN_TENS.items()),
        "hundred": "hundert=100",
        "scale": "dutzend=12 tausend=1000 million=1000000 millionen=1000000 mio=1000000 milliarde=1000000000 "
        "milliarden=1000000000 mrd=1000000000 billion=1000000000000 billionen=1000000000000",
        "filler": "und",
        "exact": "null=0 einzige=1 einziger=1 einziges=1 einzigen=1 beide=2 beiden=2 beider=2 doppelt=2 halb=1/2 "
        "halbe=1/2 halben=1/2 halber=1/2 hälfte=1/2",
        "ordinal": _with_endings(_GERMAN_RANKS, "e en er es em"),
        "part": "drittel=1/3 viertel=1/4 fünftel=1/5 sechstel=1/6 siebtel=1/7 achtel=1/8 neuntel=1/9 zehntel=1/10 "
        "hundertstel=1/100",
    },
    "fr": {
        "unit": "un=1 une=1 deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9",
        "teen": "dix=10 onze=11 douze=12 treize=13 quatorze=14 quinze=15 seize=16",
        "ten": "vingt=20 trente=30 quarante=40 cinquante=50 soixante=60 septante=70 huitante=80 nonante=90",
        "hundred": "cent=100 cents=100",
        "scale": "mille=1000 millier=1000 milliers=1000 million=1000000 millions=1000000 milliard=1000000000 "
        "milliards=1000000000 md=1000000000 mds=1000000000 mrd=1000000000 mrds=1000000000 mio=1000000 "
        "billion=1000000000000 billions=1000000000000",
        "exact": "zéro=0 seul=1 seule=1 double=2 demi=1/2 demie=1/2 moitié=1/2 tiers=1/3 quart=1/4 quarts=1/4 "
        "dizaine=10 douzaine=12 quinzaine=15 vingtaine=20 trentaine=30 quarantaine=40 cinquantaine=50 soixantaine=60 "
        "centaine=100",
        "ordinal": "premier=1 première=1 premiers=1 premières=1 second=2 seconde=2 "
        f"{_with_endings(_FRENCH_RANKS, 'ième ièmes')}",
    },
    "es": {
        "unit": "un=1 uno=1 una=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9",
        "teen": "diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciséis=16 diecisiete=17 dieciocho=18 "
        "diecinueve=19 veintiuno=21 veintiún=21 veintiuna=21 veintidós=22 veintitrés=23 veinticuatro=24 veinticinco=25 "
        "veintiséis=26 veintisiete=27 veintiocho=28 veintinueve=29",
        "ten": "veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90",
        "hundred": "cien=100 ciento=100",
        "scale": "mil=1000 millón=1000000 millones=1000000 billón=1000000000000 billones=1000000000000",
        "filler": "y",
        "exact": "cero=0 único=1 única=1 ambos=2 ambas=2 doble=2 medio=1/2 media=1/2 mitad=1/2 tercio=1/3 tercios=1/3 "
        "decena=10 docena=12 quincena=15 veintena=20 centenar=100 doscientos=200 doscientas=200 trescientos=300 "
        "trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500 quinientas=500",
        "ordinal": "primer=1 primero=1 primera=1 segundo=2 segunda=2 tercer=3 tercero=3 tercera=3 cuarto=4 cuarta=4 "
        "quinto=5 quinta=5 sexto=6 sexta=6 séptimo=7 séptima=7 octavo=8 octava=8 noveno=9 novena=9 décimo=10 décima=10",
        "part": "cuartos=1/4 quintos=1/5 décimos=1/10",
    },
}
"""Number words by language and role, in the form that `numerals` reads."""

_FRENCH_UNITS: Final = ["un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
_FRENCH_TEENS: Final = (
    *_FRENCH_UNITS,
    *["dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"],
)
_SPANISH_UNITS: Final = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"]


def _french_phrases() -> Mapping[str, int]:
    found = {"dix-sept": 17, "dix-huit": 18, "dix-neuf": 19, "quatre-vingts": 80, "quatre-vingt": 80}
    for tens, worth in (("vingt", 20), ("trente", 30), ("quarante", 40), ("cinquante", 50), ("soixante", 60)):
        found |= {f"{tens} et un": worth + 1, f"{tens} et une": worth + 1}
    found["soixante et onze"] = 71
    found |= {f"soixante-{word}": 60 + n for n, word in enumerate(_FRENCH_TEENS, 1) if n >= 10}
    found |= {f"quatre-vingt-{word}": 80 + n for n, word in enumerate(_FRENCH_TEENS, 1)}
    return found


PHRASES: Final[Mapping[str, Mapping[str, int]]] = {
    "de": {},
    "fr": _french_phrases(),
    "es": {
        f"{ten} y {unit}": worth + number
        for ten, worth in zip(
            ["treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"],
            range(30, 91, 10),
            strict=True,
        )
        for number, unit in enumerate(_SPANISH_UNITS, 1)
    },
}
"""Numbers below a hundred that are written in several words, which no sum of the words gives."""

MONTHS: Final[Mapping[str, str]] = {
    "de": "januar|jänner februar|feb märz|maerz april|apr mai juni|jun juli|jul august|aug september|sept|sep "
    "oktober|okt november|nov dezember|dez",
    "fr": "janvier|janv février|fevrier|févr mars avril|avr mai juin juillet|juil août|aout septembre octobre|oct "
    "novembre|nov décembre|decembre|déc",
    "es": "enero|ene febrero|feb marzo abril|abr mayo junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep "
    "octubre|oct noviembre|nov diciembre|dic",
}
_PARTS_OF_DAY: Final = ("", "s", "früh", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")
WEEKDAYS: Final[Mapping[str, str]] = {
    "de": " ".join(
        "|".join(f"{day}{part}" for day in days.split("|") for part in _PARTS_OF_DAY)
        for days in ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag|sonnabend", "sonntag"]
    ),
    "fr": "lundi|lundis mardi|mardis mercredi|mercredis jeudi|jeudis vendredi|vendredis samedi|samedis "
    "dimanche|dimanches",
    "es": "lunes martes miércoles|miercoles jueves viernes sábado|sabado|sábados domingo|domingos",
}
RELATIVE: Final[Mapping[str, Mapping[str, str]]] = {
    "de": {
        "-2Y": "vorletztes jahr; im vorletzten jahr",
        "-1Y": "vergangenes jahr; vergangenen jahr; vergangenen jahres; letztes jahr; letzten jahr; letzten jahres; "
        "voriges jahr; vorigen jahr; vorjahr; vorjahres",
        "0Y": "dieses jahr; diesem jahr; dieses jahres; heuer; laufenden jahr; laufenden jahres",
        "1Y": "nächstes jahr; nächsten jahr; nächsten jahres; kommendes jahr; kommenden jahr; kommenden jahres",
        "-1M": "vergangenen monat; vergangenen monats; letzten monat; letzten monats; vormonat",
        "0M": "diesen monat; diesem monat; dieses monats; laufenden monat",
        "1M": "nächsten monat; nächsten monats; kommenden monat; kommenden monats",
        "-1W": "vergangene woche; vergangenen woche; letzte woche; letzten woche; vorige woche; vorigen woche; "
        "vorwoche",
        "0W": "diese woche; dieser woche",
        "1W": "nächste woche; nächsten woche; kommende woche; kommenden woche",
        "-2D": "vorgestern",
        "-1D": "gestern; vortag; einen tag zuvor; einen tag vorher",
        "0D": "heute",
        "1D": "morgen",
        "2D": "übermorgen",
    },
    "fr": {
        "-1Y": "l'an dernier; l'an passé; l'année dernière; l'année passée; l’an dernier; l’an passé; "
        "l’année dernière; l’année passée; année précédente",
        "0Y": "cette année",
        "1Y": "l'an prochain; l'année prochaine; l’an prochain; l’année prochaine",
        "-1M": "mois dernier; mois passé",
        "0M": "ce mois-ci; ce mois",
        "1M": "mois prochain",
        "-1W": "semaine dernière; semaine passée",
        "0W": "cette semaine",
        "1W": "semaine prochaine",
        "-2D": "avant-hier",
        "-1D": "hier; la veille",
        "0D": "aujourd'hui; aujourd’hui; ce matin; ce soir",
        "1D": "demain",
        "2D": "après-demain",
    },
    "es": {
        "-1Y": "año pasado; pasado año; año anterior",
        "0Y": "este año; presente año",
        "1Y": "próximo año; año que viene; año próximo",
        "-1M": "mes pasado; pasado mes; mes anterior",
        "0M": "este mes; presente mes",
        "1M": "próximo mes; mes que viene",
        "-1W": "semana pasada; pasada semana; semana anterior",
        "0W": "esta semana",
        "1W": "próxima semana; semana que viene",
        "-2D": "anteayer; antes de ayer",
        "-1D": "ayer; anoche; día anterior",
        "0D": "hoy; esta mañana; esta tarde; esta noche",
        "1D": "mañana",
        "2D": "pasado mañana",
    },
}
AGO: Final[Mapping[str, Mapping[str, Literal["Y", "M", "W", "D"]]]] = {
    "de": {
        "jahr": "Y", "jahren": "Y", "monat": "M", "monaten": "M", "woche": "W", "wochen": "W", "tag": "D",
        "tagen": "D",
    },
    "fr": {
        "an": "Y", "ans": "Y", "année": "Y", "années": "Y", "mois": "M", "semaine": "W", "semaines": "W", "jour": "D",
        "jours": "D",
    },
    "es": {"año": "Y", "años": "Y", "mes": "M", "meses": "M", "semana": "W", "semanas": "W", "día": "D", "días": "D"},
}  # fmt: skip
SHAPES: Final[Mapping[str, tuple[str, ...]]] = {
    "de": (
        r"<d>\.? ?<month>(?:\.? <year>| <relative>)?",
        r"<month>\.? <year>",
        r"<month> <relative>",
        r"<d>\. ?<m>\.(?: ?<year>)?",
        r"<month>",
        r"vor <n> <unit>",
        r"<relative>",
        r"<weekday>",
    ),
    "fr": (
        r"<d>(?:er)? <month>(?:\.? <year>| (?:de )?<relative>)?",
        r"<month>\.? <year>",
        r"<month> (?:de )?<relative>",
        r"<month>",
        r"il y a <n> <unit>",
        r"<relative>",
        r"<weekday>",
    ),
    "es": (
        r"<d>º?(?: de)? <month>(?:,? (?:del? )?<year>| (?:del? )?<relative>)?",
        r"<month>,? (?:del? )?<year>",
        r"<month> (?:del? )?<relative>",
        r"<month>",
        r"hace <n> <unit>",
        r"<relative>",
        r"<weekday>",
    ),
}
