"""Aanmelding voor een voorziening: which facility, from when, and what that facility needs.

The limits of a facility are numbers of the regeling, named after its code: `opdc_maanden` (longest stay in months),
`school2work_leeftijd` (youngest age in years), `special_class_leerjaar` (highest year of school). A facility without
such a number has no such limit; an administrator can add one in a new version.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort, Weg
from aanvragen.soorten.bouwstenen import PeriodeForm, keuze, ouders_weten, tekst, volgende_maand
from swv.invullen.leerling import LeerlingForm, jaren_oud, leerlinggegevens
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum
from swv.organisaties.models import School
from voorzieningen.models import Plaatsing, Voorziening
from voorzieningen.plaatsen.selectors import plaats_in_de_rij
from voorzieningen.services import plaats_aanvragen

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

REGULIER = (School.Soort.VO, School.Soort.PRO)
ALLE = tuple(School.Soort)
BLIJFT_INGESCHREVEN = "De leerling blijft ingeschreven op uw school."
ZORGPLICHT = "Uw school houdt de zorgplicht tot de leerling geplaatst is."


@dataclass(frozen=True)
class Plek:
    """A facility: its number in the catalogue, for whom, of which schools, who calls the school after a yes, and what
    else the letter says."""

    nummer: int
    naam: str
    voor_wie: str
    beller: str
    scholen: Sequence[str] = ALLE
    opp: bool = False
    erbij: str = ZORGPLICHT


PLEKKEN = {
    "link": Plek(
        33, "LINK", "leerlingen die thuiszitten; de leerling en de ouders krijgen begeleiding", "LINK", scholen=REGULIER
    ),
    "toptraject": Plek(
        41,
        "Toptraject",
        "leerlingen die korte tijd veel hulp nodig hebben, op de eigen school",
        "De begeleider van het Toptraject",
        scholen=REGULIER,
        erbij=BLIJFT_INGESCHREVEN,
    ),
    "kleinschalig_vo": Plek(
        40,
        "Kleinschalig ondersteunend vo",
        "leerlingen voor wie de gewone school te weinig kan doen",
        "De onderwijsadviseur",
    ),
    "special_class": Plek(42, "Special class", "leerlingen met autisme", "De onderwijsadviseur"),
    "school2work": Plek(
        39,
        "School2Work",
        "jongens die techniek willen leren in de praktijk",
        "School2Work",
        erbij=BLIJFT_INGESCHREVEN,
    ),
    "school2care": Plek(
        47,
        "School2Care, ambulant traject",
        "leerlingen die op meer gebieden tegelijk hulp nodig hebben",
        "School2Care",
    ),
    "vo_adviesteam": Plek(
        43,
        "VO-adviesteam",
        "leerlingen die vastlopen; het team van Levvel kijkt wat de leerling nodig heeft",
        "Het VO-adviesteam van Levvel",
        erbij=BLIJFT_INGESCHREVEN,
    ),
    "opdc": Plek(
        73,
        "OPDC",
        "leerlingen die een vmbo-diploma kunnen halen, maar nog niet naar een gewone school kunnen",
        "Het OPDC",
        opp=True,
        erbij=BLIJFT_INGESCHREVEN,
    ),
    "pro_roc": Plek(
        17,
        "PrO/ROC",
        "leerlingen van het praktijkonderwijs en het vso; een aangepaste entreeopleiding op het mbo",
        "De onderwijsadviseur",
        scholen=(School.Soort.PRO, School.Soort.VSO),
        erbij=BLIJFT_INGESCHREVEN,
    ),
}
OPP = Bewijsstuk("opp", "Ontwikkelingsperspectief (OPP)", "Het vastgestelde OPP van de leerling.")
OPP_SOMS = Bewijsstuk("opp", OPP.label, "Voor het OPDC is het wel verplicht.", verplicht=False)


def grens(regeling: "Regeling", code: str | None, wat: str) -> int | None:
    """A limit of a facility: its number in the regeling; None when there is none."""
    naam = f"{code}_{wat}"
    return int(regeling.getal(naam)) if naam in regeling.getallen else None


def _keuzetekst(regeling: "Regeling", code: str) -> str:
    """A facility with for whom it is, and the limits that the rules have for it."""
    plek = PLEKKEN[code]
    grenzen = {
        "vanaf {} jaar": grens(regeling, code, "leeftijd"),
        "tot en met leerjaar {}": grens(regeling, code, "leerjaar"),
        "hoogstens {} maanden": grens(regeling, code, "maanden"),
    }
    zinnen = [tekst.format(aantal) for tekst, aantal in grenzen.items() if aantal]
    erbij = f" ({', '.join(zinnen)})" if zinnen else ""
    return f"{plek.naam}: voor {plek.voor_wie}{erbij}"


class PlekForm(PeriodeForm):
    in_zin = {
        **PeriodeForm.in_zin,
        "voorziening": "de voorziening",
        "leerjaar": "het leerjaar",
        "reden": "waarom de leerling deze plaats nodig heeft",
        "gedaan": "wat u al deed",
    }

    voorziening = keuze("Voor welke voorziening meldt u de leerling aan?", [])
    leerjaar = forms.IntegerField(label="In welk leerjaar zit de leerling?", min_value=1, max_value=6)
    reden = tekst(
        "Waarom heeft de leerling deze plaats nodig?",
        hoogstens=2000,
        help_text="Beschrijf wat de leerling nodig heeft. Een diagnose hoeft hier niet.",
    )
    gedaan = tekst("Wat deed u al?", hoogstens=2000)
    ouders_weten = ouders_weten()

    field_order = ("voorziening", "leerjaar", "van", "tot", "reden", "gedaan", "ouders_weten")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keuzes = [(code, _keuzetekst(self.regeling, code)) for code in PLEKKEN]
        self.fields["voorziening"].choices = keuzes  # type: ignore[attr-defined]
        self.fields["tot"].help_text = "Weet u dat nog niet? Kies dan de laatste dag van dit schooljaar."

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        code = gegevens.get("voorziening")
        self._controleer_leerjaar(code, gegevens.get("leerjaar"))
        self._controleer_duur(code, gegevens.get("van"), gegevens.get("tot"))
        return gegevens

    def _controleer_leerjaar(self, code: str | None, leerjaar: int | None) -> None:
        hoogste = grens(self.regeling, code, "leerjaar")
        if hoogste and leerjaar and leerjaar > hoogste:
            self.add_error(
                "leerjaar",
                f"{PLEKKEN[code or ''].naam} is voor leerjaar 1 tot en met {hoogste}. Kies een andere voorziening.",
            )

    def _controleer_duur(self, code: str | None, van: date | None, tot: date | None) -> None:
        maanden = grens(self.regeling, code, "maanden")
        if maanden and van and tot and tot >= van + relativedelta(months=maanden):
            self.add_error(
                "tot",
                f"{PLEKKEN[code or ''].naam} duurt hoogstens {maanden} maanden. Kies een eerdere einddatum.",
            )


class Voorzieningaanvraag(Soort):
    code = "voorziening"
    naam = "Plaats in een voorziening"
    groep = Groep.PLAATS
    inleiding = "Meld een leerling aan voor bijvoorbeeld LINK, een Toptraject, een Special class of het OPDC."
    goed_om_te_weten = (
        "U kiest zelf de voorziening. Weet u niet welke past? Vraag dan eerst advies.",
        "Voor het OPDC stuurt u het ontwikkelingsperspectief (OPP) mee.",
        "Het OPDC duurt hoogstens {opdc_maanden} maanden.",
        "School2Work is er vanaf {school2work_leeftijd} jaar.",
        "De Special class is er tot en met leerjaar {special_class_leerjaar}.",
        "Is er geen plaats vrij? Dan komt de leerling op de wachtlijst. Uw school houdt tot die tijd de zorgplicht.",
        "Voor het vso en het praktijkonderwijs vraagt u een TLV aan.",
    )
    weg = Weg.TOEZEGGING
    kent_bedrag = False
    wijzigt_elders = True
    vraagt_effect = False  # a place records what it brought itself
    getallen = {
        **{f"{code}_maanden": f"{plek.naam}: hoogstens zoveel maanden" for code, plek in PLEKKEN.items()},
        "school2work_leeftijd": "School2Work: vanaf zoveel jaar oud",
        "special_class_leerjaar": "Special class: hoogstens dit leerjaar",
    }
    hele_getallen = {
        **{f"{code}_maanden": 120 for code in PLEKKEN},
        "school2work_leeftijd": 25,
        "special_class_leerjaar": 6,
    }
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("plek", "Kies de voorziening en de periode", PlekForm),
    )
    bewijsstukken = (OPP_SOMS,)
    regelingen = (
        Eersteregeling(
            getallen={"opdc_maanden": 24, "school2work_leeftijd": 15, "special_class_leerjaar": 3},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (LINK, School2Work vanaf 15 jaar, Toptraject, Special "
                "classes in de onderbouw, VO-adviesteam, PrO/ROC), jaarplan 2025 (kleinschalig ondersteunend vo, "
                "School2Care) en ondersteuningsplan VO Almere 2018-2022 (OPDC: hoogstens twee jaar). Aannames: de "
                "onderbouw is leerjaar 1 tot en met 3; andere voorzieningen kennen geen langste duur, tot u die invult."
            ),
            beslistermijn_weken=4,
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "plek": {
                "voorziening": "toptraject",
                "leerjaar": "2",
                **volgende_maand(vandaag, dagen=100),
                "reden": "De leerling loopt vast in de klas en heeft korte tijd veel hulp nodig.",
                "gedaan": "De mentor en de ondersteuningscoördinator spraken elke week met de leerling.",
                "ouders_weten": "on",
            },
        }

    def bewijsstukken_bij(self, antwoorden: Antwoorden) -> Sequence[Bewijsstuk]:
        """An OPP for the facility that cannot do without; for others it is not asked."""
        plek = PLEKKEN.get(antwoorden.get("plek", {}).get("voorziening") or "")
        return (OPP,) if plek and plek.opp else ()

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        code = gegevens["voorziening"]
        jongste = grens(regeling, code, "leeftijd")
        if jongste is None or jaren_oud(gegevens["geboortedatum"], gegevens["van"]) >= jongste:
            return ()
        return [
            f"{PLEKKEN[code].naam} is voor leerlingen van {jongste} jaar en ouder. De leerling is op de eerste dag "
            "jonger. Kies een latere begindatum of een andere voorziening."
        ]

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(van=gegevens["van"], tot=gegevens["tot"], leerling=leerlinggegevens(gegevens))

    def bezwaar(self, aanvraag: "Aanvraag") -> str | None:
        """The facility is not for pupils of this sort of school."""
        plek = _plek(aanvraag)
        if aanvraag.school.soort in plek.scholen:
            return None
        scholen = " en ".join(School.Soort(soort).label for soort in plek.scholen)
        return f"{plek.naam} is alleen voor leerlingen van scholen voor {scholen}. Kies een andere voorziening."

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        """A place, or one on the waiting list: who asked earlier goes first. And who calls the school."""
        assert aanvraag.van is not None
        assert aanvraag.tot is not None
        plek = _plek(aanvraag)
        plaatsing = plaats_aanvragen(
            bron=aanvraag,
            voorziening=_voorziening(plek),
            school=aanvraag.school,
            van=aanvraag.van,
            tot=aanvraag.tot,
            sleutel=f"aanvraag:{aanvraag.pk}",
            door=door,
            aangevraagd_op=aanvraag.ingediend_op,
        )
        return [
            f"U meldde de leerling aan voor {plek.naam}. {_stand(plaatsing)}",
            f"{plek.beller} neemt contact met u op.",
            plek.erbij,
        ]


def _stand(plaatsing: Plaatsing) -> str:
    if plaatsing.status == Plaatsing.Status.GEPLAATST:
        return f"De leerling heeft een plaats van {datum(plaatsing.van)} tot en met {datum(plaatsing.tot)}."
    return (
        f"De leerling staat op plaats {plaats_in_de_rij(plaatsing)} van de wachtlijst. "
        "U krijgt bericht zodra er een plaats voor de leerling is."
    )


def _voorziening(plek: Plek) -> Voorziening:
    """The facility in the catalogue. Raises Geweigerd when the bureau took it out."""
    voorziening = Voorziening.objects.filter(nummer=plek.nummer).first()
    if voorziening is None:
        raise Geweigerd(f"{plek.naam} staat niet in de catalogus. Vraag de functioneel beheerder om die aan te vullen.")
    return voorziening


def _plek(aanvraag: "Aanvraag") -> Plek:
    return PLEKKEN[aanvraag.antwoorden["plek"]["voorziening"]]


SOORT = Voorzieningaanvraag()
