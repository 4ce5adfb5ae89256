"""Tussentijdse overstap: leerwegondersteuning for a pupil who enters a tussenvoorziening after 1 October, for the
months that are left. Also what a return has in common with it (terugkeer.py): the months, the amount and the area."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import CENT, getal_of_niets, getypt
from swv.invullen.leerling import LeerlingForm, leerlinggegevens
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import DatumField
from swv.kern.opmaak import MAANDEN, datum, euro
from swv.kern.schooljaar import schooljaar

if TYPE_CHECKING:
    from aanvragen.models import Regeling

# A school year counts as ten months (swvadam.nl, ‘geld volgt leerling’). Which ten stands nowhere: September to June is
# our reading (domein.md 2.5), to be confirmed by the customer.
MAANDEN_PER_JAAR = 10
JA_NEE = [("nee", "Nee"), ("ja", "Ja")]
HOOGSTENS_EEN_JAAR = relativedelta(years=1)


def eerste_volle_maand(instroom: date) -> date:
    """The first day of the first month that the pupil is there from its first day."""
    return instroom if instroom.day == 1 else instroom.replace(day=1) + relativedelta(months=1)


def laatste_maand(instroom: date) -> date:
    """The last day of June of the school year of entry."""
    return date(schooljaar(instroom) + 1, 6, 30)


def volle_maanden(instroom: date) -> int:
    """The full months from entry up to and including June: from 0 (after 1 June) to 10 (in August, or on 1 "
    "September)."""
    begin, einde = eerste_volle_maand(instroom), laatste_maand(instroom)
    maanden = (einde.year - begin.year) * 12 + einde.month - begin.month + 1
    return max(0, min(MAANDEN_PER_JAAR, maanden))


def vergoeding(jaarbedrag: Decimal, instroom: date) -> Decimal:
    """A tenth of a yearly amount in euros for each full month that is left, rounded half up to the cent."""
    return (jaarbedrag / MAANDEN_PER_JAAR * volle_maanden(instroom)).quantize(CENT, ROUND_HALF_UP)


def in_gebied(postcode: int, regeling: "Regeling") -> bool:
    """Whether these four digits lie in the area of the regeling: from `postcode_van` up to and with `postcode_tot`, or
    in a second stretch (`postcode_ook_van`, `postcode_ook_tot`). Without any stretch every postcode does."""
    stukken = [("postcode_van", "postcode_tot"), ("postcode_ook_van", "postcode_ook_tot")]
    grenzen = [(regeling.getal(van), regeling.getal(tot)) for van, tot in stukken if van in regeling.getallen]
    return not grenzen or any(van <= postcode <= tot for van, tot in grenzen)


# The postcodes of Amsterdam with Weesp, which belongs to it since 2022.
AMSTERDAM = {"postcode_van": 1000, "postcode_tot": 1109, "postcode_ook_van": 1380, "postcode_ook_tot": 1384}
GEBIED_GETALLEN = {
    "postcode_van": "Gebied: vanaf postcode",
    "postcode_tot": "Gebied: tot en met postcode",
    "postcode_ook_van": "Ook vanaf postcode",
    "postcode_ook_tot": "Ook tot en met postcode",
}
GEBIED_HEEL = dict.fromkeys(GEBIED_GETALLEN, 9999)
AANNAME_GEBIED = (
    "Aanname: een Amsterdamse leerling woont in postcode 1000 tot en met 1109, of 1380 tot en met 1384 (Weesp). "
)
AANNAME_MAANDEN = (
    "Aanname: de tien maanden van een schooljaar zijn september tot en met juni. De begrotingspost staat niet in de "
    "bronnen; de controller vult die in. "
)
LAATST_BEKEND = "Dit zijn de laatst bekende bedragen. Zij gelden tot er een nieuwe regeling met nieuwe bedragen is. "


class InstroomForm(OnderdeelForm):
    """When the pupil came, from where, and where it lives."""

    in_zin = {"instroom": "de dag van instroom", "van_school": "de vorige school", "postcode": "de postcode"}

    instroom = DatumField(
        label="Op welke dag stroomt de leerling in?",
        help_text="De eerste dag van de inschrijving, bijvoorbeeld 15-11-2026. Wij rekenen het bedrag voor u uit. "
        "U ziet het bij de controle.",
    )
    van_school = forms.CharField(label="Van welke school komt de leerling?", max_length=120)
    postcode = forms.RegexField(
        r"^[1-9][0-9]{3}$",
        label="Wat zijn de vier cijfers van de postcode van de leerling?",
        max_length=4,
        help_text="Alleen de cijfers, bijvoorbeeld 1055. De vergoeding is er voor Amsterdamse leerlingen.",
        error_messages={
            "invalid": "Vul alleen de vier cijfers in, bijvoorbeeld 1055.",
            "max_length": "Vul alleen de vier cijfers in, bijvoorbeeld 1055.",
        },
    )

    def clean_instroom(self) -> date:
        dag: date = self.cleaned_data["instroom"]
        if dag < self.peildatum - HOOGSTENS_EEN_JAAR:
            raise forms.ValidationError("De dag van instroom ligt meer dan een jaar terug. Controleer de datum.")
        if dag > self.peildatum + HOOGSTENS_EEN_JAAR:
            raise forms.ValidationError("De dag van instroom ligt meer dan een jaar vooruit. Controleer de datum.")
        if dag <= date(schooljaar(dag), 10, 1):
            raise forms.ValidationError(
                "Deze vergoeding is er voor een leerling die na 1 oktober instroomt. Controleer de datum."
            )
        return dag


class Instroomvergoeding(Soort):
    """An amount for a pupil who enters after 1 October, worked out with the rules of the day of entry."""

    groep = Groep.OVERSTAP
    bewijsstukken = (
        Bewijsstuk(
            "inschrijving",
            "Bewijs van inschrijving",
            "Een uitdraai uit uw administratie met de dag van inschrijving. Zonder BSN.",
        ),
    )

    def jaarbedragen(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[tuple[str, Decimal]]:
        """The yearly amounts that count for this pupil, in euros, each with its name."""
        raise NotImplementedError

    def eenmalig(self, regeling: "Regeling") -> Decimal | None:
        """The one amount in euros that counts instead of months, where the regeling has it."""
        return getal_of_niets(regeling, "eenmalig")

    def peildag(self, gegevens: Mapping[str, Any]) -> date | None:
        return gegevens.get("instroom")

    def bedrag(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Decimal:
        if (vast := self.eenmalig(regeling)) is not None:
            return vast
        som = sum((bedrag for _, bedrag in self.jaarbedragen(gegevens, regeling)), Decimal(0))
        return vergoeding(som, gegevens["instroom"])

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        zinnen = []
        if not in_gebied(int(gegevens["postcode"]), regeling):
            zinnen.append(
                f"Postcode {gegevens['postcode']} ligt buiten het gebied van deze regeling. Controleer de postcode. "
                "Woont de leerling er toch? Bel dan het bureau."
            )
        if not self.bedrag(gegevens, regeling):
            zinnen.append(
                f"Na {datum(gegevens['instroom'])} is er in dit schooljaar geen volle maand meer. "
                "Dan is er geen vergoeding. Controleer de dag van instroom."
            )
        return zinnen

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        """The period is that of the months which are paid, so that each budget year bears its own months."""
        instroom = gegevens["instroom"]
        return Kerngegevens(
            gevraagd_bedrag=self.bedrag(gegevens, regeling),
            van=eerste_volle_maand(instroom),
            tot=max(laatste_maand(instroom), eerste_volle_maand(instroom)),
            leerling=leerlinggegevens(gegevens),
        )

    def berekening(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[tuple[str, str]]:
        instroom = gegevens["instroom"]
        if (vast := self.eenmalig(regeling)) is not None:
            return [("Instroom", datum(instroom)), ("Eenmalig bedrag", euro(vast))]
        delen = self.jaarbedragen(gegevens, regeling)
        som, maanden = sum((bedrag for _, bedrag in delen), Decimal(0)), volle_maanden(instroom)
        samen = [("Samen per jaar", euro(som))] if len(delen) > 1 else []
        return [
            ("Instroom", datum(instroom)),
            ("Volle maanden", _in_maanden(instroom)),
            *((naam, euro(bedrag)) for naam, bedrag in delen),
            *samen,
            ("Vergoeding", f"{euro(som)} : {MAANDEN_PER_JAAR} × {maanden} = {euro(vergoeding(som, instroom))}"),
        ]


def _in_maanden(instroom: date) -> str:
    """7: december 2026 tot en met juni 2027."""
    maanden, begin = volle_maanden(instroom), eerste_volle_maand(instroom)
    if not maanden:
        return "0"
    laatste = laatste_maand(instroom)
    tot = f"{MAANDEN[laatste.month - 1]} {laatste.year}"
    return f"1: {tot}" if maanden == 1 else f"{maanden}: {MAANDEN[begin.month - 1]} {begin.year} tot en met {tot}"


def voorbeeld_instroom(vandaag: date) -> str:
    """15 November of the school year of today, as typed: seven full months."""
    return getypt(date(schooljaar(vandaag), 11, 15))


class OverstapForm(InstroomForm):
    in_zin = {
        **InstroomForm.in_zin,
        "voorziening": "de tussenvoorziening",
        "lwoo": "of de leerling een aanwijzing heeft",
    }

    voorziening = forms.CharField(label="Op welke tussenvoorziening stroomt de leerling in?", max_length=120)
    lwoo = forms.ChoiceField(
        label="Heeft de leerling een aanwijzing voor leerwegondersteuning (lwoo)?",
        choices=JA_NEE,
        widget=forms.RadioSelect,
    )


class Overstap(Instroomvergoeding):
    code = "overstap"
    naam = "Tussentijdse overstap naar een tussenvoorziening"
    inleiding = (
        "Geld voor leerwegondersteuning als een Amsterdamse leerling na 1 oktober instroomt op een tussenvoorziening."
    )
    goed_om_te_weten = (
        "De school die de leerling ontvangt, vraagt aan.",
        "U krijgt een tiende van het jaarbedrag voor elke volle maand tot en met juni.",
        "U hoeft geen bedrag in te vullen. Wij rekenen het uit.",
    )
    getallen = {
        "jaarbedrag_lwoo": "Jaarbedrag leerwegondersteuning in euro's",
        "alleen_zonder_lwoo": "Alleen zonder lwoo-aanwijzing: 1 is ja, 0 is nee",
        **GEBIED_GETALLEN,
    }
    hele_getallen = {"alleen_zonder_lwoo": 1, **GEBIED_HEEL}
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("overstap", "Vul de overstap in", OverstapForm),
    )
    regelingen = (
        Eersteregeling(
            geldig_van=date(2023, 1, 1),
            geldig_tot=date(2024, 1, 1),
            getallen={"jaarbedrag_lwoo": "5187.62", "alleen_zonder_lwoo": 1, **AMSTERDAM},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (leerwegondersteuning voor de resterende maanden) en "
                "swvadam.nl (‘geld volgt leerling’ 2023: € 4.988,21 + € 199,41; een schooljaar telt tien maanden; "
                f"alleen voor een leerling zonder lwoo-aanwijzing). {AANNAME_MAANDEN}{AANNAME_GEBIED}"
            ),
        ),
        Eersteregeling(
            geldig_van=date(2024, 1, 1),
            getallen={"jaarbedrag_lwoo": "5486.57", "alleen_zonder_lwoo": 1, **AMSTERDAM},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband en swvadam.nl (‘geld volgt leerling’ 2024). "
                f"{LAATST_BEKEND}{AANNAME_MAANDEN}{AANNAME_GEBIED}"
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "overstap": {
                "instroom": voorbeeld_instroom(vandaag),
                "van_school": "Een school voor vmbo in de buurt",
                "postcode": "1055",
                "voorziening": "De Tussenstap",
                "lwoo": "nee",
            },
        }

    def jaarbedragen(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[tuple[str, Decimal]]:
        return [("Jaarbedrag leerwegondersteuning", regeling.getal("jaarbedrag_lwoo"))]

    def controles(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Sequence[str]:
        zinnen = list(super().controles(gegevens, regeling))
        if gegevens["lwoo"] == "ja" and getal_of_niets(regeling, "alleen_zonder_lwoo"):
            zinnen.append(
                "Deze vergoeding is er alleen voor een leerling zonder aanwijzing voor lwoo. U vulde in dat de "
                "leerling een aanwijzing heeft. Controleer dat. Twijfelt u? Bel dan het bureau."
            )
        return zinnen


SOORT = Overstap()
