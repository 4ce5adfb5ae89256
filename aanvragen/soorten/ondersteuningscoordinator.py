"""Vergoeding ondersteuningscoördinator: a dagdeel a week for who was there often enough. What is enough changed: first
80% of the meetings and three kenniskringen, since 2025 four of the five Expertisedagen."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import cached_property
from django.utils.html import escape

from aanvragen import aanwezigheid
from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import SchooljaarForm, getal_of_niets, zelfde_schooljaar
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.opmaak import euro
from swv.kern.schooljaar import dagen_van, in_woorden, schooljaar

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

NORMEN = ("overleggen_procent", "kenniskringen", "expertisedagen")
BEDRAG = "bedrag_per_schooljaar"  # euros for a dagdeel a week; no source gives it


def genoeg_overleggen(aanwezig: int, gehouden: int, *, procent: int) -> bool:
    """Whether somebody was at so many percent of the meetings that were held; exactly so many is enough."""
    return aanwezig * 100 >= gehouden * procent


def genoeg_keren(aanwezig: int, *, minstens: int) -> bool:
    """Whether somebody was at enough kenniskringen or Expertisedagen."""
    return aanwezig >= minstens


def tekort(aanwezigheid: Mapping[str, Any], norm: Mapping[str, int]) -> Sequence[str]:
    """What is missing for the vergoeding: a Dutch sentence for each condition that is not met.

    `norm` are the limits of one version of the rules, by name (NORMEN). `aanwezigheid` are counts: `expertisedagen`,
    `overleggen`, `overleggen_gehouden`, `kenniskringen`; none or None when nobody stated it.
    """
    zinnen = [
        _tekort_overleggen(
            aanwezigheid.get("overleggen"), aanwezigheid.get("overleggen_gehouden"), norm.get("overleggen_procent")
        ),
        _tekort_keren(aanwezigheid.get("kenniskringen"), norm.get("kenniskringen"), "kenniskringen"),
        _tekort_keren(aanwezigheid.get("expertisedagen"), norm.get("expertisedagen"), "Expertisedagen"),
    ]
    return [zin for zin in zinnen if zin]


def _tekort_overleggen(aanwezig: int | None, gehouden: int | None, procent: int | None) -> str:
    if procent is None:
        return ""
    if aanwezig is None or gehouden is None:
        return "Vul in hoeveel coördinatorenoverleggen er waren, en bij hoeveel de coördinator was."
    if genoeg_overleggen(aanwezig, gehouden, procent=procent):
        return ""
    return f"De coördinator was bij {aanwezig} van de {gehouden} overleggen. Minstens {procent}% is nodig."


def _tekort_keren(aanwezig: int | None, minstens: int | None, woord: str) -> str:
    if minstens is None:
        return ""
    if aanwezig is None:
        return f"Vul in bij hoeveel {woord} de coördinator was."
    if genoeg_keren(aanwezig, minstens=minstens):
        return ""
    return f"De coördinator was bij {aanwezig} {woord}. Er zijn er minstens {minstens} nodig."


def norm_van(regeling: "Regeling") -> Mapping[str, int]:
    """The limits that this version of the rules has."""
    grenzen = {naam: getal_of_niets(regeling, naam) for naam in NORMEN}
    return {naam: int(grens) for naam, grens in grenzen.items() if grens is not None}


def _aantal(label: str, **opties: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=99, required=False, **opties)


class _Hint:
    """How to write a name, and what the portal registered: looked up when somebody reads it, so never asked whether it
    is empty. People typed the names, and a hint is shown as HTML: escaped here."""

    def __init__(self, form: "AanwezigheidForm") -> None:
        self.form = form

    def __str__(self) -> str:
        return escape(f"Voornaam en achternaam. {aanwezigheid.in_zinnen(self.form.standen)}".strip())


class AanwezigheidForm(SchooljaarForm):
    """Asks for what counts now; also for what counted before, when a year to choose from began under other rules.

    Says what the portal registered itself, and begins with that where it is about one person. Both are looked up when
    the page is shown, not when answers are only read."""

    jaren = (-1, 0)
    in_zin = {
        "schooljaar": "het schooljaar",
        "coordinator": "wie de coördinator is",
        "expertisedagen": "het aantal Expertisedagen",
        "overleggen": "het aantal overleggen",
        "overleggen_gehouden": "het aantal overleggen dat er was",
        "kenniskringen": "het aantal kenniskringen",
    }
    NIEUW, OUD = ("expertisedagen",), ("overleggen_gehouden", "overleggen", "kenniskringen")

    coordinator = forms.CharField(label="Voor welke ondersteuningscoördinator?", max_length=120)
    expertisedagen = _aantal("Bij hoeveel Expertisedagen was de coördinator?")
    overleggen_gehouden = _aantal("Hoeveel coördinatorenoverleggen waren er?")
    overleggen = _aantal("Bij hoeveel van deze overleggen was de coördinator?")
    kenniskringen = _aantal("Bij hoeveel kenniskringen was de coördinator?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        norm = norm_van(self.regeling)
        oudste = dagen_van(self.keuzes[0])[0]
        if "kenniskringen" not in norm and oudste >= self.regeling.geldig_van:
            self._laat_weg(self.OUD)
        if "expertisedagen" not in norm:
            self._laat_weg(self.NIEUW)
        else:
            self.fields["expertisedagen"].help_text = f"Minstens {norm['expertisedagen']} zijn nodig."
        for naam in (*self.NIEUW, *self.OUD):
            if naam in self.fields:
                self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]
        if self.dossier is not None:
            self._begin_met_wat_bekend_is()

    def _begin_met_wat_bekend_is(self) -> None:
        self.fields["coordinator"].help_text = _Hint(self)  # type: ignore[assignment]  # shown as its words
        for naam, veld in self.fields.items():
            veld.initial = partial(self._voorstel, naam)

    @cached_property
    def standen(self) -> aanwezigheid.Standen:
        return aanwezigheid.per_jaar(self.dossier.school_id, self.keuzes)

    def _voorstel(self, naam: str) -> Any:
        return aanwezigheid.voorstel(self.standen).get(naam)

    def _laat_weg(self, namen: Sequence[str]) -> None:
        for naam in namen:
            del self.fields[naam]

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        aanwezig, gehouden = gegevens.get("overleggen"), gegevens.get("overleggen_gehouden")
        if aanwezig is not None and gehouden is not None and aanwezig > gehouden:
            self.add_error("overleggen", f"Er waren {gehouden} overleggen. Vul {gehouden} of minder in.")
        dagen, er_waren = gegevens.get("expertisedagen"), getal_of_niets(self.regeling, "expertisedagen_gehouden")
        if dagen is not None and er_waren is not None and dagen > er_waren:
            self.add_error("expertisedagen", f"Er zijn {er_waren} Expertisedagen. Vul {er_waren} of minder in.")
        return gegevens


class Ondersteuningscoordinator(Soort):
    code = "ondersteuningscoordinator"
    naam = "Vergoeding ondersteuningscoördinator"
    groep = Groep.GELD
    inleiding = "Een vergoeding van een dagdeel per week voor uw ondersteuningscoördinator (zorgcoördinator)."
    goed_om_te_weten = (
        "De coördinator was bij genoeg Expertisedagen. Bij het invullen ziet u hoeveel dat er zijn.",
        "Vraag aan als het schooljaar voorbij is, of zodra de coördinator vaak genoeg was.",
        "Heeft u meer coördinatoren? Doe voor elk een aanvraag.",
    )
    kent_bedrag = False
    rekent_kosten = True
    vaste_periode = True
    getallen = {
        "overleggen_procent": "Minstens zoveel procent van de overleggen",
        "kenniskringen": "Minstens zoveel kenniskringen",
        "expertisedagen": "Minstens zoveel Expertisedagen",
        "expertisedagen_gehouden": "Zoveel Expertisedagen zijn er in een schooljaar",
        BEDRAG: "Bedrag per schooljaar in euro's; leeg kost het niets op de begroting",
    }
    hele_getallen = {
        "overleggen_procent": 100,
        "kenniskringen": 99,
        "expertisedagen": 99,
        "expertisedagen_gehouden": 99,
    }
    onderdelen = (Onderdeel("aanwezigheid", "Vul de aanwezigheid in", AanwezigheidForm),)
    bewijsstukken = (
        Bewijsstuk(
            "deelname", "Bewijs van deelname", "Als u het heeft. Het bureau heeft ook lijsten.", verplicht=False
        ),
    )
    regelingen = (
        Eersteregeling(
            geldig_van=date(2021, 8, 1),
            geldig_tot=date(2025, 1, 1),
            getallen={"overleggen_procent": 80, "kenniskringen": 3},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (80% van de overleggen en drie kenniskringen, een dagdeel "
                "per week). Aanname: deze regel geldt voor schooljaren die voor 2025 begonnen. De begrotingspost en "
                f"het bedrag staan niet in de bronnen; de controller vult die in ({BEDRAG})."
            ),
        ),
        Eersteregeling(
            geldig_van=date(2025, 1, 1),
            getallen={"expertisedagen": 4, "expertisedagen_gehouden": 5},
            toelichting=(
                "Bron: jaarplan 2025 (vijf Expertisedagen, minstens vier verplicht, een dagdeel per week). De "
                f"begrotingspost en het bedrag staan niet in de bronnen; de controller vult die in ({BEDRAG})."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "aanwezigheid": {
                "schooljaar": str(schooljaar(vandaag) - 1),
                "coordinator": "S. Yilmaz",
                "expertisedagen": "4",
                "overleggen_gehouden": "10",
                "overleggen": "8",
                "kenniskringen": "3",
            }
        }

    def peildag(self, gegevens: Mapping[str, Any]) -> date | None:
        """The first day of the school year: the rules of then say what is enough."""
        return dagen_van(gegevens["schooljaar"])[0] if "schooljaar" in gegevens else None

    def bekend(self, aanvraag: "Aanvraag", gegevens: Mapping[str, Any]) -> Mapping[str, Any]:
        """Registered attendance counts, also when the school forgot to write it down."""
        return aanwezigheid.bekend(aanvraag, gegevens)

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        zinnen = list(tekort(gegevens, norm_van(regeling)))
        if zinnen:
            zinnen.append("Klopt dit? Dan is er geen vergoeding. Bel het bureau als er een bijzondere reden is.")
        return zinnen

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        van, tot = dagen_van(gegevens["schooljaar"])
        return Kerngegevens(van=van, tot=tot)

    def let_op(self, aanvraag: "Aanvraag") -> Sequence[str]:
        return [
            *aanwezigheid.verschillen(aanvraag, gegevens_van(aanvraag)),
            *self._eerder(aanvraag),
        ]

    def _eerder(self, aanvraag: "Aanvraag") -> Sequence[str]:
        return [
            f"Deze school kreeg voor dit schooljaar al een vergoeding met {ander.kenmerk}. Kijk of het om een andere "
            "coördinator gaat."
            for ander in zelfde_schooljaar(aanvraag).order_by("kenmerk")
        ]

    def verplichting(self, aanvraag: "Aanvraag", bedrag: Decimal | None) -> Decimal | None:
        return self.kosten(aanvraag, bedrag=None, uren=None)

    def kosten(self, aanvraag: "Aanvraag", *, bedrag: Decimal | None, uren: Decimal | None) -> Decimal | None:
        """The amount of the regeling, when the controller has put amount and budget line in it."""
        return aanvraag.regeling.getal(BEDRAG) if _is_geld(aanvraag.regeling) else None

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        assert aanvraag.van is not None
        jaar = in_woorden(schooljaar(aanvraag.van))
        regels = [f"U krijgt een vergoeding van een dagdeel per week voor schooljaar {jaar}."]
        if kosten := self.kosten(aanvraag, bedrag=None, uren=None):
            regels.append(f"Voor dit schooljaar is dat {euro(kosten)}.")
        return regels


def _is_geld(regeling: "Regeling") -> bool:
    return bool(regeling.begrotingspost_code) and BEDRAG in regeling.getallen


SOORT = Ondersteuningscoordinator()
