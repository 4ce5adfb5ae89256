"""Who gets a message about a school change. Messages name schools and the kenmerk, never a pupil or what is needed."""

from collections.abc import Iterable

from django.urls import reverse

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten
from voorzieningen.models import Schoolwissel


def aan_school(wissel: Schoolwissel, soort: str) -> None:
    """To the coördinatoren of the school that registered the pupil."""
    _sturen(wissel, soort, _coordinatoren(wissel.school_id), pad=wissel.get_absolute_url())


def aan_nieuwe_school(wissel: Schoolwissel, soort: str, *, sleutel: str = "") -> None:
    """To the coördinatoren of the school to which the pupil is proposed."""
    _sturen(wissel, soort, _coordinatoren(wissel.naar_school_id), sleutel=sleutel, pad=wissel.get_absolute_url())


def vervallen(wissel: Schoolwissel) -> None:
    """To the school that had the pupil proposed, or took him: it does not see the pupil any more."""
    pad = reverse("voorzieningen:schoolwissels")
    _sturen(wissel, "schoolwissel_teruggenomen", _coordinatoren(wissel.naar_school_id), pad=pad)


def aan_bureau(wissel: Schoolwissel, soort: str, *, sleutel: str = "") -> None:
    pad = reverse("admin:voorzieningen_schoolwissel_change", args=[wissel.pk])
    _sturen(wissel, soort, Gebruiker.objects.met_rol(Rolsoort.BUREAU), sleutel=sleutel, pad=pad)


def _coordinatoren(school: int | None) -> Iterable[Gebruiker]:
    return Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=school)


def _sturen(wissel: Schoolwissel, soort: str, aan: Iterable[Gebruiker], *, pad: str, sleutel: str = "") -> None:
    """Put a message ready for each person, once per version of the pupil's row, or per `sleutel`."""
    for persoon in aan:
        bericht_klaarzetten(
            bron=wissel,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{wissel.pk}:{sleutel or wissel.versie}:{persoon.pk}",
            context={
                "kenmerk": wissel.kenmerk,
                "school": wissel.school.naam,
                "nieuwe_school": wissel.naar_school.naam if wissel.naar_school else "",
                "uiterlijk": datum(wissel.antwoord_uiterlijk) if wissel.antwoord_uiterlijk else "",
                "pad": pad,
            },
        )
