"""Procedures in dated versions and text blocks: who may, what stays as it was, and making a new version."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from swv.kern.fouten import Geweigerd
from swv.kern.versies import nieuwe_versie
from tests.factories.toelating import maak_tlv
from tests.personas import log_in
from tests.toelating.matrix.basis import iedereen
from toelating.admin.regeling import ToelatingsregelingAdmin
from toelating.models import Soort, Status, Tekstblok, Tlvaanvraag, Toelatingsregeling, Veldeis
from toelating.onderdelen import instelbare_vragen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

REGELINGEN = reverse("admin:toelating_toelatingsregeling_changelist")
BLOKKEN = reverse("admin:toelating_tekstblok_changelist")
BUREAU = {"bureau", "bureau_collega", "gemandateerde"}


def pagina(regeling):
    return reverse("admin:toelating_toelatingsregeling_change", args=[regeling.pk])


def nieuw(regeling):
    return reverse("admin:toelating_toelatingsregeling_nieuwe_versie", args=[regeling.pk])


@pytest.fixture
def beheerder(klok, client, wereld):
    return log_in(client, wereld.personas.beheerder)


@pytest.fixture
def vso(klok, wereld):
    return Toelatingsregeling.objects.get(soort=Soort.VSO)


# --- Who may ------------------------------------------------------------------------------------------------------


def test_rules_are_read_by_bureau_and_director_and_changed_by_the_beheerder_only(wereld, vso):
    lezen = BUREAU | {"directeur", "beheerder"}

    for wie, user in iedereen(wereld).items():
        if user is None:
            continue
        client = log_in(Client(), user)
        assert (client.get(REGELINGEN).status_code == 200) == (wie in lezen), wie
        assert (b'name="_save"' in client.get(pagina(vso)).content) == (wie == "beheerder"), wie
        assert (client.get(nieuw(vso)).status_code == 200) == (wie == "beheerder"), wie
        assert (client.post(nieuw(vso), {"vanaf": ""}).status_code == 422) == (wie == "beheerder"), wie
    assert Toelatingsregeling.objects.filter(soort=Soort.VSO).count() == 1


def test_text_blocks_are_changed_by_bureau_and_beheerder_and_read_by_the_director(wereld):
    blok = Tekstblok.objects.first()
    adres = reverse("admin:toelating_tekstblok_change", args=[blok.pk])

    for wie, user in iedereen(wereld).items():
        if user is None:
            continue
        client = log_in(Client(), user)
        schrijft = wie in BUREAU | {"beheerder"}
        assert (client.get(BLOKKEN).status_code == 200) == (schrijft or wie == "directeur"), wie
        assert (b'name="_save"' in client.get(adres).content) == schrijft, wie


# --- A version ------------------------------------------------------------------------------------------------------


def test_every_field_of_a_procedure_stands_on_its_page():
    getoond = {
        veld
        for _, opties in ToelatingsregelingAdmin.fieldsets
        for regel in opties["fields"]
        for veld in ([regel] if isinstance(regel, str) else regel)
    }

    assert getoond == {veld.name for veld in Toelatingsregeling._meta.fields} - {"id"}


def test_version_that_no_dossier_uses_can_be_changed_with_its_documents(beheerder, vso):
    inhoud = beheerder.get(pagina(vso)).content.decode()

    assert 'name="beslistermijn_weken"' in inhoud
    assert 'name="stukeisen-0-stuk"' in inhoud
    assert "Deze versie is in gebruik" not in inhoud


def test_version_of_a_dossier_keeps_its_rules_and_may_be_ended(beheerder, wereld, vso):
    maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    inhoud = beheerder.get(pagina(vso)).content.decode()
    assert "Op deze versie berust: 1 open aanvraag. Daarvoor blijft deze versie gelden." in inhoud
    assert 'name="beslistermijn_weken"' not in inhoud
    assert 'name="stukeisen-0-stuk"' not in inhoud

    leeg = {f"{naam}-{veld}_FORMS": "0" for naam in ("stukeisen", "veldeisen") for veld in ("TOTAL", "INITIAL")}
    beheerder.post(
        pagina(vso), {**leeg, "beslistermijn_weken": "1", "geldig_tot": "1-8-2099", "toelichting": "Nieuw plan."}
    )

    vso.refresh_from_db()
    assert (vso.beslistermijn_weken, vso.stukeisen.count()) == (8, 5)
    assert (vso.geldig_tot, vso.toelichting) == (date(2099, 8, 1), "Nieuw plan.")


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_of_procedures_takes_a_fixed_number_of_queries(beheerder, wereld, aantal, django_assert_num_queries):
    for _ in range(aantal):
        maak_tlv(wereld, status=Status.INGEDIEND)
    beheerder.get(REGELINGEN)

    with django_assert_num_queries(6):  # session, person, roles, count, letterhead (may one be added?), list
        assert f'<td class="field-lopend">{aantal}</td>' in beheerder.get(REGELINGEN).content.decode()


@pytest.mark.parametrize("soort", Soort)
def test_questions_that_may_be_asked_otherwise_are_those_of_the_form(soort):
    """Each name is a field of a part of this kind, with the words of that field."""
    vragen = instelbare_vragen(soort)

    assert vragen
    assert all(label and label != naam for naam, label in vragen.items())


def test_question_of_another_kind_is_no_choice_and_refused(beheerder, vso):
    met_criteria = Toelatingsregeling.objects.get(soort=Soort.PRO)
    vreemd = next(iter(set(instelbare_vragen(Soort.PRO)) - set(instelbare_vragen(Soort.VSO))))

    formset = beheerder.get(pagina(vso)).context["inline_admin_formsets"][1].formset

    keuzes = dict(formset.empty_form.fields["veld"].choices)
    assert set(keuzes) - {""} == set(instelbare_vragen(Soort.VSO))
    with pytest.raises(ValidationError, match="staat niet in het formulier"):
        Veldeis(regeling=vso, veld=vreemd, wijze="niet").clean()
    Veldeis(regeling=met_criteria, veld=vreemd, wijze="niet").clean()


def test_question_can_be_left_out_in_the_admin(beheerder, vso):
    pagina_ = beheerder.get(pagina(vso))
    data = {naam: waarde for naam, waarde in formulierdata(pagina_).items() if waarde is not None}
    data |= {"veldeisen-TOTAL_FORMS": "1", "veldeisen-0-veld": "niveau", "veldeisen-0-wijze": "niet"}

    antwoord = beheerder.post(pagina(vso), data)

    assert antwoord.status_code == 302, antwoord.context["errors"]
    assert list(vso.veldeisen.values_list("veld", "wijze")) == [("niveau", "niet")]


def formulierdata(pagina_):
    """What a browser sends back of a page of the admin that nobody changed."""
    data = {}
    forms = [pagina_.context["adminform"].form]
    for formset in pagina_.context["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    for form in forms:
        for veld in form:
            waarde = veld.value()
            data[veld.html_name] = (
                "on" if waarde is True else None if waarde is False else "" if waarde is None else waarde
            )
    return data


def test_procedure_from_nothing_is_kept_first_and_gets_its_documents_afterwards(beheerder, vso):
    Toelatingsregeling.objects.filter(pk=vso.pk).update(geldig_tot=date(2027, 8, 1))
    toevoegen = reverse("admin:toelating_toelatingsregeling_add")
    data = {naam: waarde for naam, waarde in formulierdata(beheerder.get(toevoegen)).items() if waarde is not None}
    data |= {
        "soort": "vso",
        "geldig_van": "1-8-2027",
        "grondslag": "Wet.",
        "rechtsmiddel": "Zes weken.",
        "vervolgtekst": "Daarna.",
        "criteria": "Het ondersteuningsplan.",
        "beroep": "Bij de rechtbank.",
    }

    antwoord = beheerder.post(toevoegen, data)

    tweede = Toelatingsregeling.objects.get(geldig_van=date(2027, 8, 1))
    assert antwoord["Location"] == pagina(tweede)


# --- A new version ---------------------------------------------------------------------------------------------------


def test_new_version_is_announced_with_who_keeps_the_old_one(beheerder, wereld, vso):
    maak_tlv(wereld, ingevuld=False)
    for _ in range(2):
        maak_tlv(wereld, status=Status.INGEDIEND)
    maak_tlv(wereld, status=Status.AFGEWEZEN)

    inhoud = beheerder.get(nieuw(vso)).content.decode()

    assert "Op deze versie berust: 2 open aanvragen en 1 aanvraag die nog niet is ingediend." in inhoud
    assert 'value="1-8-2027"' in inhoud  # the next school year


def test_new_version_copies_everything_and_counts_from_its_day(beheerder, wereld, vso):
    aanvraag = maak_tlv(wereld, status=Status.INGEDIEND)
    Veldeis.objects.create(regeling=vso, veld="niveau", wijze="niet")

    antwoord = beheerder.post(nieuw(vso), {"vanaf": "1-1-2027"})

    oud, versie = Toelatingsregeling.objects.filter(soort=Soort.VSO).order_by("geldig_van")
    assert antwoord["Location"] == pagina(versie)
    assert (oud.geldig_tot, versie.geldig_van, versie.geldig_tot) == (date(2027, 1, 1), date(2027, 1, 1), None)
    zonder_sleutel = [
        veld.name for veld in Toelatingsregeling._meta.fields if veld.name not in ("id", "geldig_van", "geldig_tot")
    ]
    assert all(getattr(oud, naam) == getattr(versie, naam) for naam in zonder_sleutel)
    velden = ("stuk", "eis", "hoogstens_maanden", "is_weigerbaar", "uitleg", "gevolg", "volgorde")
    assert list(versie.stukeisen.values_list(*velden)) == list(oud.stukeisen.values_list(*velden))
    assert list(versie.veldeisen.values_list("veld", "wijze")) == [("niveau", "niet")]
    assert Tlvaanvraag.objects.get(pk=aanvraag.pk).regeling == oud
    assert Toelatingsregeling.objects.voor(Soort.VSO, op=date(2026, 12, 31)) == oud
    assert Toelatingsregeling.objects.voor(Soort.VSO, op=date(2027, 1, 1)) == versie


@pytest.mark.parametrize(
    ("vanaf", "zin"),
    [
        ("1-8-2025", "Kies een dag na 1 augustus 2025"),
        ("1-8-2020", "Kies een dag na 1 augustus 2025"),
        ("31-2-2027", "bestaat niet"),
        ("", "Vul de eerste dag in."),
    ],
)
def test_new_version_on_a_day_that_cannot_be_is_refused_and_changes_nothing(beheerder, vso, vanaf, zin):
    antwoord = beheerder.post(nieuw(vso), {"vanaf": vanaf})

    assert antwoord.status_code == 422
    assert zin in antwoord.content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert Toelatingsregeling.objects.filter(soort=Soort.VSO).get().geldig_tot is None


def test_new_version_of_a_version_that_ended_stays_within_it(vso):
    latere = nieuwe_versie(vso, vanaf=date(2027, 8, 1))
    for vanaf in (date(2027, 8, 1), date(2028, 8, 1)):
        with pytest.raises(Geweigerd, match="deze versie geldt in die periode"):
            nieuwe_versie(vso, vanaf=vanaf)

    tussen = nieuwe_versie(vso, vanaf=date(2027, 1, 1))

    assert (tussen.geldig_tot, latere.geldig_van) == (date(2027, 8, 1), date(2027, 8, 1))


# --- Text blocks ------------------------------------------------------------------------------------------------------


def bewaar_blok(client, **anders):
    data = {
        "naam": "Proef",
        "uitkomst": "afgeven",
        "tekst": "{voornaam} past.",
        "volgorde": "1",
        "geldig_van": "1-1-2026",
    }
    return client.post(reverse("admin:toelating_tekstblok_add"), {**data, **anders})


def test_block_with_a_name_that_there_is_not_is_refused_beside_the_text_and_keeps_it(beheerder):
    antwoord = bewaar_blok(beheerder, tekst="{achternaam} past.")

    assert "{achternaam} kunnen wij hier niet invullen." in antwoord.content.decode()
    assert "{achternaam} past." in antwoord.content.decode()
    assert not Tekstblok.objects.filter(naam="Proef").exists()
    assert bewaar_blok(beheerder).status_code == 302


def test_blocks_of_a_kind_are_listed_with_those_for_every_kind(beheerder):
    bewaar_blok(beheerder, naam="Alleen pro", soort="pro")

    namen = {blok.naam for blok in beheerder.get(BLOKKEN, {"soort": "vso"}).context["cl"].result_list}

    assert "Ouders zijn het eens" in namen
    assert "Alleen pro" not in namen
