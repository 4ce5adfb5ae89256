from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from financien import selectors
from financien.aandelenbestand import lees_aandelen
from financien.fouten import BestandKloptNiet, GeenRuimte, JaarGesloten
from financien.models import Aandeel, Verdeling, Verplichting
from financien.services import jaar_afsluiten
from financien.services.verdelen import (
    aandelen_zetten,
    berekenen,
    verdeling_bewaren,
    verdeling_vastleggen,
    verdeling_weggooien,
)
from swv.kern.fouten import VerkeerdeStatus, Verouderd, VoorwaardeNietVervuld
from swv.organisaties.models import Rolsoort
from tests.factories.financien import BegrotingspostFactory, persoon, toekenning
from tests.factories.organisaties import SchoolFactory
from tests.personas import MENSEN, log_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scholen(db):
    return [SchoolFactory(code=code, naam=f"School {code}") for code in ("01AA00", "02BB00", "03CC00")]


@pytest.fixture
def verdeling(post, controller, scholen):
    """100.00 euro a year from August to December over three schools, per month."""
    rij = verdeling_bewaren(
        verdeling=Verdeling(
            post=post,
            soort=Verdeling.Soort.LWOO,
            naam="Lwoo OSB",
            jaarbedrag=Decimal("240.24"),
            van_maand=8,
            tot_maand=12,
            grondslag="aandeel op 1-10-2019",
            door=controller,
        )
    )
    aandelen_zetten(verdeling=rij, gewichten={school.pk: Decimal(1) for school in scholen})
    return opnieuw(rij)


def opnieuw(verdeling: Verdeling) -> Verdeling:
    return Verdeling.objects.select_related("post__jaar").get(pk=verdeling.pk)


def vastleggen(verdeling: Verdeling, **anders):
    return verdeling_vastleggen(
        **{
            "verdeling": verdeling,
            "versie": verdeling.versie,
            "besluit": "ALV 3 juli",
            "door": persoon(Rolsoort.CONTROLLER),
            **anders,
        }
    )


@pytest.mark.parametrize(
    ("van", "tot", "schooljaar"), [(8, 12, 2026), (1, 7, 2025), (7, 7, 2025), (7, 8, None), (1, 12, None)]
)
def test_schooljaar_of_a_distribution_comes_along_into_its_commitments(verdeling, van, tot, schooljaar):
    verdeling.van_maand, verdeling.tot_maand = van, tot
    verdeling_bewaren(verdeling=verdeling)

    vastleggen(opnieuw(verdeling))

    assert set(Verplichting.objects.values_list("schooljaar", flat=True)) == {schooljaar}


# --- The file with shares ----------------------------------------------------------------------------------

CODES = {"01AA00": 1, "02BB00": 2, "03CC00": 3}


@pytest.mark.parametrize(
    "inhoud",
    ["school,aandeel\n01AA00,12.5\n02bb00,0\n", "school;aandeel;naam\n01AA00;12,5;Één\n02BB00;0%;Twee\n"],
)
def test_lees_aandelen_reads_comma_and_semicolon(inhoud):
    assert lees_aandelen(inhoud.encode("cp1252"), "a.csv", CODES) == {1: Decimal("12.5"), 2: Decimal(0)}


@pytest.mark.parametrize(
    ("rijen", "zin"),
    [
        ("99ZZ00,1", "Rij 2, kolom school: '99ZZ00' is geen school van dit samenwerkingsverband."),
        ("01AA00,1\n01AA00,2", "Rij 3, kolom school: 01AA00 staat ook al in rij 2."),
        ("01AA00,-1", "Rij 2, kolom aandeel: een aandeel is niet lager dan nul."),
        ("01AA00,1.00001", "Rij 2, kolom aandeel: '1.00001' is geen aandeel."),
        ("01AA00,", "Rij 2, kolom aandeel: '' is geen aandeel."),
        (",1", "Rij 2, kolom school: vul de BRIN met vestiging in"),
        ("01AA00,=1+1", "Rij 2, kolom aandeel: hier staat een formule."),
    ],
)
def test_lees_aandelen_names_the_row_and_column_that_is_wrong(rijen, zin):
    with pytest.raises(BestandKloptNiet) as fout:
        lees_aandelen(f"school,aandeel\n{rijen}\n".encode(), "a.csv", CODES)

    assert zin in fout.value.zin


def test_lees_aandelen_names_every_wrong_row_at_once():
    with pytest.raises(BestandKloptNiet) as fout:
        lees_aandelen(b"school,aandeel\nXX,1\n01AA00,a\n02BB00,3\n", "a.csv", CODES)

    assert [zin[:5] for zin in fout.value.velden["bestand"]] == ["Rij 2", "Rij 3"]


def test_lees_aandelen_without_the_column_says_which():
    with pytest.raises(BestandKloptNiet, match="ontbreekt: aandeel"):
        lees_aandelen(b"school,gewicht\n01AA00,1\n", "a.csv", CODES)


# --- Working out and booking -------------------------------------------------------------------------------


def test_berekenen_of_five_months_gives_five_twelfths_to_the_cent(verdeling):
    berekening = berekenen(verdeling)

    assert berekening.te_verdelen == Decimal("100.10")
    assert [deel.bedrag for deel in berekening.delen] == [Decimal(b) for b in ("33.37", "33.37", "33.36")]
    assert [termijn.vervaldatum for termijn in berekening.termijnen] == [date(2026, m, 1) for m in range(8, 13)]


def test_vastleggen_awards_every_school_its_part_with_instalments(verdeling, post, scholen):
    gemaakt = vastleggen(verdeling)

    assert [(v.school, v.soort, v.bedrag) for v in gemaakt] == [
        (scholen[0], "lwoo", Decimal("33.37")),
        (scholen[1], "lwoo", Decimal("33.37")),
        (scholen[2], "lwoo", Decimal("33.36")),
    ]
    assert selectors.stand(post).toegekend == Decimal("100.10")
    eerste = list(gemaakt[0].termijnen.values_list("bedrag", "vervaldatum"))
    assert len(eerste) == 5
    assert sum(bedrag for bedrag, _ in eerste) == Decimal("33.37")
    assert (opnieuw(verdeling).is_vastgelegd, opnieuw(verdeling).besluit) == (True, "ALV 3 juli")


def test_vastleggen_again_gives_the_same_awards_and_books_nothing(verdeling, post):
    eerst = vastleggen(verdeling)

    nog_eens = vastleggen(verdeling, versie=99, besluit="")

    assert {v.pk for v in nog_eens} == {v.pk for v in eerst}
    assert selectors.stand(post).toegekend == Decimal("100.10")


def test_vastleggen_without_room_for_all_books_nothing(verdeling, post):
    toekenning(post, "950.00")

    with pytest.raises(GeenRuimte) as fout:
        vastleggen(verdeling)

    assert (fout.value.vrij, fout.value.bedrag) == (Decimal("50.00"), Decimal("100.10"))
    assert Verplichting.objects.count() == 1
    assert not opnieuw(verdeling).is_vastgelegd


def test_vastleggen_leaves_out_a_school_that_gets_no_cent(verdeling, scholen):
    aandelen_zetten(
        verdeling=verdeling, gewichten={scholen[0].pk: Decimal(1_000_000), scholen[1].pk: Decimal("0.0001")}
    )

    gemaakt = vastleggen(opnieuw(verdeling))

    assert [(v.school, v.bedrag) for v in gemaakt] == [(scholen[0], Decimal("100.10"))]


@pytest.mark.parametrize(("anders", "fout"), [({"versie": 1}, Verouderd), ({"besluit": " "}, VoorwaardeNietVervuld)])
def test_vastleggen_of_an_old_preview_or_without_decision_is_refused(verdeling, anders, fout):
    with pytest.raises(fout):
        vastleggen(verdeling, **anders)

    assert not Verplichting.objects.exists()


def test_vastleggen_without_shares_is_refused(verdeling):
    aandelen_zetten(verdeling=verdeling, gewichten={})

    with pytest.raises(VoorwaardeNietVervuld, match="Geen enkele school"):
        vastleggen(opnieuw(verdeling))


def test_vastleggen_on_a_closed_year_is_refused(verdeling, post, controller):
    jaar_afsluiten(jaar=post.jaar, door=controller)

    with pytest.raises(JaarGesloten):
        vastleggen(opnieuw(verdeling))


def test_booked_distribution_can_no_longer_be_changed_or_removed(verdeling, scholen):
    vastleggen(verdeling)

    for doe in (
        lambda: verdeling_bewaren(verdeling=opnieuw(verdeling)),
        lambda: aandelen_zetten(verdeling=verdeling, gewichten={scholen[0].pk: Decimal(5)}),
        lambda: verdeling_weggooien(verdeling=verdeling),
    ):
        with pytest.raises(VerkeerdeStatus, match="al vastgelegd"):
            doe()


def test_database_keeps_a_booked_distribution_and_its_shares(verdeling, scholen):
    vastleggen(verdeling)
    nieuw = Aandeel(verdeling=verdeling, school=SchoolFactory(), gewicht=1)

    for doe in (
        lambda: Verdeling.objects.filter(pk=verdeling.pk).update(jaarbedrag=1),
        lambda: Verdeling.objects.filter(pk=verdeling.pk)._raw_delete("default"),
        lambda: verdeling.aandelen.update(gewicht=7),
        lambda: verdeling.aandelen.all()._raw_delete("default"),
        nieuw.save,
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            doe()


@pytest.mark.parametrize("naam", ["verdeling_gegevens", "verdeling_aandelen"])
def test_page_of_a_booked_distribution_says_so_before_anything_is_typed(ingelogd, verdeling, naam):
    [gemaakt, *_] = vastleggen(verdeling)
    client = ingelogd(Rolsoort.CONTROLLER)

    for antwoord in (client.get(adres(naam, verdeling)), client.post(adres(naam, verdeling), {"naam": "x"})):
        tekst = antwoord.content.decode()
        assert (antwoord.status_code, "al vastgelegd en verandert niet meer" in tekst) == (409, True)
        assert reverse("financien:verplichting", args=[gemaakt.pk]) in tekst


def _legen(tabel: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"TRUNCATE {tabel} CASCADE")


@pytest.mark.parametrize("tabel", ["financien_aandeel", "financien_verdeling"])
def test_emptying_drafts_alone_is_allowed(verdeling, tabel):
    _legen(tabel)

    assert not Aandeel.objects.exists()


@pytest.mark.parametrize("tabel", ["financien_aandeel", "financien_verdeling"])
def test_emptying_is_refused_while_a_distribution_is_booked(verdeling, tabel):
    vastleggen(verdeling)

    with pytest.raises(DatabaseError, match="vastgelegde verdeling"):
        _legen(tabel)


def test_a_draft_beside_a_booked_distribution_can_still_go(verdeling, post, controller, scholen):
    vastleggen(verdeling)
    concept = verdeling_bewaren(
        verdeling=Verdeling(
            post=post, soort="lwoo", naam="Concept", jaarbedrag=Decimal(12), grondslag="telling", door=controller
        )
    )
    aandelen_zetten(verdeling=concept, gewichten={scholen[0].pk: Decimal(1)})

    verdeling_weggooien(verdeling=concept)

    assert [rij.naam for rij in Verdeling.objects.all()] == ["Lwoo OSB"]
    assert Aandeel.objects.count() == 3


def test_weggooien_removes_a_draft_with_its_shares(verdeling):
    verdeling_weggooien(verdeling=verdeling)

    assert not Verdeling.objects.exists()
    assert not Aandeel.objects.exists()


def test_aandelen_zetten_with_a_negative_share_changes_nothing(verdeling, scholen):
    with pytest.raises(VoorwaardeNietVervuld):
        aandelen_zetten(verdeling=verdeling, gewichten={scholen[0].pk: Decimal(-1)})

    assert verdeling.aandelen.count() == 3


def test_period_that_ends_before_it_begins_is_refused(verdeling):
    verdeling.tot_maand = 7

    with pytest.raises(ValidationError, match="De laatste maand ligt voor de eerste"):
        verdeling.full_clean()


# --- The pages ---------------------------------------------------------------------------------------------

LEZEN = [("verdelingen", False), ("verdeling", True)]
SCHRIJVEN = [("verdeling_nieuw", False), ("verdeling_gegevens", True), ("verdeling_aandelen", True)]


def adres(naam: str, verdeling: Verdeling | None = None) -> str:
    return reverse(f"financien:{naam}", args=[verdeling.pk] if verdeling else [])


@pytest.mark.parametrize("wie", MENSEN)
def test_pages_of_distributions_are_for_controller_and_director_and_only_the_controller_writes(
    client, verdeling, personas, wie
):
    log_in(client, getattr(personas, wie))

    for namen, rollen in ((LEZEN, {"controller", "directeur"}), (SCHRIJVEN, {"controller"})):
        for naam, met in namen:
            antwoord = client.get(adres(naam, verdeling if met else None))
            assert antwoord.status_code == (200 if wie in rollen else 403), naam
    if wie != "controller":
        for naam in ("verdeling_vastleggen", "verdeling_weggooien"):
            assert client.post(adres(naam, verdeling), {"versie": 2, "besluit": "x"}).status_code == 403
        assert Verdeling.objects.filter(vastgelegd_op__isnull=True).count() == 1


def test_controller_makes_a_distribution_from_start_to_awards(ingelogd, post, scholen):
    client = ingelogd(Rolsoort.CONTROLLER)
    gegevens = {
        "post": post.pk,
        "soort": "ondersteuningsmiddelen",
        "naam": "Ondersteuningsmiddelen",
        "jaarbedrag": "900,00",
        "van_maand": 1,
        "tot_maand": 12,
        "ritme": 3,
        "grondslag": "aandeel op 1-10-2019",
    }

    antwoord = client.post(adres("verdeling_nieuw"), gegevens)
    verdeling = Verdeling.objects.get()
    assert antwoord["Location"] == adres("verdeling_aandelen", verdeling)
    aandelen = {f"school_{school.pk}": gewicht for school, gewicht in zip(scholen, ("2", "1,0", ""), strict=True)}
    assert client.post(adres("verdeling_aandelen", verdeling), aandelen)["Location"] == adres("verdeling", verdeling)
    tekst = client.get(adres("verdeling", verdeling)).content.decode()
    assert "€\xa0600,00" in tekst
    assert "Er zijn 4 betalingen" in tekst
    client.post(adres("verdeling_vastleggen", verdeling), {"versie": opnieuw(verdeling).versie, "besluit": "ALV"})

    bedragen = Verplichting.objects.order_by("-bedrag").values_list("school__code", "bedrag")
    assert list(bedragen) == [("01AA00", Decimal("600.00")), ("02BB00", Decimal("300.00"))]
    tekst = client.get(adres("verdeling", verdeling)).content.decode()
    assert "2 scholen hebben samen €\xa0900,00 gekregen voor heel 2026" in tekst


def test_aandelen_from_a_file_replace_what_was_typed(ingelogd, verdeling, scholen):
    bestand = SimpleUploadedFile("aandelen.csv", b"school,aandeel\n03CC00,7\n", content_type="text/csv")

    ingelogd(Rolsoort.CONTROLLER).post(
        adres("verdeling_aandelen", verdeling), {"bestand": bestand, f"school_{scholen[0].pk}": "9"}
    )

    assert list(verdeling.aandelen.values_list("school__code", "gewicht")) == [("03CC00", Decimal("7.0000"))]


def test_aandelen_from_a_wrong_file_name_the_rows_and_change_nothing(ingelogd, verdeling):
    bestand = SimpleUploadedFile("a.csv", b"school,aandeel\n09XX00,7\n01AA00,-2\n", content_type="text/csv")

    antwoord = ingelogd(Rolsoort.CONTROLLER).post(adres("verdeling_aandelen", verdeling), {"bestand": bestand})

    tekst = antwoord.content.decode()
    assert "Rij 2, kolom school" in tekst
    assert "Rij 3, kolom aandeel" in tekst
    assert verdeling.aandelen.count() == 3


@pytest.mark.parametrize("typt", ["-1", "veel", "1,23456", "NaN"])
def test_aandelen_typed_wrong_stay_on_the_screen(ingelogd, verdeling, scholen, typt):
    antwoord = ingelogd(Rolsoort.CONTROLLER).post(
        adres("verdeling_aandelen", verdeling), {f"school_{scholen[0].pk}": typt}
    )

    assert f'value="{typt}"' in antwoord.content.decode()
    assert antwoord.context["form"].errors


def test_vastleggen_without_room_says_so_and_keeps_the_decision(ingelogd, verdeling, post):
    toekenning(post, "950.00")

    antwoord = ingelogd(Rolsoort.CONTROLLER).post(
        adres("verdeling_vastleggen", verdeling), {"versie": verdeling.versie, "besluit": "ALV 3 juli"}
    )

    assert antwoord.status_code == 422
    assert "is nog €\xa050,00 vrij. Dat is te weinig voor €\xa0100,10" in antwoord.content.decode()


def test_vastleggen_of_an_old_preview_shows_the_new_one(ingelogd, verdeling):
    antwoord = ingelogd(Rolsoort.CONTROLLER).post(
        adres("verdeling_vastleggen", verdeling), {"versie": 1, "besluit": "ALV 3 juli"}
    )

    tekst = antwoord.content.decode()
    assert antwoord.status_code == 409
    assert "intussen veranderd" in tekst
    assert 'value="ALV 3 juli"' in tekst
    assert f'name="versie" value="{verdeling.versie}"' in tekst


def test_second_distribution_with_the_same_name_on_a_line_is_refused(ingelogd, verdeling, post):
    antwoord = ingelogd(Rolsoort.CONTROLLER).post(
        adres("verdeling_nieuw"),
        {
            "post": post.pk,
            "soort": "lwoo",
            "naam": verdeling.naam,
            "jaarbedrag": "1",
            "van_maand": 1,
            "tot_maand": 1,
            "ritme": 1,
            "grondslag": "x",
        },
    )

    assert "al een verdeling met deze naam" in antwoord.content.decode()


def test_list_of_distributions_is_empty_at_first_and_says_what_to_do(ingelogd):
    assert "Nog geen verdelingen" in ingelogd(Rolsoort.DIRECTEUR).get(adres("verdelingen")).content.decode()


@pytest.mark.parametrize("met", [False, True])
def test_pages_take_as_many_queries_for_more_schools_and_more_distributions(
    ingelogd, verdeling, controller, django_assert_max_num_queries, django_assert_num_queries, met
):
    client = ingelogd(Rolsoort.CONTROLLER)
    pagina = adres("verdeling", verdeling) if met else adres("verdelingen")
    client.get(pagina)
    with django_assert_max_num_queries(12) as eerst:
        client.get(pagina)
    nieuwe = {SchoolFactory().pk: Decimal(n) for n in range(1, 4)}
    aandelen_zetten(verdeling=verdeling, gewichten=nieuwe)
    for naam in "AB":
        ander = Verdeling(post=BegrotingspostFactory(), naam=naam, jaarbedrag=1, door=controller, grondslag="x")
        verdeling_bewaren(verdeling=ander)

    with django_assert_num_queries(len(eerst)):
        client.get(pagina)


def test_school_of_another_region_gets_no_share(ingelogd, verdeling, scholen):
    elders = SchoolFactory(naam="Elders College", is_buiten_regio=True)

    pagina = ingelogd(Rolsoort.CONTROLLER).get(adres("verdeling_aandelen", verdeling)).content.decode()

    assert f"school_{scholen[0].pk}" in pagina
    assert f"school_{elders.pk}" not in pagina
