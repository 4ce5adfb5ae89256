"""Plain questions find what fits, in the words of the catalogue, in other words, and with typing errors."""

import pytest

from voorzieningen.models import Alias, Voorziening, Wijzerstap

pytestmark = pytest.mark.django_db
EERSTE = 5

ANDERS_GEVRAAGD = [
    ("mijn leerling komt niet meer naar school", {27, 33, 55, 85, 9}),
    ("een leerling durft niet naar school te komen", {33}),
    ("hij zit al maanden thuis en niets helpt", {55, 60}),
    ("mijn leerling is ziek", {10, 11, 76}),
    ("kan iemand thuis les geven aan een zieke leerling?", {10}),
    ("leerling wisselt van school", {30}),
    ("onze leerling heeft te weinig uitdaging in de les", {12}),
    ("leerling ziet slecht", {2}),
    ("leerling hoort slecht", {2, 71}),
    ("het is onveilig in de klas", {36, 38}),
    ("docenten willen leren over hoogbegaafdheid", {13}),
    ("mentoren willen leren gesprekken voeren", {6}),
    ("er is geen geld voor deze leerling", {3}),
    ("mijn kind gaat volgend jaar naar de brugklas", {28}),
    ("ik wil een tlv aanvragen", {29, 72}),
    ("lerling komt niet meer nar school", {27, 85, 9}),
    ("leerling is net nieuw in nederland en spreekt de taal niet", {34}),
    ("leerling wil leren met zijn handen", {39, 79}),
    ("veel leerlingen spijbelen en zijn afwezig", {61}),
]


# What people ask in their own words, by rubriek and soort of what fits. None of these stands in the catalogue.
IN_EIGEN_WOORDEN = [
    # aanvragen
    ("onze leerling is bijna blind, wie kan ons adviseren", {2}),
    ("een meisje stottert en verstaat de uitleg niet", {2, 71}),
    ("leerling heeft kanker en mist veel lessen", {9, 10, 11, 76}),
    ("hoe richten we de zorg op school goed in", {14, 70}),
    ("we willen samenwerken met een vso school", {15, 21}),
    ("we krijgen geen bekostiging voor een leerling die net is ingestroomd", {3, 7, 8}),
    ("subsidie voor een vernieuwend project", {5, 12}),
    ("geld voor extra handen in de klas", {4, 26}),
    ("wie betaalt als een leerling uit het vso bij ons instroomt", {8}),
    ("geld voor slimme leerlingen", {12}),
    ("kan een leerling vanuit huis meekijken in de klas", {9}),
    ("tablet om de les op afstand te volgen", {9}),
    ("we willen dat collega's van een andere school bij ons meekijken", {1}),
    ("feedback van andere scholen op onze ondersteuning", {1}),
    ("docent aan huis voor een langdurig zieke leerling", {10}),
    ("leerling ligt in het ziekenhuis en moet toch les krijgen", {10, 11}),
    ("cursus voor mentoren", {6}),
    ("hoe voer ik een goed gesprek met een leerling", {6}),
    ("scholing over slimme leerlingen voor leraren", {13}),
    # collectief
    ("we weten niet meer waar deze leerling naartoe moet", {27}),
    ("iemand die met ons en de ouders meedenkt over de juiste plek", {27, 72}),
    ("leerling durft uit angst het huis niet uit", {33}),
    ("begeleider die in de les komt meekijken bij een lastige groep", {18, 69}),
    ("jongerenwerker op school", {22}),
    ("vso leerling stroomt terug naar regulier", {8, 21}),
    ("advies over plaatsing op het vso", {29}),
    ("wie beslist of een leerling naar het speciaal onderwijs mag", {29}),
    ("lwoo budget", {25}),
    ("hoeveel geld krijgen we per leerling voor ondersteuning", {26}),
    ("uren voor de zorgcoordinator", {32}),
    ("intelligentietest aanvragen", {19}),
    ("is de leerling slim genoeg voor het vmbo of hoort hij op het praktijkonderwijs", {19, 79}),
    ("beroepskeuze en studiekeuze begeleiden", {24}),
    ("samen met het roc een opleiding maken", {20}),
    ("voortijdig schoolverlaten tegengaan", {16}),
    ("welke leerlingen hebben zich nog niet ingeschreven bij het mbo", {16}),
    ("statushouder zonder nederlands wil naar school", {34, 67}),
    ("taalklas voor kinderen uit oekraine", {34}),
    ("leerling moet van school veranderen", {30}),
    ("welke school heeft nog plek in havo 3", {30}),
    ("scholing voor de ondersteuningscoordinator", {23, 54}),
    ("leergang over passend onderwijs", {23}),
    ("de basisschool draagt een leerling over", {31}),
    ("gesprek met de leerkracht van groep 8 over een nieuwe leerling", {31}),
    ("wanneer moet ik mijn kind aanmelden voor de middelbare school", {28}),
    ("loting en plaatsing in de brugklas", {28}),
    ("leerling van pro wil een entree opleiding doen", {17, 88}),
    ("leren en werken op mbo 1 na het praktijkonderwijs", {17, 88}),
    # jaarplan 2025
    ("afspraken over de overgang naar het mbo", {52}),
    ("convenant met het mbo", {52}),
    ("jongere komt zijn kamer niet meer uit en wil niemand spreken", {33, 55, 60}),
    ("niemand krijgt nog contact met deze thuiszitter", {55}),
    ("budget voor samenwerking met het mbo", {53}),
    ("geld voor activiteiten over studiekeuze", {24, 53}),
    ("subsidie voor les aan zml leerlingen in een dagbesteding", {50}),
    ("ik ben de moeder van een kind dat vastloopt", {56}),
    ("waar kunnen ouders terecht met vragen", {56}),
    ("ik ben 14 en wil weten wat mag van school", {57}),
    ("overleg met andere verzuimcoordinatoren", {62}),
    ("collega's ontmoeten die verzuim doen", {62}),
    ("prikkelarme ruimte in het gebouw", {45}),
    ("time-out plek voor een leerling", {45}),
    ("leerling heeft schulden", {59, 66}),
    ("digitaal onderwijs voor thuiszitters", {60}),
    ("les over budgetteren", {66}),
    ("minderjarige vluchteling zonder familie", {67}),
    ("leerlingen zitten niet lekker in hun vel", {68}),
    ("oefenen met oude examens", {51}),
    ("hulp bij het centraal examen", {51}),
    ("voorbeelden van andere scholen over de doorstroom naar het mbo", {65}),
    ("bijeenkomsten voor zorgcoordinatoren", {54}),
    ("leerlingen spijbelen te vaak", {61}),
    ("startkwalificatie is niet haalbaar", {63}),
    ("stageplek voor een leerling van het praktijkonderwijs", {64}),
    ("leerling heeft politie, schulden en problemen thuis", {47, 82}),
    ("leerling met het syndroom van down naar een gewone middelbare school", {46}),
    ("uit huis geplaatste jongere heeft onderwijs nodig", {49}),
    ("nieuwkomer met een trauma en boos gedrag", {48}),
    ("open dag voor groep 8", {58}),
    ("markt waar middelbare scholen zich laten zien", {58}),
    # netwerk
    ("er is een leerling neergestoken op school", {38}),
    ("een ouder bedreigt onze docenten", {38}),
    ("we snappen niet wat er met deze leerling aan de hand is", {27, 41, 43}),
    ("leerling is depressief", {33, 43}),
    ("uren voor de veiligheidscoordinator", {37}),
    ("budget voor een veilige school", {37}),
    ("wat kan een school bieden aan mijn zoon", {35}),
    ("ondersteuningsprofiel van een school lezen", {35}),
    ("leerling verdrinkt in een grote school", {40}),
    ("klas voor kinderen met asperger", {42}),
    ("training over wapens en agressie op school", {36, 38}),
    ("cursus voor de veiligheidscoordinator", {36}),
    ("jongen wil lassen en timmeren", {39}),
    ("leerling, ouders en school komen er samen niet uit", {41}),
    ("jeugdzorg in de school", {44}),
    ("hulpverlener op het vso", {44}),
    # Almere
    ("wie helpt onze school in almere met het ondersteuningsplan", {70}),
    ("visie op ondersteuning in almere opnieuw bedenken", {70}),
    ("doof meisje in almere", {71}),
    ("leerling met een taalontwikkelingsstoornis", {2, 71}),
    ("leerling in almere heeft ass", {74, 75}),
    ("leerling met een chronische ziekte in almere", {76}),
    ("leerling heeft een leerachterstand op het vmbo", {78}),
    ("leerling op het pro kan niet mee in een grote groep", {77}),
    ("gezin en school hebben samen hulpverlening nodig", {41, 44, 83}),
    ("docent in almere weet niet hoe hij met een klas moet omgaan", {69}),
    ("vaste contactpersoon van passend onderwijs in almere", {69}),
    ("geld voor vmbo leerlingen met meerdere problemen", {90}),
    ("extra budget vmbo in almere", {90}),
    ("leerling bespreken met leerplicht en jeugdarts", {84}),
    ("thuiszitter aanmelden bij leerplicht in almere", {85}),
    ("tijdelijk naar een andere plek om later terug te gaan naar het vmbo", {73}),
    ("leerling is met een mes betrapt en moet direct weg", {38, 86}),
    ("leerling is geschorst en er moet vandaag een plek komen", {86}),
    ("school die van vroeg tot laat open is", {82}),
    ("leerling in almere past in geen enkele opleiding en heeft maatwerk nodig", {87}),
    ("entree opleiding in almere", {88}),
    ("waar kan ik in almere terecht met een vraag over plaatsing", {72}),
    ("loket van het samenwerkingsverband in almere", {72}),
    ("leerling leert langzaam en wil later een baan zonder diploma", {63, 79}),
    ("middelbare school voor zml", {80}),
    ("school voor jongeren met adhd en agressie", {81}),
    ("dossier digitaal overdragen", {89}),
    ("gegevens van een leerling sturen naar het mbo", {89}),
]


def _nummers(vraag: str) -> list[int]:
    return list(Voorziening.objects.geldig().zoeken(vraag).values_list("nummer", flat=True)[:EERSTE])


@pytest.mark.parametrize(("vraag", "passend"), ANDERS_GEVRAAGD)
def test_question_in_other_words_gives_what_fits_among_the_first(
    catalogus: None, vraag: str, passend: set[int]
) -> None:
    assert passend & set(_nummers(vraag)), _nummers(vraag)


def test_question_in_own_words_gives_what_fits_among_the_first(catalogus: None) -> None:
    gemist = [(vraag, antwoord) for vraag, past in IN_EIGEN_WOORDEN if not past & set(antwoord := _nummers(vraag))]

    assert gemist == []


def test_questions_in_own_words_are_not_those_of_the_catalogue_and_cover_every_kind_for_vo(catalogus: None) -> None:
    vragen = [*ANDERS_GEVRAAGD, *IN_EIGEN_WOORDEN]
    van_catalogus = {naam.lower().rstrip("?") for naam in Alias.objects.values_list("naam", flat=True)}
    van_vo = Voorziening.objects.exclude(rubriek="po ter vergelijking")

    per_soort: dict[tuple[str, str], int] = {}
    for nummer, rubriek, soort in van_vo.values_list("nummer", "rubriek", "soort"):
        per_soort.setdefault((rubriek, soort), 0)
        per_soort[rubriek, soort] += sum(nummer in past for _, past in vragen)

    assert not van_catalogus & {vraag for vraag, _ in vragen}
    assert {soort: aantal for soort, aantal in per_soort.items() if aantal < 2} == {}


def test_each_question_of_the_catalogue_gives_its_own_entry_among_the_first(catalogus: None) -> None:
    vragen = Alias.objects.filter(soort=Alias.Soort.VRAAG).values_list("naam", "voorziening__nummer")

    gemist = [(vraag, nummer) for vraag, nummer in vragen if nummer not in _nummers(vraag)]

    assert gemist == []


@pytest.mark.parametrize(
    ("vraag", "stap"),
    [
        ("mijn leerling komt niet meer naar school", "niet-naar-school"),
        ("ziek", "ziek"),
        ("leerling wisselt van school", "wisselt-van-school"),
        ("leerling heeft te weinig uitdaging", "weinig-uitdaging"),
        ("hoogbegaafd", "weinig-uitdaging"),
        ("onveilig in de klas", "onveilig"),
        ("docenten willen leren", "docenten-leren"),
        ("leerling ziet slecht", "zien-horen-taal"),
    ],
)
def test_question_gives_the_step_of_the_wijzer_to_begin_with(catalogus: None, vraag: str, stap: str) -> None:
    assert stap in list(Wijzerstap.objects.geldig().bij_vraag(vraag).values_list("slug", flat=True)[:3])


def test_question_about_nothing_here_gives_nothing(catalogus: None) -> None:
    assert not Voorziening.objects.zoeken("recept voor pannenkoeken met stroop").exists()
    assert not Wijzerstap.objects.bij_vraag("recept voor pannenkoeken met stroop").exists()
