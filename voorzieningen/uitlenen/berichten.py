"""Who gets a message about a loan. Messages name the thing and the school, never a pupil."""

from collections.abc import Iterable

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.post.services import bericht_klaarzetten
from voorzieningen.models import Uitlening


def aan_school(lening: Uitlening, soort: str, *, sleutel: str = "") -> None:
    """To the coördinatoren of the school, once per `sleutel`."""
    mensen = Gebruiker.objects.met_rol(Rolsoort.COORDINATOR, school=lening.school_id)
    _sturen(lening, soort, mensen, sleutel=sleutel, pad=lening.pagina_url)


def aan_bureau(lening: Uitlening, soort: str, *, sleutel: str = "") -> None:
    _sturen(lening, soort, Gebruiker.objects.met_rol(Rolsoort.BUREAU), sleutel=sleutel, pad=lening.get_absolute_url())


def _sturen(lening: Uitlening, soort: str, aan: Iterable[Gebruiker], *, sleutel: str, pad: str) -> None:
    for persoon in aan:
        bericht_klaarzetten(
            bron=lening,
            aan=persoon,
            soort=soort,
            sleutel=f"{soort}:{lening.pk}:{sleutel}:{persoon.pk}",
            context={
                "pad": pad,
                "wat": lening.robot.hulpmiddel.naam,
                "naam": lening.robot.naam,
                "school": lening.school.naam,
                "van": datum(lening.van),
                "tot": datum(lening.tot),
                "uiterlijk": datum(lening.antwoord_uiterlijk) if lening.antwoord_uiterlijk else "",
            },
        )
