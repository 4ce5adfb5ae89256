"""The first version of the rules per procedure, with the source of each. Later versions are made in the admin."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from swv.termijnen.tarieven import tarieven_laden
from toelating.models import (
    Eis,
    Soort,
    Stuk,
    Stukeis,
    Tekstblok,
    Toelatingsregeling,
)

GELDIG_VAN = date(2025, 8, 1)

GRONDSLAG_VSO = (
    "Dit besluit berust op artikel 2.47 van de Wet voortgezet onderwijs 2020 en artikel 40 van de Wet op de "
    "expertisecentra."
)
GRONDSLAG_PRO = (
    "Dit besluit berust op artikel 2.47 van de Wet voortgezet onderwijs 2020 en op de landelijke criteria voor "
    "praktijkonderwijs in het Uitvoeringsbesluit WVO 2020."
)
RECHTSMIDDEL = (
    "Ouders, het schoolbestuur en andere belanghebbenden kunnen bezwaar maken. Stuur uw bezwaar binnen zes weken na de "
    "dag waarop wij deze brief hebben verstuurd aan het samenwerkingsverband. Zet in uw bezwaar uw naam en adres, de "
    "datum, het kenmerk van deze brief en waarom u het niet met het besluit eens bent. Zet uw handtekening eronder.\n\n"
    "Wij vragen over uw bezwaar advies aan de Landelijke Bezwaaradviescommissie Toelaatbaarheidsverklaring (LBT).\n\n"
    "Het besluit blijft gelden zolang er nog niet op uw bezwaar is beslist. Kunt u daar niet op wachten? Dan kunt u de "
    "rechtbank om een voorlopige voorziening vragen."
)
VERVOLG_VSO = (
    "De school voor voortgezet speciaal onderwijs beslist zelf of zij de leerling toelaat. Zij kan de verklaring in "
    "het "
    "portaal ophalen. Tot de leerling is geplaatst, houdt de huidige school de zorgplicht."
)
VERVOLG_PRO = (
    "De school voor praktijkonderwijs beslist zelf of zij de leerling toelaat. Tot de leerling is geplaatst, houdt de "
    "huidige school de zorgplicht."
)
VERVOLG_VERDER = (
    "Zit de leerling nog op dezelfde school als deze verklaring ingaat? Dan loopt de plaatsing vanzelf door en houdt "
    "die school de zorgplicht. De school registreert het nummer van deze verklaring bij DUO."
)
LAATSTE_JAAR = (
    "In het laatste schooljaar van deze verklaring kiest de school samen met ouders en leerling: terug naar een gewone "
    "school, naar een andere vorm van onderwijs, of een nieuwe verklaring aanvragen met doelen en de tijd die nodig is."
)
CRITERIA_VSO = (
    "Een leerling is toelaatbaar tot het voortgezet speciaal onderwijs als de basisondersteuning en de extra "
    "ondersteuning van de school niet genoeg zijn om de leerling verder te helpen. De school laat zien wat de leerling "
    "nodig heeft, wat zij heeft gedaan en wat daarvan het effect was.\n\n"
    "De categorie volgt uit wat de leerling nodig heeft. Laag: zeer moeilijk lerend, psychiatrie, gedrag of een "
    "verstandelijke beperking. Midden: een lichamelijke beperking. Hoog: een ernstige meervoudige beperking.\n\n"
    "Een verklaring is tijdelijk en geldt ten minste een heel schooljaar. Langer kan als dat nodig is, met redenen."
)
CRITERIA_PRO = (
    "De criteria voor praktijkonderwijs zijn landelijk. De leerling heeft een IQ van 55 tot en met 80, en daarbij "
    "een leerachterstand van ten minste 0,5 op twee of meer van deze domeinen: inzichtelijk rekenen, begrijpend lezen, "
    "technisch lezen en spellen. Een daarvan is inzichtelijk rekenen of begrijpend lezen. De leerachterstand is 1 min "
    "het didactisch leeftijdsequivalent (DLE) gedeeld door de didactische leeftijd (DL).\n\n"
    "Spreken deze gegevens elkaar tegen? Dan wegen wij ze en schrijven wij op waarom."
)
BEROEP = (
    "U kunt in beroep gaan bij de rechtbank, sector bestuursrecht. Welke rechtbank dat is, hangt af van uw woonplaats. "
    "Doe dit binnen zes weken na de dag waarop wij deze brief hebben verstuurd. Stuur een kopie van deze brief mee. "
    "Zet in uw beroepschrift uw naam en adres, de datum, tegen welke beslissing u in beroep gaat en waarom. Zet uw "
    "handtekening eronder. Voor beroep betaalt u griffierecht.\n\n"
    "Kunt u niet wachten op de uitspraak? Dan kunt u de rechtbank ook om een voorlopige voorziening vragen."
)
# What goes for every procedure: articles of the Awb.
ALGEMEEN = {
    "rechtsmiddel": RECHTSMIDDEL,
    "beroep": BEROEP,
    "grondslag_buiten_behandeling": (
        "Een aanvraag die niet compleet is, mogen wij buiten behandeling laten. Dat staat in artikel 4:5 van de "
        "Algemene wet bestuursrecht."
    ),
    "grondslag_uitstel": "Dat wij u dit laten weten, staat in artikel 4:14 van de Algemene wet bestuursrecht.",
    # No article of law was found for this one.
    "grondslag_intrekking": (
        "Wij beslissen of een leerling toelaatbaar is. Als daar goede redenen voor zijn, kunnen wij een verklaring ook "
        "intrekken."
    ),
}
AANNAMES = (
    "De artikelnummers zijn die van de WVO 2020 en moeten door een jurist worden nagekeken. Termijnen voor aanvulling "
    "(10 werkdagen), advies en zienswijze zijn eigen beleid."
)


@dataclass(frozen=True)
class Stukregel:
    """One line of the checklist."""

    stuk: Stuk
    eis: Eis = Eis.VERPLICHT
    maanden: int | None = None
    gevolg: str = ""
    uitleg: str = ""

    def rij(self, regeling: Toelatingsregeling, volgorde: int) -> Stukeis:
        return Stukeis(
            regeling=regeling,
            stuk=self.stuk,
            eis=self.eis,
            hoogstens_maanden=self.maanden,
            is_weigerbaar=bool(self.gevolg),
            gevolg=self.gevolg,
            uitleg=self.uitleg,
            volgorde=volgorde,
        )


ZONDER_ONDERZOEK = "De deskundigen adviseren dan zonder dit onderzoek. Dat kan het advies minder zeker maken."
ZONDER_IQ = "Zonder IQ kunnen wij de landelijke criteria niet toetsen. Wij wegen dan wat er wel is."

STUKKEN: dict[str, tuple[Stukregel, ...]] = {
    Soort.VSO: (
        Stukregel(Stuk.OPP, uitleg="Het OPP met het handelingsdeel zoals dat is geëvalueerd."),
        Stukregel(Stuk.DIDACTISCH, uitleg="De laatste toetsgegevens."),
        Stukregel(Stuk.TLO_VERSLAG, uitleg="Met wie erbij was en wat er is afgesproken."),
        Stukregel(Stuk.IQ_TEST, Eis.GEVRAAGD, 24, gevolg=ZONDER_ONDERZOEK),
        Stukregel(Stuk.VRAGENLIJSTEN, Eis.GEVRAAGD, gevolg=ZONDER_ONDERZOEK),
    ),
    Soort.VERLENGING: (
        Stukregel(Stuk.OPP, maanden=3, uitleg="Het OPP met het handelingsdeel zoals dat is geëvalueerd."),
        Stukregel(Stuk.MOTIVERING, uitleg="Van de commissie voor de begeleiding: doelen en tijd."),
    ),
    Soort.CATEGORIE: (
        Stukregel(Stuk.OPP, maanden=3),
        Stukregel(Stuk.MOTIVERING, uitleg="Van de commissie voor de begeleiding."),
        Stukregel(Stuk.IQ_TEST, Eis.GEVRAAGD, 24, gevolg=ZONDER_ONDERZOEK),
    ),
    Soort.PRO: (
        Stukregel(Stuk.DIDACTISCH, maanden=12, uitleg="Met de leerachterstand per domein."),
        Stukregel(Stuk.IQ_TEST, maanden=24, gevolg=ZONDER_IQ, uitleg="Met een test van de landelijke lijst."),
        Stukregel(Stuk.ZIENSWIJZE, Eis.GEVRAAGD, uitleg="Een brief van de ouders, als zij die hebben geschreven."),
        Stukregel(Stuk.PERSOONLIJKHEID, Eis.GEVRAAGD, gevolg=ZONDER_ONDERZOEK),
    ),
}

REGELINGEN: dict[str, dict[str, Any]] = {
    Soort.VSO: {
        "criteria": CRITERIA_VSO,
        "grondslag": GRONDSLAG_VSO,
        "vervolgtekst": VERVOLG_VSO,
        "laatste_jaar": LAATSTE_JAAR,
        "toelichting": f"Bron: ondersteuningsplan VO Almere 2018-2022 en jaarplan 2025. {AANNAMES}",
    },
    Soort.VERLENGING: {
        "criteria": CRITERIA_VSO,
        "grondslag": GRONDSLAG_VSO,
        "vervolgtekst": VERVOLG_VERDER,
        "laatste_jaar": LAATSTE_JAAR,
        "met_deskundigen": False,
        "met_commissie": False,
        "gewone_duur": 2,
        "toelichting": (
            "De korte route: zonder deskundigen en commissie, op doelen, tijd en perspectief op terugkeer. Praktijk "
            "van "
            f"andere samenwerkingsverbanden; de wet vraagt advies van deskundigen. {AANNAMES}"
        ),
    },
    Soort.CATEGORIE: {
        "criteria": CRITERIA_VSO,
        "grondslag": GRONDSLAG_VSO,
        "vervolgtekst": VERVOLG_VERDER,
        "laatste_jaar": LAATSTE_JAAR,
        "toelichting": f"Een andere categorie vraagt nieuw advies van beide deskundigen. {AANNAMES}",
    },
    Soort.PRO: {
        "criteria": CRITERIA_PRO,
        "grondslag": GRONDSLAG_PRO,
        "vervolgtekst": VERVOLG_PRO,
        "met_commissie": False,
        "gewone_duur": 6,
        "vervalt_na_maanden": 24,
        "toelichting": (
            "Landelijke criteria. Een TLV praktijkonderwijs geldt voor de hele schoolloopbaan in het "
            "praktijkonderwijs. "
            f"Het nummer komt uit dezelfde reeks als vso: niet bevestigd. {AANNAMES}"
        ),
    },
}

TEKSTBLOKKEN: tuple[tuple[str, str, str], ...] = (
    (
        Tekstblok.Uitkomst.AFGEVEN,
        "Ondersteuning past niet meer op de eigen school",
        "De school heeft laten zien welke ondersteuning {voornaam} kreeg en wat daarvan het effect was. De "
        "basisondersteuning "
        "en de extra ondersteuning zijn niet genoeg. Wij vinden daarom dat {voornaam} is aangewezen op {onderwijs}.",
    ),
    (
        Tekstblok.Uitkomst.AFGEVEN,
        "Ouders zijn het eens",
        "De ouders en de school zijn het eens over deze stap. Wij hebben geen reden om daar anders over te denken.",
    ),
    (
        Tekstblok.Uitkomst.AFWIJZEN,
        "Nog niet alles geprobeerd",
        "Uit de stukken blijkt niet dat de school de extra ondersteuning heeft ingezet die {voornaam} nodig heeft. Wij "
        "vinden "
        "dat de school dit eerst moet doen.",
    ),
    (
        Tekstblok.Uitkomst.BUITEN_BEHANDELING,
        "Stukken ontbreken",
        "Wij vroegen om stukken die nodig zijn voor het besluit. Die hebben wij niet op tijd gekregen. Zonder die "
        "stukken "
        "kunnen de deskundigen geen advies geven.",
    ),
)


@transaction.atomic
def regelingen_laden() -> int:
    """Make the first version of each procedure that has none yet, with its checklist and the text blocks, and the
    amounts of a dwangsom. Returns how many procedures were made; a second time none."""
    tarieven_laden()
    bekend = set(Toelatingsregeling.objects.values_list("soort", flat=True))
    nieuw = [soort for soort in REGELINGEN if soort not in bekend]
    for soort in nieuw:
        regeling = Toelatingsregeling(soort=soort, geldig_van=GELDIG_VAN, **ALGEMEEN, **REGELINGEN[soort])
        regeling.save()
        Stukeis.objects.bulk_create(regel.rij(regeling, nummer) for nummer, regel in enumerate(STUKKEN[soort]))
    if not Tekstblok.objects.exists():
        Tekstblok.objects.bulk_create(
            Tekstblok(uitkomst=uitkomst, naam=naam, tekst=tekst, volgorde=nummer, geldig_van=GELDIG_VAN)
            for nummer, (uitkomst, naam, tekst) in enumerate(TEKSTBLOKKEN)
        )
    return len(nieuw)
