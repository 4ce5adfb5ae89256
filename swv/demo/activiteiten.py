"""A school year of activities: Expertisedagen with people who came, one that is full, one that goes on over weeks."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.kern.schooljaar import begin_schooljaar, schooljaar
from swv.organisaties.models import Gebruiker, Rolsoort, School
from voorzieningen.activiteiten import services
from voorzieningen.activiteiten.forms import moment
from voorzieningen.activiteiten.workflow import workflow
from voorzieningen.models import Aanwezigheid, Activiteit, Inschrijving

ZAAL, BUREAU = "Bureau, grote zaal", "Bureau, kamer 2"
VAN, TOT = time(9, 30), time(12, 30)
COLLEGAS = ("Noor Bakker", "Thomas Visser", "Fatima el Idrissi", "Joris de Boer")
EXPERTISEDAGEN = ("rouw en verlies", "taal in elke les", "hoogbegaafd en vastgelopen", "samenwerken met ouders")


@transaction.atomic
def activiteiten_laden() -> int:
    """Add the activities of last and this school year where there are none yet. Gives how many are new."""
    if Activiteit.objects.exists():
        return 0
    verteller = _Verteller()
    verteller.vorig_jaar()
    verteller.dit_jaar()
    return Activiteit.objects.count()


class _Verteller:
    """Tells the year with the same acts as people do; what is past was written down at the time."""

    def __init__(self) -> None:
        self.vandaag = timezone.localdate()
        self.bureau = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
        coordinatoren = Gebruiker.objects.met_rol(Rolsoort.COORDINATOR).order_by("pk")
        self.mensen = [(persoon, self._school(persoon)) for persoon in coordinatoren]

    def _school(self, persoon: Gebruiker) -> School | None:
        return next((rol.school for rol in persoon.rollen_nu if rol.soort == Rolsoort.COORDINATOR), None)

    def vorig_jaar(self) -> None:
        """Four Expertisedagen and a kenniskring; the first coördinator was at all of them, the others at some."""
        begin = begin_schooljaar(schooljaar(self.vandaag) - 1)
        for nummer, onderwerp in enumerate(EXPERTISEDAGEN):
            dag = begin + timedelta(weeks=7 + 9 * nummer)
            self._was(f"Expertisedag {onderwerp}", "expertisedag", dag, afwezig=range(1, nummer + 1))
        self._was("Kenniskring thuiszitters", "kenniskring", begin + timedelta(weeks=20), afwezig=[1])

    def dit_jaar(self) -> None:
        self._was("Expertisedag aanwezigheid", "expertisedag", self.vandaag - timedelta(days=12), rondaf=False)
        self._vol()
        self._leerlijn()
        self._nieuw("Expertisedag executieve functies", "expertisedag", self.vandaag + timedelta(days=45), open_=True)
        self._afgelast()
        self._nieuw("Bezoek aan het OPDC", "bezoek", self.vandaag + timedelta(days=60), capaciteit=12)

    def _vol(self) -> None:
        """Three places, and somebody who waits."""
        dag = self.vandaag + timedelta(days=9)
        activiteit = self._nieuw("Training de-escaleren", "training", dag, open_=True, capaciteit=3)
        self._schrijf_in(activiteit)
        persoon, school = self.mensen[0]
        services.inschrijven(activiteit=activiteit, door=persoon, naam=COLLEGAS[0], school=school)

    def _leerlijn(self) -> None:
        """Three meetings; the public sees it too."""
        dag = self.vandaag + timedelta(days=20)
        activiteit = self._nieuw("Leerlijn begaafdheid", "leerlijn", dag, is_openbaar=True)
        for weken in (3, 6):
            activiteit = self._doe(
                activiteit,
                "bijeenkomst_toevoegen",
                dag=dag + timedelta(weeks=weken),
                van=time(14, 0),
                tot=time(16, 30),
                plaats=BUREAU,
            )
        activiteit = self._doe(activiteit, "openzetten")
        self._schrijf_in(activiteit, hoogstens=2)

    def _afgelast(self) -> None:
        dag = self.vandaag + timedelta(days=15)
        activiteit = self._nieuw("Kenniskring nieuwkomers", "kenniskring", dag, open_=True)
        self._schrijf_in(activiteit, hoogstens=1)
        self._doe(activiteit, "afgelasten", reden="Er zijn te weinig aanmeldingen.")

    # --- How it is told ---------------------------------------------------------------------------------------

    def _nieuw(self, titel: str, soort: str, dag: date, *, open_: bool = False, **anders: Any) -> Activiteit:
        activiteit = services.activiteit_maken(
            door=self.bureau,
            soort=soort,
            titel=titel,
            omschrijving="Wij wisselen uit wat werkt, en u gaat naar huis met een plan voor uw school.",
            voor=[Rolsoort.COORDINATOR, Rolsoort.BESTUUR] if soort != "bezoek" else [],
            inschrijven_van=min(self.vandaag, dag - timedelta(weeks=6)),
            inschrijven_tot=max(self.vandaag, dag - timedelta(days=3)),
            dag=dag,
            van=VAN,
            tot=TOT,
            plaats=ZAAL,
            **{"is_openbaar": soort == "expertisedag", "capaciteit": 40, **anders},
        )
        return self._doe(activiteit, "openzetten") if open_ else activiteit

    def _was(
        self, titel: str, soort: str, dag: date, *, afwezig: Iterable[int] = (), rondaf: bool = True
    ) -> Activiteit:
        """One that was held: made as if it were to come, then moved to its day."""
        activiteit = self._nieuw(titel, soort, self.vandaag + timedelta(days=30), open_=True)
        plaatsen = [*self._schrijf_in(activiteit), *self._collegas(activiteit)]
        self._verplaats(activiteit, dag)
        activiteit.refresh_from_db()
        if rondaf:
            weg = set(afwezig)
            er_waren = [plaats for nummer, plaats in enumerate(plaatsen) if nummer not in weg]
            sessie = activiteit.sessies.get()
            activiteit = self._doe(activiteit, "aanwezigheid_vastleggen", sessie=sessie, aanwezig=er_waren)
            Aanwezigheid.objects.filter(sessie=sessie).update(op=sessie.eindigt)
            activiteit = self._doe(activiteit, "afronden")
        return activiteit

    def _verplaats(self, activiteit: Activiteit, dag: date) -> None:
        """To its own day; people came on the list five weeks before."""
        begint, eindigt = moment(dag, VAN), moment(dag, TOT)
        activiteit.sessies.update(begint=begint, eindigt=eindigt)
        Activiteit.objects.filter(pk=activiteit.pk).update(
            begint=begint,
            eindigt=eindigt,
            schooljaar=schooljaar(dag),
            inschrijven_van=dag - timedelta(weeks=6),
            inschrijven_tot=dag - timedelta(days=3),
        )
        activiteit.inschrijvingen.update(ingeschreven_op=begint - timedelta(weeks=5))

    def _schrijf_in(self, activiteit: Activiteit, hoogstens: int = 10) -> list[Inschrijving]:
        return [
            services.inschrijven(activiteit=activiteit, door=persoon, school=school)
            for persoon, school in self.mensen[:hoogstens]
        ]

    def _collegas(self, activiteit: Activiteit) -> list[Inschrijving]:
        return [
            services.inschrijven(activiteit=activiteit, door=persoon, naam=naam, school=school)
            for naam, (persoon, school) in zip(COLLEGAS[1:], self.mensen, strict=False)
        ]

    def _doe(self, activiteit: Activiteit, naam: str, **gegevens: Any) -> Activiteit:
        return workflow[naam](activiteit, door=self.bureau, **gegevens)
