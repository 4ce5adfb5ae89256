"""What a school reads before it begins: what each kind of request is, how it goes, and what parents have to do."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from swv.invullen.onderdelen import Bewijsstuk
from toelating.models import Soort, Toelatingsregeling
from toelating.models.regeling import GAAT_VERDER_OP, VERVOLGSOORTEN
from toelating.onderdelen import ONDERDELEN, bewijsstukken_van
from toelating.onderdelen.basis import jaren_in_woorden

OUDERS = (
    "Ouders hoeven niet te tekenen. U bespreekt de aanvraag met elke ouder met gezag en met de leerling, en schrijft "
    "op wat zij vinden. Zij krijgen een kopie van het advies en de brief met het besluit. Zij kunnen bezwaar maken."
)
WIE_BESLUIT = "de directeur-bestuurder van het samenwerkingsverband, of wie daarvoor een mandaat heeft"


@dataclass(frozen=True)
class Soortuitleg:
    """One kind of request in words."""

    soort: Soort
    inleiding: str
    goed_om_te_weten: tuple[str, ...]

    @property
    def code(self) -> str:
        return self.soort.value

    @property
    def naam(self) -> str:
        return str(self.soort.label)

    @property
    def is_vervolg(self) -> bool:
        """Begins from a TLV of a pupil who is placed at the own school."""
        return self.soort in VERVOLGSOORTEN

    @property
    def kan_verder(self) -> bool:
        """May begin from a TLV."""
        return self.soort in GAAT_VERDER_OP


ANDERE_REGIO = (
    "Woont de leerling in een andere regio? Dan beslissen wij toch, zolang de leerling op uw school is ingeschreven."
)
VSO_BESLIST = "De vso-school beslist zelf of zij de leerling toelaat. Tot die tijd houdt uw school de zorgplicht."

UITLEG: dict[str, Soortuitleg] = {
    Soort.VSO: Soortuitleg(
        Soort.VSO,
        "Voor een leerling die meer ondersteuning nodig heeft dan uw school kan bieden. Met een "
        "toelaatbaarheidsverklaring (TLV) kan een school voor voortgezet speciaal onderwijs de leerling toelaten.",
        (
            "U vraagt aan voor een leerling die nu op uw school is ingeschreven.",
            ANDERE_REGIO,
            VSO_BESLIST,
            "Cluster 1 en 2 (zien, horen, taal) hebben een eigen toelating. Daarvoor vraagt u hier geen TLV aan.",
            "Een leerling die is opgenomen in een residentiële instelling, heeft geen TLV nodig voor het vso daar.",
        ),
    ),
    Soort.VERLENGING: Soortuitleg(
        Soort.VERLENGING,
        "Voor een leerling op uw vso-school van wie de TLV afloopt en die nog niet terug kan naar een gewone school.",
        (
            "U begint vanaf de TLV. Wat wij al weten van de leerling, staat er dan in.",
            "In het laatste schooljaar kiest u samen met ouders en leerling: terug naar een gewone school, een andere "
            "school, of een verlenging.",
        ),
    ),
    Soort.CATEGORIE: Soortuitleg(
        Soort.CATEGORIE,
        "Voor een leerling op uw vso-school van wie de ondersteuning is veranderd, zodat een andere "
        "bekostigingscategorie past.",
        (
            "U begint vanaf de TLV. Die blijft gelden tot de dag waarop de nieuwe ingaat.",
            "Beide deskundigen geven opnieuw advies.",
        ),
    ),
    Soort.PRO: Soortuitleg(
        Soort.PRO,
        "Voor een leerling die het best leert in het praktijkonderwijs. Het besluit volgt landelijke criteria voor IQ "
        "en leerachterstand.",
        (
            "U vraagt aan voor een leerling die bij uw school is ingeschreven of aangemeld.",
            ANDERE_REGIO,
            "Het portaal rekent de leerachterstand uit. U ziet elke stap voordat u verstuurt.",
            "De school voor praktijkonderwijs beslist zelf of zij de leerling toelaat.",
        ),
    ),
}


@dataclass(frozen=True)
class Soortkeuze:
    """A kind as the school can choose it today; `regeling` is None while it is closed."""

    uitleg: Soortuitleg
    regeling: Toelatingsregeling | None

    @property
    def adres(self) -> str:
        """Where it begins; nothing while it is closed."""
        return f"{reverse('toelating:starten')}?soort={self.uitleg.code}" if self.regeling else ""

    @cached_property
    def stukken(self) -> Sequence[Bewijsstuk]:
        """What one needs at hand."""
        return bewijsstukken_van(self.regeling) if self.regeling else ()

    @property
    def nodig(self) -> list[str]:
        """The documents without which nothing can be sent."""
        return [stuk.label for stuk in self.stukken if stuk.verplicht]

    @property
    def route(self) -> list[str]:
        return route(self.regeling) if self.regeling else []

    @property
    def onderdelen(self) -> list[str]:
        return [deel.titel for deel in ONDERDELEN[self.uitleg.code]]


def route(regeling: Toelatingsregeling, *, via_bestuur: bool = True) -> list[str]:
    """How a request goes, step by step, until the decision."""
    stappen = ["Uw schoolbestuur tekent mee en dient de aanvraag in."] if via_bestuur else []
    stappen.append(
        "Het bureau kijkt of alles er is. Ontbreekt er iets, dan vragen wij u om een aanvulling. De termijn staat dan "
        "stil."
    )
    if regeling.met_deskundigen:
        stappen.append("Twee deskundigen geven elk een eigen advies.")
    if regeling.met_commissie:
        stappen.append("De toelatingsadviescommissie geeft advies.")
    elif not regeling.met_deskundigen:
        stappen.append("Het bureau geeft advies.")
    stappen.append("De ouders krijgen een kopie van het advies.")
    stappen.append(f"Het besluit neemt {WIE_BESLUIT}.")
    return stappen


def hoe_lang(regeling: Toelatingsregeling) -> str:
    """How long it takes, and for how long it usually counts."""
    weken = "1 week" if regeling.beslistermijn_weken == 1 else f"{regeling.beslistermijn_weken} weken"
    gewoon = jaren_in_woorden(regeling.gewone_duur)
    return (
        f"Het besluit komt binnen {weken} nadat u de aanvraag heeft ingediend. Een TLV geldt meestal {gewoon} en "
        "eindigt altijd op 31 juli. Langer kan, als u uitlegt waarom."
    )
