"""Operationeel Team Schoolveiligheid: people who come to the school after an incident, or when it is not safe.

The bureau promises it (TOEZEGGING): an answer would leave the school with words, while the team comes, on days that
are planned and reported. The term is one week, the shortest that a regeling knows; danger of this moment is for 112.
"""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import ZONDER_NAMEN, getypt, keuze, tekst
from swv.invullen.onderdelen import Onderdeel, OnderdeelForm
from swv.kern.formulieren import DatumField

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling


class IncidentForm(OnderdeelForm):
    in_zin = {
        "soort": "wat er speelt",
        "sinds": "sinds wanneer het speelt",
        "gebeurd": "wat er gebeurde",
        "gedaan": "wat u al deed",
        "nodig": "wat u van het team nodig heeft",
    }

    soort = keuze(
        "Wat speelt er?",
        [
            ("incident", "Er is net iets gebeurd"),
            ("dreiging", "Er is spanning of dreiging"),
            ("langer", "Er speelt al langer iets"),
        ],
    )
    sinds = DatumField(label="Wanneer gebeurde het, of sinds wanneer speelt het?")
    gebeurd = tekst("Wat gebeurde er?", hoogstens=2000, help_text=ZONDER_NAMEN)
    gedaan = tekst(
        "Wat deed u al?", hoogstens=2000, help_text="Bijvoorbeeld met het team, ouders, politie of gemeente."
    )
    nodig = tekst("Wat heeft u van het Operationeel Team nodig?", hoogstens=2000)

    def clean_sinds(self) -> date:
        sinds: date = self.cleaned_data["sinds"]
        if sinds > self.peildatum:
            raise forms.ValidationError("Deze dag is nog niet geweest. Controleer de datum.")
        if (self.peildatum - sinds).days > (dagen := int(self.regeling.getal("dagen_terug"))):
            raise forms.ValidationError(
                f"Deze dag is meer dan {dagen} dagen geleden. Controleer de datum. Klopt die? Bel dan het bureau."
            )
        return sinds


class BereikbaarForm(OnderdeelForm):
    in_zin = {
        "contact": "met wie het team belt",
        "telefoon": "het telefoonnummer",
        "wanneer": "wanneer die persoon bereikbaar is",
    }

    contact = forms.CharField(label="Met wie belt het team?", max_length=120, help_text="Naam en functie.")
    telefoon = forms.RegexField(
        label="Telefoonnummer",
        regex=r"^\+?[\d\s()-]{10,20}$",
        help_text="Een nummer waar u ook vandaag bereikbaar bent.",
        error_messages={"invalid": "Vul een telefoonnummer in van minstens tien cijfers, bijvoorbeeld 06 12345678."},
    )
    wanneer = forms.CharField(label="Wanneer is die persoon bereikbaar?", max_length=200)


class OperationeelTeam(Soort):
    code = "operationeel_team"
    naam = "Operationeel Team Schoolveiligheid"
    groep = Groep.VEILIGHEID
    inleiding = "Hulp op school na een incident, of als het niet veilig voelt."
    goed_om_te_weten = (
        "Is er nu gevaar? Bel 112. Heeft u vandaag hulp nodig? Bel ook het bureau.",
        "Het team komt naar uw school, denkt mee en begeleidt u.",
        "Schrijf geen namen op. Het team hoort die in het gesprek, als dat nodig is.",
    )
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    plant_afspraken = True
    getallen = {"dagen_terug": "Hoogstens zoveel dagen geleden begonnen"}
    hele_getallen = {"dagen_terug": 3650}
    onderdelen = (
        Onderdeel("incident", "Vertel wat er speelt", IncidentForm),
        Onderdeel("bereikbaar", "Vul in met wie het team belt", BereikbaarForm),
    )
    regelingen = (
        Eersteregeling(
            getallen={"dagen_terug": 365},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en jaarplan 2025 (Operationeel Team Schoolveiligheid: "
                "begeleiding bij veiligheidsproblematiek). De bronnen noemen geen spoedtermijn. Aanname: een week, en "
                "wat speelt begon hoogstens een jaar geleden (getal: dagen_terug)."
            ),
            beslistermijn_weken=1,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "incident": {
                "soort": "incident",
                "sinds": getypt(vandaag),
                "gebeurd": "Na schooltijd was er een vechtpartij op het plein. Veel leerlingen zagen het.",
                "gedaan": "Wij spraken met de klassen en belden de ouders en de wijkagent.",
                "nodig": "Hulp bij de gesprekken in het team en bij rust op het plein.",
            },
            "bereikbaar": {
                "contact": "De teamleider onderbouw",
                "telefoon": "036 123 45 67",
                "wanneer": "Elke schooldag tussen 8.00 en 17.00 uur",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens()

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        return [
            "Het Operationeel Team belt uw contactpersoon om het eerste bezoek af te spreken.",
            "Wordt het intussen onveiliger? Bel 112 bij gevaar, en bel daarna ons.",
        ]


SOORT = OperationeelTeam()
