"""When people are reminded of a term: the only place with the moments, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import TextChoices

from swv.termijnen.rekenen import DAG, GEEN_EXTRA, werkdagen_na, werkdagen_voor


class Soort(TextChoices):
    """Who has until when to do what."""

    BESLISSING = "beslissing", "beslissen op de aanvraag"
    AANVULLING = "aanvulling", "aanvullen door de school"
    ONDERTEKENING = "ondertekening", "ondertekenen"
    TOELATING = "toelating", "beslissen over de toelaatbaarheid"
    DESKUNDIGENADVIES = "deskundigenadvies", "advies van de deskundige"
    ZIENSWIJZE = "zienswijze", "zienswijze geven"
    BUITEN_BEHANDELING = "buiten_behandeling", "besluiten om niet te behandelen"
    BEZWAAR = "bezwaar", "beslissen op het bezwaar"
    LBT = "lbt", "advies vragen aan de LBT"
    VERWEER = "verweer", "verweerschrift sturen"
    AANBOD = "aanbod", "antwoorden op een aangeboden plaats"
    VERANTWOORDING = "verantwoording", "verantwoorden door de school"
    PROFIEL = "profiel", "vernieuwen van het schoolondersteuningsprofiel"
    ZORGPLICHT = "zorgplicht", "beslissen over de aanmelding bij een school"


# Terms of law (Awb 4:5, 4:13, 7:10; WVO (old) 27 (2e)), and those of them that stand still while
# somebody supplements (Awb 4:15, 7:10).
WETTELIJK = (Soort.BESLISSING, Soort.TOELATING, Soort.BUITEN_BEHANDELING, Soort.BEZWAAR, Soort.ZORGPLICHT)
KAN_STILSTAAN = (Soort.BESLISSING, Soort.TOELATING, Soort.BEZWAAR)


class Anker(StrEnum):
    """The column of a term from which a moment is counted."""

    BEGIN = "begin"
    UITERLIJK = "uiterlijk"


@dataclass(frozen=True, slots=True)
class Moment:
    """A reminder so many days from `anker`; before it when negative. Working days skip weekends and holidays."""

    code: str
    label: str
    anker: Anker
    dagen: int
    in_werkdagen: bool = False

    def gepland_op(self, anker: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
        """The day of the reminder for a term with this date."""
        if not self.in_werkdagen:
            return anker + timedelta(days=self.dagen)
        teller = werkdagen_voor if self.dagen < 0 else werkdagen_na
        return teller(anker, abs(self.dagen), extra=extra)

    def grens(self, vandaag: date, *, extra: Mapping[date, str] = GEEN_EXTRA) -> date:
        """The latest date a term can have for this moment to be due today: the inverse of `gepland_op`."""
        if not self.in_werkdagen:
            return vandaag - timedelta(days=self.dagen)
        if self.dagen < 0:
            return werkdagen_na(vandaag, -self.dagen, extra=extra)
        return werkdagen_voor(vandaag + DAG, self.dagen, extra=extra) - DAG


_VIER_WEKEN_VOOR = Moment("28_dagen_voor", "28 dagen voor de einddatum", Anker.UITERLIJK, -28)
_TWEE_WEKEN_VOOR = Moment("14_dagen_voor", "14 dagen voor de einddatum", Anker.UITERLIJK, -14)
_WEEK_VOOR = Moment("7_dagen_voor", "7 dagen voor de einddatum", Anker.UITERLIJK, -7)
_TWEE_DAGEN_VOOR = Moment("2_dagen_voor", "2 dagen voor de einddatum", Anker.UITERLIJK, -2)
_WERKDAGEN_VOOR = Moment("3_werkdagen_voor", "3 werkdagen voor de einddatum", Anker.UITERLIJK, -3, in_werkdagen=True)
_DAG_ERNA = Moment("dag_erna", "de dag na de einddatum", Anker.UITERLIJK, 1)

MOMENTEN: Mapping[str, tuple[Moment, ...]] = {
    Soort.BESLISSING: (_TWEE_WEKEN_VOOR, _WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
    Soort.AANVULLING: (_WERKDAGEN_VOOR, _DAG_ERNA),
    Soort.ONDERTEKENING: (
        Moment("na_2_werkdagen", "na 2 werkdagen wachten", Anker.BEGIN, 2, in_werkdagen=True),
        Moment("na_5_werkdagen", "na 5 werkdagen wachten", Anker.BEGIN, 5, in_werkdagen=True),
    ),
    Soort.TOELATING: (_VIER_WEKEN_VOOR, _TWEE_WEKEN_VOOR, _WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
    Soort.DESKUNDIGENADVIES: (_WERKDAGEN_VOOR, _DAG_ERNA),
    Soort.ZIENSWIJZE: (_WERKDAGEN_VOOR, _DAG_ERNA),
    Soort.BUITEN_BEHANDELING: (_WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
    Soort.BEZWAAR: (_VIER_WEKEN_VOOR, _TWEE_WEKEN_VOOR, _WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
    Soort.LBT: (
        Moment("na_7_dagen", "7 dagen na de ontvangst", Anker.BEGIN, 7),
        Moment("na_12_dagen", "12 dagen na de ontvangst", Anker.BEGIN, 12),
        _DAG_ERNA,
    ),
    Soort.VERWEER: (_WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
    Soort.AANBOD: (_WERKDAGEN_VOOR, _DAG_ERNA),
    # Due before 1 October: on 1 September, on 24 September, and once when it is late.
    Soort.VERANTWOORDING: (
        Moment("29_dagen_voor", "29 dagen voor de einddatum", Anker.UITERLIJK, -29),
        Moment("6_dagen_voor", "6 dagen voor de einddatum", Anker.UITERLIJK, -6),
        _DAG_ERNA,
    ),
    # A profile counts two years: three months before, four weeks before, and once when it is too old.
    Soort.PROFIEL: (
        Moment("91_dagen_voor", "91 dagen voor de einddatum", Anker.UITERLIJK, -91),
        _VIER_WEKEN_VOOR,
        _DAG_ERNA,
    ),
    Soort.ZORGPLICHT: (_TWEE_WEKEN_VOOR, _WEEK_VOOR, _TWEE_DAGEN_VOOR, _DAG_ERNA),
}

STREEFTERMIJN: Mapping[str, int] = {Soort.ONDERTEKENING: 5}
"""Working days after which something is late by our own rule; never a legal date."""

_LABELS = {moment.code: moment.label for momenten in MOMENTEN.values() for moment in momenten}


def label_van(code: str) -> str:
    """The words for a moment; the code itself for one that an older version knew."""
    return _LABELS.get(code, code)
