"""The registers of professions and mandates: who keeps them, and nobody for himself."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.toelating import maak_tlv
from tests.personas import log_in
from tests.toelating.levensloop import maak_deskundige
from tests.toelating.matrix.basis import iedereen
from toelating import rules, workflow
from toelating.models import Deskundigheid, Mandaat, Soort, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

REGISTER = reverse("admin:toelating_mandaat_register")
BUREAU = {"bureau", "bureau_collega", "gemandateerde"}
WIE_SCHRIJFT = {"deskundigheid": BUREAU | {"beheerder"}, "mandaat": {"beheerder", "directeur"}}


def adres(naam, wat="changelist", *args):
    return reverse(f"admin:toelating_{naam}_{wat}", args=args)


@pytest.fixture
def directeur(klok, client, wereld):
    return log_in(client, wereld.personas.directeur)


def geef(client, wereld, wie, **anders):
    data = {
        "gebruiker": str(wie.pk),
        "soort": "vso",
        "geldig_van": "13-10-2026",
        "geldig_tot": "",
        "gegeven_door": str(wereld.personas.directeur.pk),
        "besluit": "Mandaatbesluit 2026-02",
    }
    return client.post(adres("mandaat", "add"), {**data, **anders})


@pytest.mark.parametrize("naam", WIE_SCHRIJFT)
def test_register_is_open_to_who_keeps_it_and_to_nobody_else(wereld, naam):
    rij = {"deskundigheid": Deskundigheid, "mandaat": Mandaat}[naam].objects.order_by("pk").last()

    for wie, user in iedereen(wereld).items():
        if user is None:
            continue
        client = log_in(Client(), user)
        mag = wie in WIE_SCHRIJFT[naam]
        assert (client.get(adres(naam)).status_code == 200) == mag, wie
        assert (client.get(adres(naam, "add")).status_code == 200) == mag, wie
        assert (b'name="_save"' in client.get(adres(naam, "change", rij.pk)).content) == mag, wie
        assert client.post(adres(naam, "delete", rij.pk), {"post": "yes"}).status_code in (302, 403)
        assert (client.get(REGISTER).status_code == 200) == (wie in WIE_SCHRIJFT["mandaat"]), wie
    assert Mandaat.objects.count() == 1
    assert Deskundigheid.objects.count() == 2


# --- Mandates --------------------------------------------------------------------------------------------------------


def test_mandate_opens_the_decisions_of_that_kind_from_its_day(directeur, wereld):
    collega = wereld.personas.bureau_collega
    aanvraag = maak_tlv(wereld, status=Status.TER_ONDERTEKENING)
    assert not rules.mag_besluiten.test(collega, aanvraag)

    assert geef(directeur, wereld, collega).status_code == 302

    mandaat = Mandaat.objects.get(gebruiker=collega)
    assert (mandaat.soort, mandaat.gegeven_door) == (Soort.VSO, wereld.personas.directeur)
    assert rules.mag_besluiten.test(collega, aanvraag)


def test_nobody_gives_himself_a_mandate(directeur, wereld):
    beheerder = log_in(Client(), wereld.personas.beheerder)

    for client, wie in ((directeur, wereld.personas.directeur), (beheerder, wereld.personas.beheerder)):
        antwoord = geef(client, wereld, wie)
        assert antwoord.status_code == 200
        assert "Niemand geeft zichzelf een mandaat." in antwoord.content.decode()
    assert Mandaat.objects.count() == 1


def test_nobody_lengthens_the_own_mandate(wereld):
    beheerder = wereld.personas.beheerder
    morgen = timezone.localdate() + timedelta(days=1)
    eigen = Mandaat.objects.create(
        gebruiker=beheerder, soort="vso", gegeven_door=wereld.personas.directeur, besluit="2026-02", geldig_tot=morgen
    )
    client = log_in(Client(), beheerder)

    antwoord = client.post(adres("mandaat", "change", eigen.pk), {"geldig_tot": "1-1-2099"})

    assert antwoord.status_code == 403
    eigen.refresh_from_db()
    assert eigen.geldig_tot == morgen


def test_mandate_is_given_by_a_directeur_bestuurder_and_not_to_who_asks_tlvs(directeur, wereld):
    velden = directeur.get(adres("mandaat", "add")).context["adminform"].form.fields

    assert list(velden["gegeven_door"].queryset) == [wereld.personas.directeur]
    keuzes = set(velden["gebruiker"].queryset)
    assert wereld.personas.bureau in keuzes
    for wie in (wereld.personas.coordinator, wereld.personas.bestuur, wereld.personas.partner, wereld.vso_coordinator):
        assert wie not in keuzes


def test_second_mandate_at_once_for_one_person_and_kind_is_refused_in_words(directeur, wereld):
    antwoord = geef(directeur, wereld, wereld.gemandateerde, soort="pro")

    assert "heeft in deze periode al een mandaat voor deze soort" in antwoord.content.decode()


def test_mandate_under_which_was_decided_stays_and_can_be_ended(directeur, wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING)
    workflow.afgeven(aanvraag, door=wereld.gemandateerde, bevestigd_op=timezone.now())
    mandaat = Mandaat.objects.get()

    directeur.post(
        adres("mandaat", "change", mandaat.pk), {"geldig_tot": "1-1-2027", "besluit": "Anders", "soort": "vso"}
    )

    mandaat.refresh_from_db()
    assert (mandaat.geldig_tot, mandaat.besluit, mandaat.soort) == (date(2027, 1, 1), "Mandaatbesluit 2025-01", "pro")


def test_who_stays_out_of_a_dossier_does_not_decide_on_it_under_mandate_either(wereld):
    aanvraag = maak_tlv(wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING)
    assert rules.mag_besluiten.test(wereld.gemandateerde, aanvraag)
    aanvraag.verschoningen.create(gebruiker=wereld.gemandateerde, reden="Familie.", door=wereld.gemandateerde)

    assert not rules.mag_besluiten.test(wereld.gemandateerde, type(aanvraag).objects.get())
    assert not rules.mag_teruggeven.test(wereld.gemandateerde, type(aanvraag).objects.get())


@pytest.mark.parametrize(("op", "staat_erop"), [("13-10-2026", True), ("1-1-2025", False)])
def test_register_is_printed_as_it_was_on_a_day(directeur, op, staat_erop):
    pagina = directeur.get(REGISTER, {"op": op})

    assert pagina.status_code == 200
    assert ("Mandaatbesluit 2025-01" in pagina.content.decode()) is staat_erop
    assert staat_erop or "Alleen de directeur-bestuurder besluit." in pagina.content.decode()


def test_register_of_a_day_that_does_not_exist_says_so(directeur):
    pagina = directeur.get(REGISTER, {"op": "31-2-2026"})

    assert pagina.status_code == 422
    assert "bestaat niet" in pagina.content.decode()


# --- Professions -----------------------------------------------------------------------------------------------------


def schrijf_in(client, wie, **anders):
    data = {"gebruiker": str(wie.pk), "beroep": "pedagoog", "registratie": "SKJ 1", "geldig_van": "13-10-2026"}
    return client.post(adres("deskundigheid", "add"), {**data, "geldig_tot": "", **anders})


def test_profession_makes_somebody_a_candidate(client, wereld):
    from toelating.keuring import kandidaten

    bureau = log_in(client, wereld.personas.bureau)
    deskundige = wereld.personas.deskundige
    assert deskundige not in kandidaten("tweede")

    assert schrijf_in(bureau, deskundige).status_code == 302

    assert deskundige in kandidaten("tweede")


def test_only_experts_stand_in_the_register_and_nobody_writes_in_himself(client, wereld):
    from swv.organisaties.models import Rolsoort
    from tests.factories.organisaties import RolFactory

    RolFactory(gebruiker=wereld.personas.bureau, soort=Rolsoort.DESKUNDIGE)
    bureau = log_in(client, wereld.personas.bureau)
    keuzes = set(bureau.get(adres("deskundigheid", "add")).context["adminform"].form.fields["gebruiker"].queryset)
    assert wereld.arts in keuzes
    assert wereld.personas.coordinator not in keuzes

    antwoord = schrijf_in(bureau, wereld.personas.bureau)

    assert "Uw eigen beroep legt een collega vast" in antwoord.content.decode()
    assert Deskundigheid.objects.count() == 2


def test_profession_that_was_used_stays_and_can_be_ended(client, wereld):
    maak_tlv(wereld, status=Status.BIJ_DESKUNDIGEN)
    bureau = log_in(client, wereld.personas.bureau)
    rij = Deskundigheid.objects.get(gebruiker=wereld.arts)

    bureau.post(
        adres("deskundigheid", "change", rij.pk),
        {"beroep": "pedagoog", "registratie": "BIG 2", "geldig_tot": "1-1-2027"},
    )

    rij.refresh_from_db()
    assert (rij.beroep, rij.registratie, rij.geldig_tot) == ("arts", "BIG 2", date(2027, 1, 1))


def test_filter_shows_what_counts_today(client, wereld):
    maak_deskundige("Oud", "arts", geldig_tot=timezone.localdate())
    bureau = log_in(client, wereld.personas.bureau)

    def namen(nu):
        lijst = bureau.get(adres("deskundigheid"), {"nu": nu} if nu else {}).context["cl"].result_list
        return {rij.gebruiker.naam for rij in lijst}

    assert (namen("ja"), namen("nee"), namen("")) == ({"Ortho", "Arts"}, {"Oud"}, {"Ortho", "Arts", "Oud"})
