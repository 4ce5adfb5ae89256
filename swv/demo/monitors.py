"""The zorgplicht clock and who sits at home: a few of each state, told with the acts that people use."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.demo.dossiers import BAKEN_PARK, BAKEN_POORT, BUITENHOUT, ECHNATON, PARKHURST
from swv.invullen.leerling import LEERLINGVELDEN
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from toelating.models import Aanmelding, Thuiszitter, Thuiszittersregel
from toelating.monitors import nachtwerk
from toelating.monitors.services import aanmelding_vastleggen, thuiszitter_melden
from toelating.monitors.workflow import aanmelding as op_aanmelding
from toelating.monitors.workflow import thuiszitter as op_thuiszitter

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20260801bbbb")


def monitors() -> str:
    """A step of `demo_laden`."""
    return f"{monitors_laden()} aanmeldingen en meldingen nieuw"


@transaction.atomic
def monitors_laden() -> int:
    """Add aanmeldingen and thuiszitters where there are none yet. Gives how many are new."""
    if Thuiszitter.objects.exists() or Aanmelding.objects.exists():
        return 0
    verteller = _Verteller()
    verteller.aanmeldingen()
    verteller.thuiszitters()
    nachtwerk.bijwerken()
    return Thuiszitter.objects.count() + Aanmelding.objects.count()


class _Verteller:
    def __init__(self) -> None:
        self.vandaag = timezone.localdate()
        self.bureau = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
        self.directeur = Gebruiker.objects.filter(rollen__soort=Rolsoort.DIRECTEUR).earliest("pk")
        regel = Thuiszittersregel.objects.create(geldig_van=date(2025, 8, 1))
        regel.teamleiders.add(self.bureau)

    def _dag(self, dagen: int) -> date:
        """So many days ago."""
        return self.vandaag - timedelta(days=dagen)

    def aanmeldingen(self) -> None:
        """In time, extended, late, with a right to a temporary place, waiting for the other school, and decided."""
        self._aanmelding(PARKHURST, 4, 10)
        verlengd = self._aanmelding(PARKHURST, 5, 38)
        op_aanmelding.verlengen(
            verlengd,
            door=self.bureau,
            weken=4,
            brief_op=self._dag(2),
            reden="Het verslag van de vorige school komt nog.",
        )
        self._aanmelding(ECHNATON, 1, 50, is_ingeschreven=True)
        self._aanmelding(BAKEN_PARK, 1, 75)
        elders = self._aanmelding(BUITENHOUT, 1, 40)
        dagen: dict[str, Any] = {"besloten_op": self._dag(6), "akkoord_op": self._dag(7)}
        op_aanmelding.andere_school_vinden(
            elders, door=self.bureau, andere_school=School.objects.get(code=ECHNATON), **dagen
        )
        klaar = self._aanmelding(BAKEN_POORT, 1, 60)
        op_aanmelding.toelaten(klaar, door=self.bureau, besloten_op=self._dag(25), geplaatst_op=self._dag(20))

    def thuiszitters(self) -> None:
        """A threat, some weeks, a step that is late, the director, a school that was pointed out, and ended."""
        self._melding(PARKHURST, 0, None, soort="dreigend", reden="conflict")
        kort = self._melding(PARKHURST, 1, 12, reden="angst")
        self._stap(kort, "Gesprek met de ouders en de mentor", "school", 4)
        lang = self._melding(PARKHURST, 2, 47, reden="geen_aanbod")
        self._stap(lang, "Intake bij een voorziening", "voorziening", 9)
        self._stap(lang, "Overleg met Leerplicht", "bureau", -2)
        self._melding(BAKEN_PARK, 0, 100, reden="wacht")
        aangewezen = self._melding(ECHNATON, 0, 130, reden="gedrag")
        op_thuiszitter.escaleren(aangewezen, door=self.bureau, reden="Overleg tussen de scholen lukt niet.")
        op_thuiszitter.school_aanwijzen(
            aangewezen,
            door=self.directeur,
            school=School.objects.get(code=BUITENHOUT),
            plaats_uiterlijk=self.vandaag + timedelta(days=14),
            reden="Deze school heeft plaats en biedt de richting die past.",
        )
        self._melding(BAKEN_POORT, 0, 200, soort="vrijstelling", reden="hulp")
        for nummer, (school, dagen, einde) in enumerate(
            ((PARKHURST, 70, "terug"), (BUITENHOUT, 90, "voorziening"), (BAKEN_PARK, 40, "andere_school"))
        ):
            klaar = self._melding(school, 3, dagen, reden="angst" if nummer else "conflict")
            op_thuiszitter.beeindigen(klaar, door=self.bureau, einde=einde, op=self._dag(dagen - 30))

    def _aanmelding(self, school: str, nummer: int, dagen: int, *, is_ingeschreven: bool = False) -> Aanmelding:
        leerling = self._leerling(school, nummer)
        return aanmelding_vastleggen(
            school=leerling.school,
            leerling=_gegevens(leerling),
            aangemeld_op=self._dag(dagen),
            verwacht=Aanmelding.Verwacht.OUDERS,
            is_ingeschreven=is_ingeschreven,
            sleutel=uuid.uuid5(_ZAAD, f"aanmelding/{school}/{nummer}"),
            door=self.bureau,
        )

    def _melding(
        self, school: str, nummer: int, dagen: int | None, *, soort: str = "relatief", reden: str
    ) -> Thuiszitter:
        leerling = self._leerling(school, nummer)
        eerste_dag = None if dagen is None else self._dag(dagen)
        return thuiszitter_melden(
            school=leerling.school,
            leerling=_gegevens(leerling),
            soort=soort,
            reden=reden,
            eerste_dag=eerste_dag,
            leerplicht_op=eerste_dag,
            bestuur_op=eerste_dag,
            sleutel=uuid.uuid5(_ZAAD, f"thuiszitter/{school}/{nummer}"),
            door=self.bureau,
        )

    def _stap(self, melding: Thuiszitter, wat: str, aan_zet: str, over: int) -> None:
        uiterlijk = self.vandaag + timedelta(days=over)
        op_thuiszitter.stap_afspreken(melding, door=self.bureau, wat=wat, aan_zet=aan_zet, uiterlijk=uiterlijk)

    def _leerling(self, school: str, nummer: int) -> Leerling:
        """A pupil who is still at this school: some went to another one with a TLV."""
        daar = Leerling.objects.filter(school__code=school).select_related("school").order_by("leerlingnummer")
        return daar[nummer]


def _gegevens(leerling: Leerling) -> dict[str, Any]:
    return {naam: getattr(leerling, naam) for naam in LEERLINGVELDEN}
