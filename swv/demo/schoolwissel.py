"""A round of the school change: pupils of several schools, two proposals, and an answer of each kind."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from swv.demo.leerlingen import PER_SCHOOL
from swv.demo.tijd import op
from swv.demo.verteller import coordinator_van
from swv.kern.handelingen import verrichten
from swv.kern.schooljaar import schooljaar
from swv.organisaties.models import Gebruiker, Leerling, Rolsoort, School
from voorzieningen.models import Schoolwissel, Wisselronde
from voorzieningen.models.schoolaanbod import Ondersteuning, Profiel
from voorzieningen.models.schoolplaatsen import LEERJAREN
from voorzieningen.plaatsen.services import vrije_plaatsen_bewaren
from voorzieningen.plaatsen.vrij import niveaus
from voorzieningen.schoolwissel import ronde as rondes
from voorzieningen.schoolwissel import services
from voorzieningen.schoolwissel.berekenen import voorstel_berekenen
from voorzieningen.schoolwissel.forms import AanmeldForm
from voorzieningen.schoolwissel.selectors import klaar_om_te_sturen
from voorzieningen.schoolwissel.workflow import workflow

PER_SCHOOL_ZOEKT = 4
UITLEG = "De leerling kan beter leren in een kleinere school."


def schoolwissel_laden() -> int:
    """Play one round up to the answers of some schools, when there is none yet. Gives how many pupils are new."""
    if Wisselronde.objects.exists():
        return 0
    return _Verteller().vertel()


class _Verteller:
    """Tells the story with the same forms, services and acts as people use."""

    def __init__(self) -> None:
        self.kans = Random("swv-demo schoolwissel")
        self.vandaag = timezone.localdate()
        self.jaar = schooljaar(self.vandaag) + 1
        self.bureau = Gebruiker.objects.filter(rollen__soort=Rolsoort.BUREAU).earliest("pk")
        self.scholen = list(School.objects.leden().exclude(soort=School.Soort.VSO).order_by("code"))

    def vertel(self) -> int:
        with op(timezone.now() - timedelta(days=30)):
            doel = date(self.jaar, 7, 1)
            self.ronde = services.ronde_starten(
                schooljaar=self.jaar, aanmelden_tot=doel - timedelta(days=60), doel_op=doel, door=self.bureau
            )
            for school in self.scholen:
                self._aanbod(school)
        for dagen, wie in enumerate(self._zoekers(), start=3):
            with op(timezone.now() - timedelta(days=max(3, 28 - dagen // 2), minutes=dagen)):
                self._aanmelden(wie)
        self._verdelen()
        self._antwoorden()
        return Schoolwissel.objects.count()

    def _aanbod(self, school: School) -> None:
        plekken = [(niveau, jaar) for niveau in niveaus(school) for jaar in LEERJAREN[niveau]]
        aantallen = dict.fromkeys(self.kans.sample(plekken, min(8, len(plekken))), 1)
        vrije_plaatsen_bewaren(school=school, jaar=self.jaar, aantallen=aantallen, door=self.bureau)
        if self.kans.random() < 0.6:
            services.aanbod_bewaren(
                school=school,
                ondersteuning=self.kans.sample([*Ondersteuning], 6),
                profielen=[*Profiel],
                door=self.bureau,
            )

    def _zoekers(self) -> Iterator[Leerling]:
        leerlingen = Leerling.objects.filter(school__in=self.scholen, schoolwissels=None).select_related("school")
        per_school: dict[int, int] = {}
        for leerling in leerlingen.order_by("school__code", "leerlingnummer"):
            gezien = per_school[leerling.school_id] = per_school.get(leerling.school_id, 0) + 1
            if PER_SCHOOL - PER_SCHOOL_ZOEKT < gezien <= PER_SCHOOL:
                yield leerling

    def _aanmelden(self, leerling: Leerling) -> None:
        school = leerling.school
        niveau = self.kans.choice(niveaus(school))
        andere = [rij for rij in self.scholen if rij != school and niveau in niveaus(rij)]
        wensen = self.kans.sample(andere, min(self.kans.randint(1, 3), len(andere)))
        data = {
            **{naam: getattr(leerling, naam) for naam in ("voornaam", "tussenvoegsel", "achternaam", "leerlingnummer")},
            "geboortedatum": leerling.geboortedatum.isoformat(),
            "niveaus": [niveau],
            "leerjaar": str(self.kans.choice([*LEERJAREN[niveau]][:4])),
            "postcode": school.postcode[:4],
            "bereik": self.kans.choice(["wensen", "stad", "overal"]),
            "nodig": self.kans.sample([*Ondersteuning], self.kans.choice([0, 0, 1])),
            "toelichting": self.kans.choice(["", UITLEG]),
            "toestemming_op": (timezone.localdate() - timedelta(days=2)).isoformat(),
            **{f"wens{nummer}": str(rij.pk) for nummer, rij in enumerate(wensen, start=1)},
        }
        form = AanmeldForm(data, school=school)
        assert form.is_valid(), form.errors
        door = coordinator_van(school)
        services.aanmelden(ronde=self.ronde, school=school, gegevens=form.cleaned_data, door=door)

    def _verdelen(self) -> None:
        """Twice: after the first the bureau excluded a school for the first pupil."""
        self._bereken(3)
        eerste = klaar_om_te_sturen(self.ronde)[0]
        uitkomst = eerste.uitkomsten.get(voorstel__ronde=self.ronde)
        assert uitkomst.school_id
        reden = "De ouders kiezen liever een andere school."
        self._doe(eerste, "school_uitsluiten", school=uitkomst.school_id, reden=reden)
        self._bereken(2)

    def _bereken(self, dagen: int) -> None:
        with op(timezone.now() - timedelta(days=dagen)), transaction.atomic():
            self.ronde = rondes.verdeling_berekenen(self.ronde, door=self.bureau)
            voorstel_berekenen(str(self.ronde.pk))

    def _antwoorden(self) -> None:
        """Most schools that were asked took their pupil, one did not, one still thinks; one family stays."""
        klaar = klaar_om_te_sturen(self.ronde)
        for nummer, wissel in enumerate(klaar[: max(5, len(klaar) * 2 // 3)]):
            verstuurd = self._doe(wissel, "voorstel_sturen")
            if nummer % 3 == 2 or nummer < 1:
                continue
            assert verstuurd.naar_school
            door = coordinator_van(verstuurd.naar_school)
            if nummer % 7 == 4:
                verrichten(workflow["leerling_weigeren"], verstuurd, door=door, data={"reden": "De klas is toch vol."})
            else:
                verrichten(workflow["leerling_aannemen"], verstuurd, door=door, data={})
        blijft = Schoolwissel.objects.filter(status=Schoolwissel.Status.AANGEMELD).latest("aangemeld_op")
        self._doe(blijft, "aanmelding_intrekken", reden="De leerling blijft toch op de eigen school.")

    def _doe(self, wissel: Schoolwissel, naam: str, **gegevens: Any) -> Schoolwissel:
        return workflow[naam](wissel, door=self.bureau, **gegevens)
