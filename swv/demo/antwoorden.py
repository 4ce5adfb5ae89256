"""What the schools of the demo typed: invented texts, without a name in them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from aanvragen.soorten import soort_van
from swv.organisaties.models import Leerling

Antwoorden = dict[str, dict[str, Any]]

FRICTIE = (
    (
        "Twee leerlingen uit leerjaar 2 vmbo-kader",
        "Twee leerlingen komen na een lange opname terug op school. Zij starten midden in het jaar.",
        "De leerlingen stonden op de teldatum niet bij ons ingeschreven. Wij krijgen dit jaar geen bekostiging.",
        "De ondersteuningscoördinator begeleidt hen vier uur per week uit de eigen ondersteuningsmiddelen.",
        "8.400,00",
        "168 uur begeleiding × € 50,00 = € 8.400,00",
    ),
    (
        "Een groep van zes nieuwkomers in leerjaar 1",
        "De groep groeide na de herfstvakantie door de opening van een opvanglocatie in de wijk.",
        "De bekostiging voor deze leerlingen begint pas in het nieuwe kalenderjaar.",
        "Wij zetten al een extra docent Nederlands in voor acht uur per week.",
        "14.750,00",
        "295 uur × € 50,00 = € 14.750,00",
    ),
    (
        "Een leerling uit leerjaar 4 havo",
        "De leerling kan het examenjaar alleen halen met een aangepast rooster en één-op-één begeleiding.",
        "De begeleiding valt buiten het arrangement dat de leerling nu heeft.",
        "De mentor en de orthopedagoog van de school begeleiden de leerling drie uur per week.",
        "6.250,00",
        "125 uur × € 50,00 = € 6.250,00",
    ),
)
INNOVATIE = (
    (
        "Samen leren lezen",
        "2",
        "Leerlingen haken af bij lange teksten.",
        "Tutoren uit leerjaar 5 lezen met leerjaar 1.",
        "18.500,00",
    ),
    (
        "Rustplek in de school",
        "1",
        "Leerlingen met veel prikkels vallen uit.",
        "Wij richten een begeleide rustplek in.",
        "25.000,00",
    ),
    (
        "Warme overdracht",
        "3",
        "Leerlingen raken zoek tussen po en vo.",
        "Wij bezoeken elke nieuwe leerling vooraf.",
        "12.000,00",
    ),
    ("Elke dag gezien", "4", "Verzuim wordt te laat opgemerkt.", "Een vast team belt dezelfde dag nog.", "9.999,99"),
)


@dataclass(frozen=True)
class Gesprek:
    """What bureau, school and directeur-bestuurder write about a request of one kind."""

    vraag: str
    antwoord: str
    advies: str
    afwijzen: str
    motivering_afwijzen: str
    motivering_onvolledig: str


GESPREKKEN = {
    "frictiefonds": Gesprek(
        vraag="Stuurt u een berekening per maand? En wie voert de begeleiding uit?",
        antwoord="De berekening staat in de bijlage. Onze eigen orthopedagoog voert de begeleiding uit.",
        advies="De aanvraag past bij de regeling. De school zette eerst eigen middelen in. Advies: toekennen.",
        afwijzen="De school kan dit uit de eigen ondersteuningsmiddelen betalen. Advies: afwijzen.",
        motivering_afwijzen=(
            "U heeft hiervoor nog eigen ondersteuningsmiddelen. Het fonds vult alleen aan als die op zijn."
        ),
        motivering_onvolledig="Zonder de berekening kunnen wij niet beoordelen of het bedrag nodig is.",
    ),
    "innovatiegelden": Gesprek(
        vraag="Welke leerlingen doen mee? En wie leidt het project?",
        antwoord="Er doen veertig leerlingen uit leerjaar 1 en 2 mee. De teamleider onderbouw leidt het project.",
        advies="Het plan past bij de gekozen ambitie en het resultaat is meetbaar. Advies: toekennen.",
        afwijzen="Het plan lijkt op wat de school al doet. Het is niet nieuw genoeg. Advies: afwijzen.",
        motivering_afwijzen="Innovatiegelden zijn voor een nieuwe aanpak. Uw plan zet voort wat de school al doet.",
        motivering_onvolledig="Zonder uw antwoord kunnen wij niet beoordelen voor wie het project is.",
    ),
    "huisonderwijs": Gesprek(
        vraag="Op welke dagen kan de leerling les krijgen? En wie is de contactpersoon op school?",
        antwoord="Dat kan op dinsdag en donderdag, in de ochtend. De mentor is de contactpersoon.",
        advies="De verklaring en het OPP zijn compleet. De uren passen bij de regeling. Advies: toekennen.",
        afwijzen="De leerling kan een deel van de dag naar school. Advies: afwijzen.",
        motivering_afwijzen="Huisonderwijs is voor leerlingen die door ziekte niet naar school kunnen.",
        motivering_onvolledig="Zonder uw antwoord kunnen wij niet beoordelen of huisonderwijs past.",
    ),
    "robot": Gesprek(
        vraag="Heeft de leerling thuis een goede internetverbinding? En wie helpt daar met de tablet?",
        antwoord="Ja, wij hebben de verbinding getest. Een ouder helpt de eerste weken.",
        advies="De leerling volgt zo de lessen en de klas weet ervan. Advies: toekennen.",
        afwijzen="De leerling is binnen een paar weken weer op school. Advies: afwijzen.",
        motivering_afwijzen="De leerling komt binnenkort weer naar school. Een robot is dan niet meer nodig.",
        motivering_onvolledig="Zonder uw antwoord kunnen wij niet beoordelen of de robot bruikbaar is.",
    ),
}


# For kinds without words of their own.
GESPREK = Gesprek(
    vraag="Wie is op uw school de contactpersoon? En wat heeft u al gedaan?",
    antwoord="De ondersteuningscoördinator is de contactpersoon. Wat wij deden, staat in de bijlage.",
    advies="Dit past bij de regels en de school heeft laten zien wat zij al deed.",
    afwijzen="Dit hoort bij de basisondersteuning van de school. Advies: afwijzen.",
    motivering_afwijzen="Wat u vraagt, hoort bij de basisondersteuning die elke school zelf biedt.",
    motivering_onvolledig="Zonder uw antwoord kunnen wij uw aanvraag niet beoordelen.",
)


def dag(moment: date) -> str:
    return f"{moment.day}-{moment.month}-{moment.year}"


def frictiefonds(kans: Random, vandaag: date, leerling: Leerling) -> Antwoorden:
    wie, situatie, geld, eigen, bedrag, som = kans.choice(FRICTIE)
    van = vandaag + timedelta(days=30)
    return {
        "situatie": {
            "voor_wie": wie,
            "situatie": situatie,
            "geen_regulier_geld": geld,
            "eigen_middelen": eigen,
            "andere_financiers": "",
        },
        "bedrag": {
            "van": dag(van),
            "tot": dag(van + timedelta(days=150)),
            "gevraagd_bedrag": bedrag,
            "berekening": som,
        },
    }


def innovatiegelden(kans: Random, vandaag: date, leerling: Leerling) -> Antwoorden:
    titel, ambitie, vraag, aanpak, bedrag = kans.choice(INNOVATIE)
    van = vandaag + timedelta(days=60)
    return {
        "plan": {
            "titel": titel,
            "ambitie": ambitie,
            "vraag": vraag,
            "aanpak": aanpak,
            "resultaat": "Na een jaar doet acht van de tien leerlingen mee zonder extra hulp.",
            "borging": "De werkwijze komt in het schoolplan. De uren staan daarna in de gewone formatie.",
        },
        "bedrag": {
            "van": dag(van),
            "tot": dag(van + timedelta(days=240)),
            "gevraagd_bedrag": bedrag,
            "begroting": "Uren van docenten, scholing en materiaal.",
        },
    }


def leerling_antwoorden(leerling: Leerling) -> dict[str, Any]:
    return {
        "voornaam": leerling.voornaam,
        "tussenvoegsel": leerling.tussenvoegsel,
        "achternaam": leerling.achternaam,
        "geboortedatum": dag(leerling.geboortedatum),
        "leerlingnummer": leerling.leerlingnummer,
    }


def huisonderwijs(kans: Random, vandaag: date, leerling: Leerling) -> Antwoorden:
    van = vandaag + timedelta(days=21)
    uren = kans.choice((2, 3, 4))
    return {
        "leerling": leerling_antwoorden(leerling),
        "uren": {
            "van": dag(van),
            "tot": dag(van + timedelta(days=139)),
            "uren_per_week": str(uren),
            "uren_totaal": str(uren * 20),
            "reden": "De leerling kan de komende maanden niet naar school komen.",
            "doel": "De leerling houdt de kernvakken bij en kan na de zomer weer instromen.",
        },
    }


def robot(kans: Random, vandaag: date, leerling: Leerling) -> Antwoorden:
    van = vandaag + timedelta(days=35)
    return {
        "leerling": leerling_antwoorden(leerling),
        "gebruik": {
            "van": dag(van),
            "tot": dag(van + timedelta(days=120)),
            "reden": "De leerling volgt zo de lessen en houdt contact met de klas.",
            "contact": "De mentor van de klas",
            "klas_ingelicht": "on",
        },
    }


MAKERS = {
    "frictiefonds": frictiefonds,
    "innovatiegelden": innovatiegelden,
    "huisonderwijs": huisonderwijs,
    "robot": robot,
}


def antwoorden_van(soort: str, kans: Random, vandaag: date, leerling: Leerling) -> Antwoorden:
    """What a school of the demo typed: invented texts for some kinds, the example of the kind for the others."""
    if soort in MAKERS:
        return MAKERS[soort](kans, vandaag, leerling)
    voorbeeld = soort_van(soort).voorbeeld(vandaag, leerling_antwoorden(leerling))
    return {onderdeel: {**getypt} for onderdeel, getypt in voorbeeld.items()}
