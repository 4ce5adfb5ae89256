"""What people read about a TLV: where it is now, what an act means and what was done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling
from toelating.blik import Blik, is_uit_beeld
from toelating.models import Verklaring, Verklaringstatus

# The colour of the badge supports the word; see the component statusbadge.
BADGES: dict[str, str] = {
    Verklaringstatus.AFGEGEVEN: "aandacht",
    Verklaringstatus.OPGEHAALD: "info",
    Verklaringstatus.VERZILVERD: "succes",
    Verklaringstatus.BEEINDIGD: "neutraal",
    Verklaringstatus.VERVANGEN: "neutraal",
    Verklaringstatus.VERLOPEN: "neutraal",
    Verklaringstatus.VERVALLEN: "fout",
    Verklaringstatus.INGETROKKEN: "fout",
    Verklaringstatus.HERROEPEN: "fout",
}

GEBEURTENISSEN = {
    "ophalen": "Opgehaald door de school",
    "teruggeven": "Teruggegeven",
    "plaatsen": "Leerling geplaatst",
    "plaatsing_melden": "Leerling geplaatst, vastgelegd door het bureau",
    "plaatsing_verbeteren": "Eerste schooldag verbeterd",
    "plaatsing_ongedaan_maken": "Plaatsing ongedaan gemaakt",
    "overstappen": "Overgestapt naar een andere school",
    "afloop_vastleggen": "Vastgelegd wat hierna komt",
    "terugkeren": "Terug naar een gewone school",
    "terugkeer_ongedaan_maken": "Terugkeer ongedaan gemaakt",
    "intrekken": "Ingetrokken",
    "meegaan": "De leerling blijft op dezelfde school",
    "voortzetten": "De plaatsing loopt door",
    "inkorten": "Eindigt eerder, omdat een andere TLV begint",
    "vervangen": "Vervangen door een andere TLV",
    "laten_verlopen": "Verlopen",
    "laten_vervallen": "Vervallen",
    "herroepen": "Herroepen na bezwaar",
}

# What follows, said before somebody does the act.
UITLEG: Mapping[str, tuple[str, ...]] = {
    "ophalen": (
        "De TLV hoort daarna bij uw school. U ziet de gegevens die u bij DUO registreert.",
        "De zorgplicht gaat pas over als u de plaatsing vastlegt.",
    ),
    "teruggeven": (
        "Een andere school kan de TLV daarna ophalen. De school die de TLV aanvroeg krijgt een mail.",
        "U ziet deze TLV dan niet meer, tenzij hij voor uw school was bedoeld.",
    ),
    "plaatsen": (
        "Uw school heeft de zorgplicht vanaf de eerste schooldag.",
        "De school die de TLV aanvroeg krijgt daarvan een mail.",
    ),
    "plaatsing_melden": (
        "De zorgplicht gaat over naar deze school. De school die de TLV aanvroeg krijgt daarvan een mail.",
        "Gebruik dit als een school zelf geen account heeft, of als DUO de plaatsing meldt.",
    ),
    "plaatsing_ongedaan_maken": (
        "De zorgplicht ligt daarna weer bij de school die de TLV aanvroeg.",
        "De TLV blijft opgehaald door de school. Die kan een nieuwe plaatsing vastleggen of de TLV teruggeven.",
    ),
    "overstappen": (
        "De TLV gaat mee: voor een andere school van dezelfde soort is geen nieuwe TLV nodig.",
        "De school waar de leerling nu zit, krijgt een mail en ziet deze TLV daarna niet meer.",
    ),
    "terugkeren": (
        "De TLV eindigt op de dag ervoor. Wil de leerling later terug, dan is een nieuwe TLV nodig.",
        "Alleen het bureau kan dit ongedaan maken.",
    ),
    "intrekken": (
        "De leerling is niet langer toelaatbaar: de TLV geldt tot en met vandaag.",
        "Het bestuur en de ouders krijgen een brief met de reden. Zij kunnen bezwaar maken.",
        "De school die de TLV heeft, krijgt bericht. Wie de code van de brief controleert, ziet dat ook.",
        "U kunt dit niet terugdraaien. Het nummer wordt nooit opnieuw gebruikt.",
    ),
}

# What is said after the act, to who did it.
GELUKT: Mapping[str, str] = {
    "ophalen": "U heeft de TLV opgehaald. Hieronder staan de gegevens voor DUO.",
    "teruggeven": "U heeft de TLV teruggegeven. De school die hem aanvroeg krijgt een mail.",
    "plaatsen": "De plaatsing is vastgelegd. Uw school heeft nu de zorgplicht.",
    "plaatsing_melden": "De plaatsing is vastgelegd.",
    "plaatsing_verbeteren": "De eerste schooldag is verbeterd.",
    "plaatsing_ongedaan_maken": "De plaatsing is ongedaan gemaakt.",
    "overstappen": "De overstap is vastgelegd. De TLV hoort nu bij de nieuwe school.",
    "afloop_vastleggen": "Vastgelegd.",
    "terugkeren": "De terugkeer is vastgelegd. De TLV is beëindigd.",
    "terugkeer_ongedaan_maken": "De terugkeer is ongedaan gemaakt. De TLV geldt weer.",
    "intrekken": "De TLV is ingetrokken. De brief wordt gemaakt.",
}

GEVAARLIJK = frozenset({"intrekken", "terugkeren", "plaatsing_ongedaan_maken"})
# What brings a TLV further stands apart, on top.
EERST = ("ophalen", "plaatsen")


def gelukt(handeling: Handeling) -> str:
    return GELUKT.get(handeling.naam) or f"{GEBEURTENISSEN.get(handeling.naam, handeling.label)}."


def knopsoort(handeling: Handeling) -> str:
    return "gevaar" if handeling.naam in GEVAARLIJK else "secundair"


@dataclass(frozen=True)
class Stand:
    """Where a TLV is: the badge, what is so, and what comes next."""

    badge: str
    badgesoort: str
    zin: str
    vervolg: str = ""


def stand(verklaring: Verklaring, blik: Blik) -> Stand:
    """Where it is, in words for this reader; it names no school."""
    if is_uit_beeld(blik, verklaring):
        return Stand(str(Verklaringstatus.VERZILVERD.label), "succes", "De leerling heeft een plaats.")
    if verklaring.wacht_op_begin:
        return Stand(
            "Begint later",
            "info",
            f"Deze TLV begint op {datum(verklaring.ingang)}. De leerling zit dan nog op dezelfde school.",
            "Er hoeft niets te gebeuren: de plaatsing loopt vanzelf door.",
        )
    zin, vervolg = _ZINNEN[Verklaringstatus(verklaring.status)](verklaring)
    return Stand(str(verklaring.get_status_display()), BADGES[verklaring.status], zin, vervolg)


def _afgegeven(verklaring: Verklaring) -> tuple[str, str]:
    if verklaring.aanvraag.bekendgemaakt_op is None:
        return "De TLV is afgegeven. De brief wordt nog gemaakt.", "Daarna kan een school de TLV ophalen."
    zin = f"De TLV is afgegeven op {datum(verklaring.afgegeven_op)}. Nog geen school heeft hem opgehaald."
    return zin, _vervalt(verklaring)


def _opgehaald(verklaring: Verklaring) -> tuple[str, str]:
    return "Een school heeft de TLV opgehaald. De leerling is nog niet geplaatst.", _vervalt(verklaring)


def _vervalt(verklaring: Verklaring) -> str:
    voor = verklaring.gebruiken_voor
    if voor is None or voor > verklaring.geldig_tot:
        return ""
    return f"Wordt de TLV niet gebruikt voor {datum(voor)}, dan vervalt hij."


def _verzilverd(verklaring: Verklaring) -> tuple[str, str]:
    geplaatst_op = verklaring.geplaatst_op
    assert geplaatst_op is not None
    zin = f"De leerling zit sinds {datum(geplaatst_op)} op de school met deze TLV."
    if verklaring.is_ingekort:
        return zin, f"Op {datum(verklaring.geldig_tot)} eindigt deze TLV, omdat daarna een andere begint."
    if verklaring.na_afloop:
        return zin, f"{verklaring.get_na_afloop_display()}."
    if verklaring.is_bijna_verlopen(timezone.localdate()):
        return zin, f"De TLV eindigt op {datum(verklaring.geldig_tot)}. Kies dit schooljaar wat er daarna komt."
    return zin, ""


def _geweest(verklaring: Verklaring) -> tuple[str, str]:
    return f"De TLV gold tot en met {datum(verklaring.geldig_tot)}.", ""


_ZINNEN = {
    Verklaringstatus.AFGEGEVEN: _afgegeven,
    Verklaringstatus.OPGEHAALD: _opgehaald,
    Verklaringstatus.VERZILVERD: _verzilverd,
    Verklaringstatus.BEEINDIGD: lambda verklaring: ("De leerling is terug op een gewone school.", ""),
    Verklaringstatus.VERVANGEN: lambda verklaring: ("Een andere TLV kwam in de plaats van deze.", ""),
    Verklaringstatus.VERLOPEN: _geweest,
    Verklaringstatus.VERVALLEN: lambda verklaring: ("Niemand heeft de TLV op tijd gebruikt. Hij geldt niet meer.", ""),
    Verklaringstatus.INGETROKKEN: lambda verklaring: ("De TLV is ingetrokken. Hij geldt niet meer.", ""),
    Verklaringstatus.HERROEPEN: lambda verklaring: ("De TLV is na bezwaar herroepen. Hij geldt niet meer.", ""),
}
