"""Vergoeding veiligheidscoördinator: at most 40 hours per school year for who keeps the school safe."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Sum

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import (
    SchooljaarForm,
    heeft_tarief,
    tekst,
    uren_in_euro,
    zelfde_schooljaar,
)
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.formulieren import UrenField
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import euro, kort_getal, uren
from swv.kern.schooljaar import dagen_van, in_woorden, schooljaar
from swv.organisaties.models import School

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

HALF_UUR = Decimal("0.5")


class UrenForm(SchooljaarForm):
    in_zin = {
        "schooljaar": "het schooljaar",
        "coordinator": "wie de coördinator is",
        "uren": "het aantal uren",
        "werk": "wat de coördinator doet",
    }

    coordinator = forms.CharField(label="Wie is de veiligheidscoördinator?", max_length=120)
    uren = UrenField(label="Hoeveel uur vraagt u voor dit schooljaar?", max_digits=5, min_value=HALF_UUR)
    werk = tekst("Wat doet de coördinator in deze uren?", hoogstens=2000, help_text="Noem geen namen van leerlingen.")
    training = forms.BooleanField(
        label="De coördinator doet mee aan de training van het samenwerkingsverband",
        error_messages={
            "required": "Meld de coördinator aan voor de training en zet daarna hier een vinkje. "
            "Zonder training is er geen vergoeding."
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grens = self.regeling.getal("uren_per_schooljaar")
        self.fields["uren"].help_text = f"Hoogstens {kort_getal(grens)} uur per school en schooljaar."

    def clean_uren(self) -> Decimal:
        gevraagd: Decimal = self.cleaned_data["uren"]
        if gevraagd > (grens := self.regeling.getal("uren_per_schooljaar")):
            raise forms.ValidationError(
                f"U vult {kort_getal(gevraagd)} uur in. Per schooljaar zijn er hoogstens {kort_getal(grens)} uur "
                "mogelijk. Verlaag het aantal uren."
            )
        return gevraagd


class Veiligheidscoordinator(Soort):
    code = "veiligheidscoordinator"
    naam = "Vergoeding veiligheidscoördinator"
    groep = Groep.VEILIGHEID
    inleiding = "Een vergoeding voor de uren waarin uw veiligheidscoördinator werkt aan een veilige school."
    goed_om_te_weten = (
        "Per schooljaar is er een grens. U ziet die bij het invullen van de uren.",
        "De coördinator doet mee aan de training van het samenwerkingsverband.",
        "U vraagt de vergoeding voor een heel schooljaar aan.",
    )
    kent_bedrag = False
    rekent_kosten = True
    getallen = {
        "uren_per_schooljaar": "Hoogstens zoveel uur per school en schooljaar",
        "tarief_per_uur": "Tarief per uur in euro's; leeg kost het niets op de begroting",
    }
    onderdelen = (Onderdeel("uren", "Vul schooljaar en uren in", UrenForm),)
    bewijsstukken = (
        Bewijsstuk(
            "veiligheidsplan", "Veiligheidsplan of jaarplan", "Als u het al heeft. Zonder namen.", verplicht=False
        ),
    )
    regelingen = (
        Eersteregeling(
            getallen={"uren_per_schooljaar": 40},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (40 uur per schooljaar, onder "
                "voorwaarden). Welke voorwaarden staat er niet; het jaarplan noemt wel dat de coördinatoren meedoen "
                "aan de training, dat is hier de voorwaarde. De begrotingspost en het tarief per uur staan niet in de "
                "bronnen; de controller vult die in (tarief_per_uur)."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "uren": {
                "schooljaar": str(schooljaar(vandaag)),
                "coordinator": "M. de Boer",
                "uren": "40",
                "werk": "Het veiligheidsplan bijwerken, overleg met de wijkagent en een lessenserie over pesten.",
                "training": "on",
            }
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        van, tot = dagen_van(gegevens["schooljaar"])
        return Kerngegevens(van=van, tot=tot)

    def uren(self, aanvraag: "Aanvraag") -> Decimal:
        """Hours that an award gives now: what was asked, as far as the school has it left of the school year."""
        over = aanvraag.regeling.getal("uren_per_schooljaar") - _al_toegekend(aanvraag)
        return min(_gevraagde_uren(aanvraag), max(over, Decimal(0)))

    def bezwaar(self, aanvraag: "Aanvraag") -> str | None:
        al, grens = _al_toegekend(aanvraag), aanvraag.regeling.getal("uren_per_schooljaar")
        if al < grens:
            return None
        return (
            f"Uw school kreeg voor schooljaar {_jaar(aanvraag)} al {kort_getal(al)} uur. Er zijn hoogstens "
            f"{kort_getal(grens)} uur mogelijk. Kies een ander schooljaar, of overleg met het bureau."
        )

    def let_op(self, aanvraag: "Aanvraag") -> Sequence[str]:
        if not (al := _al_toegekend(aanvraag)):
            return []
        grens = aanvraag.regeling.getal("uren_per_schooljaar")
        return [f"Deze school kreeg voor schooljaar {_jaar(aanvraag)} al {kort_getal(al)} van de {uren(grens)}."]

    def verplichting(self, aanvraag: "Aanvraag", bedrag: Decimal | None) -> Decimal | None:
        """Hours times the rate, when the controller has put rate and budget line in the regeling."""
        return self.kosten(aanvraag, bedrag=None, uren=self.uren(aanvraag)) if heeft_tarief(aanvraag.regeling) else None

    def kosten(self, aanvraag: "Aanvraag", *, bedrag: Decimal | None, uren: Decimal | None) -> Decimal | None:
        if uren is None or not heeft_tarief(aanvraag.regeling):
            return None
        return uren_in_euro(aanvraag.regeling, uren)

    def hoogstens_uren(self, aanvraag: "Aanvraag") -> Decimal:
        return max(aanvraag.regeling.getal("uren_per_schooljaar") - _al_toegekend(aanvraag), Decimal(0))

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        School.objects.select_for_update().get(pk=aanvraag.school_id)  # two awards for one school wait for each other
        toegekend = self.uren(aanvraag)
        if not toegekend:
            raise VoorwaardeNietVervuld(
                "Deze school heeft alle uren van dit schooljaar al gekregen. Wijs de aanvraag af of geef haar terug "
                "aan het bureau."
            )
        aanvraag.toegekende_uren = toegekend
        regels = [f"U krijgt een vergoeding voor {uren(toegekend)} in schooljaar {_jaar(aanvraag)}."]
        if heeft_tarief(aanvraag.regeling):
            tarief = aanvraag.regeling.getal("tarief_per_uur")
            geld = uren_in_euro(aanvraag.regeling, toegekend)
            regels.append(f"Wij betalen {euro(tarief)} per uur. Samen is dat {euro(geld)}.")
        return regels


def _jaar(aanvraag: "Aanvraag") -> str:
    assert aanvraag.van is not None
    return in_woorden(schooljaar(aanvraag.van))


def _al_toegekend(aanvraag: "Aanvraag") -> Decimal:
    """Hours of earlier awards to this school for this school year."""
    return Decimal(zelfde_schooljaar(aanvraag).aggregate(uren=Sum("toegekende_uren"))["uren"] or 0)


def _gevraagde_uren(aanvraag: "Aanvraag") -> Decimal:
    """What the school asked. Raises Geweigerd when it no longer fits, because somebody tightened the regeling."""
    gevraagd: Decimal | None = gegevens_van(aanvraag).get("uren")
    if gevraagd is None:
        raise Geweigerd(
            "De gevraagde uren passen niet meer bij de regeling van deze aanvraag. Iemand heeft die regeling "
            "veranderd. Vraag de functioneel beheerder om dat te herstellen en een nieuwe versie te maken."
        )
    return gevraagd


SOORT = Veiligheidscoordinator()
