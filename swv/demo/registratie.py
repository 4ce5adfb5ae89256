"""Pupils in niet-schoolse voorzieningen: some that run, one that is over without an effect, and some that ended."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from swv.demo.leerlingen import leerling_pk
from swv.demo.tijd import op
from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BUITENHOUT, ECHNATON, PARKHURST
from swv.demo.verteller import coordinator_van
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Leerling
from voorzieningen.models import Plaatsing, Registratie
from voorzieningen.registratie.forms import RegistrerenForm
from voorzieningen.registratie.services import registreren
from voorzieningen.registratie.workflow import workflow

Doel, Effect = Plaatsing.Doel, Plaatsing.Effect
# School, number of the pupil, provider, begin and end in days from today, hours, goal, and what it brought.
RIJEN = (
    (PARKHURST, 4, "Zorgboerderij De Wulp", -60, 80, "12", Doel.RITME, ""),
    (PARKHURST, 5, "Werkplaats Noord", -120, -4, "8", Doel.TERUG, ""),
    (PARKHURST, 6, "Zorgboerderij De Wulp", -200, -30, "16", Doel.RITME, Effect.BEREIKT),
    (BAKEN_PARK, 2, "Time-out De Haven", -90, -20, "20", Doel.TERUG, Effect.BEREIKT),
    (BAKEN_PARK, 3, "Werkplaats Noord", -100, -15, "8", Doel.TERUG, Effect.DEELS),
    (BAKEN_POORT, 2, "Time-out De Haven", -80, -10, "20", Doel.TERUG, Effect.BEREIKT),
    (ECHNATON, 2, "Time-out De Haven", -70, -12, "16", Doel.TERUG, Effect.NIET),
    (BUITENHOUT, 2, "Werkplaats Noord", -95, -25, "10", Doel.TERUG, Effect.BEREIKT),
    (BUITENHOUT, 3, "Muziekwerkplaats", -30, 120, "4", Doel.VOLHOUDEN, ""),
)


def registraties_laden() -> int:
    """Register them when there is none yet. Gives how many are new."""
    if Registratie.objects.exists():
        return 0
    for rij in RIJEN:
        _registreer(*rij)
    return Registratie.objects.count()


def _registreer(
    school: str, nummer: int, aanbieder: str, van: int, tot: int, uren: str, doel: str, effect: str
) -> None:
    vandaag = timezone.localdate()
    leerling = Leerling.objects.select_related("school").get(pk=leerling_pk(school, nummer))
    door = coordinator_van(leerling.school)
    data: dict[str, Any] = {
        **{naam: getattr(leerling, naam) for naam in ("voornaam", "tussenvoegsel", "achternaam", "leerlingnummer")},
        "geboortedatum": leerling.geboortedatum.isoformat(),
        "aanbieder": aanbieder,
        "van": (vandaag + timedelta(days=van)).isoformat(),
        "tot": (vandaag + timedelta(days=tot)).isoformat(),
        "uren_per_week": uren,
        "doel": doel,
    }
    with op(timezone.now() + timedelta(days=van)):
        form = RegistrerenForm(data)
        assert form.is_valid(), form.errors
        gemaakt = registreren(school=leerling.school, gegevens=form.cleaned_data, door=door)
    if effect:
        einde = {"op": data["tot"], "effect": effect}
        verrichten(workflow["registratie_afronden"], gemaakt, door=door, data=einde)
