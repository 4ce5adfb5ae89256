"""Robot: a tablet on a turning stand, so that a pupil at home can join the lesson. A loan or a place in line."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms

from aanvragen.models.aanvraag import NaToekenning
from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import volgende_maand
from swv.invullen.leerling import LeerlingForm, PeriodeMixin, leerlinggegevens
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import DatumField
from swv.kern.opmaak import datum
from voorzieningen.models import Uitlening
from voorzieningen.selectors import positie
from voorzieningen.services import robot_laten_terugkomen, robot_toewijzen

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

ROBOT_VRIJ = "aanvragen.robot_vrij"  # the work to do when a place in line becomes a loan


class GebruikForm(PeriodeMixin, OnderdeelForm):
    in_zin = {
        "van": "de begindatum",
        "tot": "de einddatum",
        "reden": "waarom de robot nodig is",
        "contact": "wie de robot op school beheert",
    }

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")
    reden = forms.CharField(label="Waarvoor is de robot nodig?", widget=forms.Textarea, max_length=2000)
    contact = forms.CharField(label="Wie beheert de robot op school?", max_length=120)
    klas_ingelicht = forms.BooleanField(
        label="De klas en hun ouders weten ervan",
        help_text="De robot neemt niets op. Licht de klas en de ouders vooraf in.",
        error_messages={"required": "Licht eerst de klas en hun ouders in. Zet daarna hier een vinkje."},
    )

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("van"), gegevens.get("tot")
        maanden = int(self.regeling.getal("maanden"))
        if van and tot and van <= tot and tot >= van + relativedelta(months=maanden):
            self.add_error("tot", f"U leent een robot voor hoogstens {maanden} maanden. Kies een eerdere einddatum.")
        return gegevens


class Robotaanvraag(Soort):
    code = "robot"
    naam = "Robot in de klas"
    groep = Groep.LEERLING
    inleiding = "Een robot in de klas waarmee een zieke leerling vanuit huis de les volgt."
    goed_om_te_weten = (
        "Is er een robot vrij? Dan leent u die. Anders komt u op de wachtlijst.",
        "De robot neemt niets op. Licht de klas en de ouders vooraf in.",
    )
    kent_bedrag = False
    leent_uit = True
    evaluatie_na_weken = 10
    getallen = {
        "maanden": "Hoogstens zoveel maanden te leen",
        "evaluatie_na_weken": "Evaluatie na zoveel weken; 0 is geen evaluatie",
    }
    hele_getallen = {"maanden": 60, "evaluatie_na_weken": 104}
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("gebruik", "Vul in wanneer en waarvoor", GebruikForm),
    )
    bewijsstukken = (
        Bewijsstuk(
            "toestemming",
            "Toestemming van ouders",
            "Van de ouders van de leerling die de robot gebruikt.",
            verplicht=False,
        ),
    )

    regelingen = (
        Eersteregeling(
            getallen={"maanden": 6, "evaluatie_na_weken": 10},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband. De robot komt uit de eigen voorraad en kost niets op een "
                "begrotingspost. Aanname: een school leent een robot hoogstens 6 maanden en evalueert na "
                "10 weken."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "gebruik": {
                **volgende_maand(vandaag),
                "reden": "De leerling volgt vanuit huis de les.",
                "contact": "Mentor A. de Vries",
                "klas_ingelicht": True,
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(van=gegevens["van"], tot=gegevens["tot"], leerling=leerlinggegevens(gegevens))

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        assert aanvraag.van is not None
        assert aanvraag.tot is not None
        uitkomst = robot_toewijzen(
            bron=aanvraag,
            school=aanvraag.school,
            van=aanvraag.van,
            tot=aanvraag.tot,
            sleutel=f"aanvraag:{aanvraag.pk}",
            door=door,
            vervolg=ROBOT_VRIJ,
        )
        if isinstance(uitkomst, Uitlening):
            return [
                f"{uitkomst.robot} is voor u gereserveerd van {datum(uitkomst.van)} tot en met {datum(uitkomst.tot)}."
            ]
        return [
            f"Alle robots zijn in deze periode uitgeleend. U staat op plaats {positie(uitkomst)} van de wachtlijst. "
            "U krijgt bericht zodra er een robot vrij is."
        ]

    def bijwerken(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        assert aanvraag.tot is not None
        is_ingetrokken = aanvraag.na_toekenning == NaToekenning.INGETROKKEN
        return robot_laten_terugkomen(bron=aanvraag, tot=None if is_ingetrokken else aanvraag.tot)


SOORT = Robotaanvraag()
