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


def _nummers(vraag: str) -> list[int]:
    return list(Voorziening.objects.geldig().zoeken(vraag).values_list("nummer", flat=True)[:EERSTE])


@pytest.mark.parametrize(("vraag", "passend"), ANDERS_GEVRAAGD)
def test_question_in_other_words_gives_what_fits_among_the_first(
    catalogus: None, vraag: str, passend: set[int]
) -> None:
    assert passend & set(_nummers(vraag)), _nummers(vraag)


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
