"""Places in facilities: one that is full with a line and an offer, one without limit, one of which nobody knows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.demo.leerlingen import leerling_pk
from swv.demo.verhalen import BAKEN_PARK, BAKEN_POORT, BUITENHOUT, ECHNATON, PARKHURST
from swv.kern.schooljaar import laatste_dag_schooljaar, schooljaar
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort
from voorzieningen.models import Capaciteit, Plaatsing, Voorziening
from voorzieningen.plaatsen.services import plaats_aanvragen, plaats_vastleggen, wachtlijst_bedienen
from voorzieningen.plaatsen.workflow import workflow

VOL, RUIM, ONBEKEND = "opdc", "almeerkans", "crisisplaatsing"
AANTALLEN = {
    VOL: (Capaciteit.Telling.AANTAL, 3),
    RUIM: (Capaciteit.Telling.ONBEPERKT, None),
    ONBEKEND: (Capaciteit.Telling.ONBEKEND, None),
}


@transaction.atomic
def plaatsen_laden() -> int:
    """Add numbers, placements and waiting lists where there are none yet. Gives how many placements are new."""
    if Capaciteit.objects.exists():
        return 0
    verteller = _Verteller()
    verteller.aantallen()
    verteller.vol()
    verteller.ruim()
    verteller.onbekend()
    return Plaatsing.objects.count()


class _Verteller:
    """Tells the stories with the same acts as people do."""

    def __init__(self) -> None:
        self.vandaag = timezone.localdate()
        self.bureau = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
        self.tot = laatste_dag_schooljaar(self.vandaag + timedelta(days=60))

    def aantallen(self) -> None:
        for slug, (telling, aantal) in AANTALLEN.items():
            voorziening = Voorziening.objects.get(slug=slug)
            for jaar in range(schooljaar(self.vandaag) - 1, schooljaar(self.vandaag) + 2):
                Capaciteit.objects.create(
                    voorziening=voorziening,
                    van=date(jaar, 8, 1),
                    tot=date(jaar + 1, 7, 31),
                    telling=telling,
                    aantal=aantal,
                )

    def vol(self) -> None:
        """Three places are taken and three pupils wait; one leaves early, and the first in line gets an offer."""
        eerste, weg, _ = (self._zit_er(VOL, school, 0, 90) for school in (PARKHURST, ECHNATON, BUITENHOUT))
        self._doe(eerste, "afspraken_vastleggen", uren_per_week=20, doel="terug")
        for school, nummer, dagen in ((PARKHURST, 1, 40), (BAKEN_PARK, 0, 30), (BAKEN_POORT, 0, 20)):
            self._vraagt(VOL, school, nummer, dagen)
        self._doe(
            weg,
            "plaats_beeindigen",
            op=self.vandaag - timedelta(days=1),
            effect=Plaatsing.Effect.DEELS,
            reden="De leerling gaat terug naar de eigen school.",
        )
        wachtlijst_bedienen(weg.voorziening_id)

    def ruim(self) -> None:
        klaar = self._zit_er(RUIM, PARKHURST, 2, 120)
        klaar = self._doe(klaar, "afspraken_vastleggen", uren_per_week=8, doel="ritme")
        self._doe(
            klaar,
            "plaats_beeindigen",
            op=self.vandaag - timedelta(days=10),
            effect=Plaatsing.Effect.BEREIKT,
            effect_toelichting="De leerling volgt weer alle lessen.",
            reden="Het doel is eerder bereikt.",
        )
        self._zit_er(RUIM, BAKEN_PARK, 1, 45)

    def onbekend(self) -> None:
        self._vraagt(ONBEKEND, BUITENHOUT, 1, 5)

    def _zit_er(self, slug: str, school: str, nummer: int, dagen: int) -> Plaatsing:
        return self._begin(plaats_vastleggen, slug, school, nummer, self.vandaag - timedelta(days=dagen))

    def _vraagt(self, slug: str, school: str, nummer: int, dagen: int) -> Plaatsing:
        gevraagd = timezone.now() - timedelta(days=dagen)
        return self._begin(plaats_aanvragen, slug, school, nummer, self.vandaag, aangevraagd_op=gevraagd)

    def _begin(
        self, dienst: Callable[..., Plaatsing], slug: str, school: str, nummer: int, van: date, **anders: Any
    ) -> Plaatsing:
        leerling = Leerling.objects.select_related("school").get(pk=leerling_pk(school, nummer))
        return dienst(
            bron=leerling,
            voorziening=Voorziening.objects.get(slug=slug),
            school=leerling.school,
            van=van,
            tot=self.tot,
            sleutel=f"demo:{slug}:{school}:{nummer}",
            door=self.bureau,
            **anders,
        )

    def _doe(self, plaatsing: Plaatsing, naam: str, **gegevens: Any) -> Plaatsing:
        return workflow[naam](plaatsing, door=self.bureau, **gegevens)
