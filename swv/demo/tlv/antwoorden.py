"""What schools, experts and the committee of the demo wrote about TLVs: invented texts, without a name in them."""

from datetime import date, timedelta
from random import Random
from typing import Any

from swv.demo.antwoorden import Antwoorden, dag, leerling_antwoorden
from swv.organisaties.models import Leerling, School
from toelating.models import Soort
from toelating.pro import DOMEINEN

BEHOEFTEN = (
    (
        "De leerling heeft een kleine groep, vaste begeleiders en veel structuur nodig.",
        "Een trajectvoorziening van een half jaar en gesprekken met de schoolpsycholoog. De leerling kwam vaker, maar "
        "bleef "
        "minder dan de helft van de lessen.",
        "In een klas van dertig lukt het niet om de prikkels laag te houden. De extra begeleiding is op.",
        "Kleine groepen, behandeling onder schooltijd en begeleiders die de hele dag in de buurt zijn.",
    ),
    (
        "De leerling leert veel langzamer dan de klas en heeft praktische opdrachten nodig.",
        "Een eigen leerlijn voor drie vakken en een begeleider in de klas voor zes uur per week.",
        "De leerling haalt de doelen van de eigen leerlijn niet en voelt zich alleen.",
        "Onderwijs op het eigen niveau, met leeftijdgenoten die hetzelfde leren.",
    ),
    (
        "De leerling heeft door een lichamelijke beperking hulp nodig bij verplaatsen en verzorging.",
        "Een aangepast rooster, een lift en een begeleider. De hulp is niet op elk moment mogelijk.",
        "Het gebouw en de roosters maken de dag te zwaar. De leerling mist daardoor lessen.",
        "Een aangepast gebouw en verzorging die altijd in de buurt is.",
    ),
)
ADRES = "Voorbeeldlaan 12\n1326 AA Almere"
VRAAG = "Stuurt u het handelingsdeel zoals u dat met de ouders heeft geëvalueerd? En welke doelen zijn gehaald?"
ANTWOORD = "Het geëvalueerde handelingsdeel staat bij de stukken. Twee van de vijf doelen zijn gehaald."
ADVIES_EERSTE = (
    "Ik heb de stukken bestudeerd en de leerling gesproken. De leerling heeft een omgeving nodig die de huidige school "
    "niet "
    "kan bieden. De ingezette hulp paste bij de vraag en had te weinig effect. Ik adviseer de leerling toelaatbaar te "
    "vinden."
)
ADVIES_TWEEDE = (
    "Uit het medisch beeld en de schoolgegevens blijkt dat de belasting van een grote school te hoog is. Een kleine "
    "setting "
    "met dagelijkse begeleiding past beter. Ik adviseer positief."
)
ADVIES_COMMISSIE = (
    "De commissie volgt beide deskundigen. De school heeft laten zien wat zij deed en wat het effect was. De "
    "basisondersteuning "
    "en de extra ondersteuning zijn niet genoeg."
)
AFWIJZING = (
    "De school heeft de trajectvoorziening nog niet ingezet. Wij vinden dat de school dit eerst moet doen en na een "
    "half jaar "
    "bekijkt wat het effect is."
)
AFWIJKING = (
    "Het advies gaat uit van de hulp die tot nu toe is gegeven. Er is sinds september een plek in de "
    "trajectvoorziening van de "
    "eigen school. Die is nog niet geprobeerd."
)
TERUGTREKKEN = "Ik ken het gezin. De dochter van mijn buren zit bij deze leerling in de klas."
CONCEPTADVIES = "Ik heb het handelingsdeel en de observaties gelezen. Vrijdag spreek ik de leerling op school."
OORDEEL_VOORZITTER = "De school heeft veel geprobeerd. Ik mis nog wat de ouders van de duur vinden."
OORDEEL_LID = "De beide adviezen zijn duidelijk. Een kleine groep is nodig."
TERUG_VAN_TAFEL = "In de motivering staat niet wat de ouders van de duur vinden. Vult u dat aan?"
GRONDEN_OUDERS = (
    "Wij zijn het er niet mee eens. Ons kind heeft op deze school al te lang niet geleerd wat het kan leren. De hulp "
    "die nu wordt genoemd, is vorig jaar ook beloofd."
)
GRONDEN_BESTUUR = (
    "De school heeft alle ondersteuning gegeven die zij heeft. Beide deskundigen adviseerden om een TLV te geven. Het "
    "besluit legt niet uit waarom een half jaar extra wel zou helpen."
)
VERSCHOONBAAR = "De brief lag door een verhuizing van het bestuur een week bij het oude adres. Dat is aangetoond."
VERWEER = (
    "Het samenwerkingsverband wees de aanvraag af, omdat er op de eigen school nog een plek in de trajectvoorziening "
    "was.\n\nDe deskundigen kenden die plek nog niet toen zij adviseerden. Wij vinden dat de school deze hulp eerst "
    "moet proberen. Na een half jaar kan de school opnieuw een TLV vragen."
)
LBT = {
    "gegrond": (
        "De commissie vindt het bezwaar gegrond. Het besluit legt niet uit waarom de adviezen van de deskundigen niet "
        "worden gevolgd."
    ),
    "ongegrond": (
        "De commissie vindt het bezwaar ongegrond. Het samenwerkingsverband heeft goed uitgelegd dat er op de eigen "
        "school nog hulp mogelijk is."
    ),
}
WEGING = (
    "Het IQ ligt deels boven de grens, maar de achterstand is op alle domeinen groot en blijvend. De motivering van de "
    "school en "
    "het gesprek met de ouders wijzen dezelfde kant op. Wij laten de achterstand zwaarder wegen."
)
ONVOLLEDIG = "Het geëvalueerde handelingsdeel ontbreekt. Zonder dat stuk kunnen de deskundigen geen advies geven."


def antwoorden(
    kans: Random, vandaag: date, leerling: Leerling, *, soort: str, school: School, ingang: date, tegenstrijdig: bool
) -> Antwoorden:
    """A complete request of one kind, as a school types it. `school` is where the pupil will probably go."""
    periode = {"gevraagde_ingang": dag(ingang), "gevraagde_schooljaren": "1", "reden_duur": ""}
    eigen: dict[str, Antwoorden] = {
        Soort.VSO: {
            "aanvraag": {
                **periode,
                "gevraagde_categorie": kans.choice(("L", "L", "L", "M")),
                "beoogde_school": str(school.pk),
            },
            "ondersteuning": _ondersteuning(kans),
        },
        Soort.VERLENGING: {
            "aanvraag": {
                **periode,
                "bereikt": "De leerling gaat weer elke dag naar school en haalt de doelen voor taal en rekenen.",
                "doelen": "Een diploma vmbo-basis en leren omgaan met drukte.",
                "tijd": "Nog een schooljaar, tot en met het examen.",
                "terugkeer": "Na het examen gaat de leerling naar het mbo. Terug naar een gewone school past niet.",
            }
        },
        Soort.PRO: {
            "aanvraag": {**periode, "gevraagde_schooljaren": "5", "beoogde_school": str(school.pk)},
            "criteria": _criteria(kans, tegenstrijdig),
            "motivering": {
                "motivering": "De leerling leert het best door te doen en heeft veel herhaling nodig.",
                "persoonlijkheid": "",
            },
        },
    }
    return {
        "leerling": _leerling(kans, vandaag, leerling),
        **eigen[soort],
        "ouders": _ouders(leerling, vandaag),
        "stukken": _stukken(vandaag),
    }


def _leerling(kans: Random, vandaag: date, leerling: Leerling) -> dict[str, Any]:
    return {
        **leerling_antwoorden(leerling),
        "ingeschreven_op": dag(date(vandaag.year - 1, 8, 1)),
        "leerjaar": str(kans.choice((1, 2, 3))),
        "niveau": kans.choice(("vmbo-basis", "vmbo-kader", "vmbo-tl", "havo")),
        "postcode4": kans.choice(("1314", "1326", "1335", "1353")),
    }


def _ondersteuning(kans: Random) -> dict[str, Any]:
    behoeften, gedaan, tekort, meerwaarde = kans.choice(BEHOEFTEN)
    return {
        "behoeften": behoeften,
        "gedaan": gedaan,
        "tekort": tekort,
        "meerwaarde": meerwaarde,
        "terugkeer": "Na elk schooljaar bekijken school, ouders en leerling samen of terugkeer kan.",
        "uitstroomprofiel": kans.choice(("1", "2", "3")),
        "iq_van": "",
        "iq_tot": "",
    }


def _criteria(kans: Random, tegenstrijdig: bool) -> dict[str, Any]:
    iq = kans.randrange(62, 76)
    return {
        "iq_van": "78" if tegenstrijdig else str(iq),
        "iq_tot": "86" if tegenstrijdig else str(iq + 4),
        "iq_test": "WISC-V-NL",
        **{f"dle_{domein}": str(kans.randrange(14, 24)) for domein in DOMEINEN},
        **{f"dl_{domein}": "60" for domein in DOMEINEN},
    }


def _ouders(leerling: Leerling, vandaag: date) -> dict[str, Any]:
    return {
        "gezag": "een",
        "ouder_1_naam": f"Ouder van {leerling.voornaam}",
        "ouder_1_adres": ADRES,
        "ouder_1_datum": dag(vandaag - timedelta(days=6)),
        "ouder_1_akkoord": "ja",
        "ouder_1_zienswijze": "Thuis is het rustiger als school goed gaat. Wij hopen op een kleine school in de buurt.",
        "leerling_datum": dag(vandaag - timedelta(days=4)),
        "leerling_akkoord": "ja",
        "leerling_zienswijze": "Ik wil graag een klas waar ik niet steeds hoef op te letten wie er praat.",
    }


def _stukken(vandaag: date) -> dict[str, Any]:
    """Of when the documents are: the plan of last month, the tests of last season."""
    return {
        "datum_opp": dag(vandaag - timedelta(days=40)),
        "datum_didactisch": dag(vandaag - timedelta(days=90)),
        "datum_iq_test": dag(vandaag - timedelta(days=90)),
    }
