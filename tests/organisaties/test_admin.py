"""Who sees which table in the admin, and what the functional administrator does with people."""

import re
from datetime import date

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client, RequestFactory
from django.urls import reverse

from swv.organisaties.models import Gebruiker, Leerling, Rol, Rolsoort, Samenwerkingsverband, School, Schoolbestuur
from tests.factories.organisaties import GebruikerFactory, SamenwerkingsverbandFactory, SchoolFactory
from tests.personas import MENSEN, Personas, log_in

pytestmark = pytest.mark.django_db

NIETS = (False, False, False, False)
LEZEN = (True, False, False, False)
SCHRIJVEN = (True, True, True, False)  # view, add, change, delete
TABELLEN = {Samenwerkingsverband, Schoolbestuur, School, Gebruiker}
RECHTEN = {
    ("bureau", Samenwerkingsverband): LEZEN,
    ("bureau", Schoolbestuur): LEZEN,
    ("bureau", School): LEZEN,
    ("bureau_collega", Samenwerkingsverband): LEZEN,
    ("bureau_collega", Schoolbestuur): LEZEN,
    ("bureau_collega", School): LEZEN,
    ("directeur", Samenwerkingsverband): LEZEN,
    ("directeur", Schoolbestuur): LEZEN,
    ("directeur", School): LEZEN,
    ("controller", Samenwerkingsverband): LEZEN,
    ("controller", Schoolbestuur): LEZEN,
    ("controller", School): LEZEN,
    ("beheerder", Samenwerkingsverband): SCHRIJVEN,
    ("beheerder", Schoolbestuur): SCHRIJVEN,
    ("beheerder", School): SCHRIJVEN,
    ("beheerder", Gebruiker): SCHRIJVEN,
}
IN_BEHEER = {"bureau", "bureau_collega", "directeur", "controller", "beheerder"}


@pytest.mark.parametrize("tabel", sorted(TABELLEN, key=lambda model: model.__name__))
@pytest.mark.parametrize("naam", MENSEN)
def test_admin_rights_follow_the_role(personas: Personas, naam: str, tabel: type) -> None:
    request = RequestFactory().get("/")
    request.user = getattr(personas, naam)
    beheer = admin.site._registry[tabel]
    rechten = (
        beheer.has_view_permission(request),
        beheer.has_add_permission(request),
        beheer.has_change_permission(request),
        beheer.has_delete_permission(request),
    )
    assert rechten == RECHTEN.get((naam, tabel), NIETS)
    assert beheer.has_module_permission(request) is rechten[0]


@pytest.mark.parametrize("naam", MENSEN)
def test_admin_opens_for_its_roles_only(client: Client, personas: Personas, naam: str) -> None:
    log_in(client, getattr(personas, naam))
    assert client.get(reverse("admin:index"), follow=True).status_code == (200 if naam in IN_BEHEER else 403)


def test_admin_without_login_leads_to_the_one_login_page(client: Client) -> None:
    assert client.get(reverse("admin:index"), follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))


def test_pupils_are_not_in_the_admin() -> None:
    assert Leerling not in admin.site._registry


@pytest.mark.parametrize("naam", sorted(IN_BEHEER))
def test_every_page_of_the_admin_answers_as_the_rights_say(client: Client, personas: Personas, naam: str) -> None:
    log_in(client, getattr(personas, naam))
    for tabel in TABELLEN:
        mag_zien = RECHTEN.get((naam, tabel), NIETS)[0]
        pad = reverse(f"admin:organisaties_{tabel._meta.model_name}_changelist")
        assert client.get(pad).status_code == (200 if mag_zien else 403), pad


def test_bureau_reads_a_school_and_changes_nothing(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    pad = reverse("admin:organisaties_school_change", args=[personas.school.pk])
    assert client.get(pad).status_code == 200
    assert client.post(pad, {"naam": "Anders"}).status_code == 403


def test_bureau_looks_up_no_people_through_a_side_door(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    antwoord = client.get(
        reverse("admin:autocomplete"),
        {"term": "a", "app_label": "organisaties", "model_name": "rol", "field_name": "gebruiker"},
    )
    assert antwoord.status_code == 403


def test_let_op_shows_what_the_source_says(client: Client, personas: Personas) -> None:
    SchoolFactory(code="17J00", naam="Pro Bachweg", opmerking="nummer mist een letter")
    SchoolFactory(code="18K00", naam="Zonder opmerking")
    log_in(client, personas.bureau)
    tekst = client.get(reverse("admin:organisaties_school_changelist")).content.decode()
    assert "nummer mist een letter" in tekst
    assert "De code is geen BRIN met vestiging" in tekst
    gefilterd = client.get(reverse("admin:organisaties_school_changelist"), {"letop": "ja"})
    assert list(gefilterd.context["cl"].queryset.values_list("code", flat=True)) == ["17J00"]


@pytest.mark.parametrize("aantal", [1, 3])
def test_list_of_people_has_a_fixed_number_of_queries(
    client: Client, personas: Personas, aantal: int, django_assert_num_queries
) -> None:
    log_in(client, personas.beheerder)
    mensen = [*[gebruiker.pk for _, gebruiker in personas.mensen()][:aantal], personas.beheerder.pk]
    Gebruiker.objects.exclude(pk__in=mensen).delete()
    client.get(reverse("admin:organisaties_gebruiker_changelist"))
    with django_assert_num_queries(7):
        client.get(reverse("admin:organisaties_gebruiker_changelist"))


# --- People and roles --------------------------------------------------------------------------------------


def _formulier(gebruiker: Gebruiker | None = None, **rol: object) -> dict[str, object]:
    bestaand = list(gebruiker.rollen.order_by("geldig_van", "pk")) if gebruiker else []
    velden: dict[str, object] = {
        "naam": gebruiker.naam if gebruiker else "Nieuwe Collega",
        "email": gebruiker.email if gebruiker else "Nieuwe.Collega@School.Example",
        "is_active": "on",
        "rollen-TOTAL_FORMS": len(bestaand) + (1 if rol and not rol.get("geldig_tot") else 0),
        "rollen-INITIAL_FORMS": len(bestaand),
    }
    for nummer, rij in enumerate(bestaand):
        velden[f"rollen-{nummer}-id"] = rij.pk
        velden[f"rollen-{nummer}-gebruiker"] = gebruiker.pk if gebruiker else ""
        velden[f"rollen-{nummer}-geldig_tot"] = rol.get("geldig_tot", "")
    if rol and not rol.get("geldig_tot"):
        nieuw = {"geldig_van": "2026-08-01", **rol}
        velden |= {f"rollen-{len(bestaand)}-{naam}": waarde for naam, waarde in nieuw.items()}
    return velden


def test_new_person_gets_role_and_invitation(client: Client, personas: Personas, settings) -> None:
    SamenwerkingsverbandFactory()
    log_in(client, personas.beheerder)
    client.post(
        reverse("admin:organisaties_gebruiker_add"),
        _formulier(soort=Rolsoort.COORDINATOR, school=personas.school.pk),
    )
    nieuw = Gebruiker.objects.get(email="nieuwe.collega@school.example")
    assert not nieuw.has_usable_password()
    assert nieuw.rollen.get().school == personas.school
    assert mail.outbox[-1].to == [nieuw.email]
    assert re.search(rf"{re.escape(settings.BASE_URL)}/account/password/reset/key/\S+", mail.outbox[-1].body)


def test_role_without_its_place_is_refused_with_the_reason(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    antwoord = client.post(reverse("admin:organisaties_gebruiker_add"), _formulier(soort=Rolsoort.COORDINATOR))
    assert "hoort bij een school" in antwoord.content.decode()
    assert not Gebruiker.objects.filter(email="nieuwe.collega@school.example").exists()
    assert mail.outbox == []


def test_role_is_ended_and_stays_known(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    pad = reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk])
    client.post(pad, _formulier(personas.coordinator, geldig_tot="2026-01-01"))
    rol = Rol.objects.get(gebruiker=personas.coordinator)
    assert rol.geldig_tot == date(2026, 1, 1)
    assert rol.school == personas.school


def test_posted_delete_or_other_school_does_not_change_a_role(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    pad = reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk])
    stiekem = {
        "rollen-0-DELETE": "on",
        "rollen-0-soort": Rolsoort.BESTUUR,
        "rollen-0-school": personas.school_elders.pk,
    }
    client.post(pad, _formulier(personas.coordinator) | stiekem)
    rol = Rol.objects.get(gebruiker=personas.coordinator)
    assert (rol.soort, rol.school) == (Rolsoort.COORDINATOR, personas.school)


def test_new_address_is_the_only_one_to_log_in_with(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    pad = reverse("admin:organisaties_gebruiker_change", args=[personas.coordinator.pk])
    client.post(pad, _formulier(personas.coordinator) | {"email": "Getrouwd@School.example"})
    personas.coordinator.refresh_from_db()
    assert personas.coordinator.email == "getrouwd@school.example"
    adressen = personas.coordinator.emailaddress_set.values_list("email", "verified", "primary")
    assert list(adressen) == [("getrouwd@school.example", True, True)]


def test_beheerder_cannot_close_the_own_account(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    pad = reverse("admin:organisaties_gebruiker_change", args=[personas.beheerder.pk])
    velden = _formulier(personas.beheerder)
    del velden["is_active"]
    client.post(pad, velden)
    personas.beheerder.refresh_from_db()
    assert personas.beheerder.is_active


def _actie(client: Client, actie: str, *mensen: Gebruiker) -> str:
    antwoord = client.post(
        reverse("admin:organisaties_gebruiker_changelist"),
        {"action": actie, "_selected_action": [gebruiker.pk for gebruiker in mensen]},
        follow=True,
    )
    return antwoord.content.decode()


def test_wiped_factor_ends_sessions_and_password_and_invites_again(client: Client, personas: Personas) -> None:
    elders = log_in(Client(), personas.coordinator)
    log_in(client, personas.beheerder)
    _actie(client, "tweede_factor_wissen", personas.coordinator)
    personas.coordinator.refresh_from_db()
    assert not Authenticator.objects.filter(user=personas.coordinator).exists()
    assert not personas.coordinator.has_usable_password()
    assert not Session.objects.filter(pk=elders.session.session_key).exists()
    assert mail.outbox[-1].to == [personas.coordinator.email]


def test_own_factor_is_not_wiped_by_oneself(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    assert "Vraag het aan een andere beheerder" in _actie(client, "tweede_factor_wissen", personas.beheerder)
    assert Authenticator.objects.filter(user=personas.beheerder).exists()


def test_ended_sessions_are_those_of_the_person_alone(client: Client, personas: Personas) -> None:
    elders = log_in(Client(), personas.coordinator)
    log_in(client, personas.beheerder)
    assert "op 1 plekken uitgelogd" in _actie(client, "sessies_beeindigen", personas.coordinator)
    assert elders.get(reverse("mfa_index")).status_code == 302
    assert client.get(reverse("mfa_index")).status_code == 200


def test_closed_account_gets_no_invitation(client: Client, personas: Personas) -> None:
    weg = GebruikerFactory(is_active=False)
    log_in(client, personas.beheerder)
    assert "is niet verstuurd" in _actie(client, "uitnodigen", weg)
    assert mail.outbox == []


@pytest.mark.parametrize("actie", ["uitnodigen", "sessies_beeindigen", "tweede_factor_wissen", "delete_selected"])
def test_action_posted_by_the_bureau_is_refused(client: Client, personas: Personas, actie: str) -> None:
    log_in(client, personas.bureau)
    antwoord = client.post(
        reverse("admin:organisaties_gebruiker_changelist"),
        {"action": actie, "_selected_action": [personas.coordinator.pk]},
    )
    assert antwoord.status_code == 403
    assert Gebruiker.objects.filter(pk=personas.coordinator.pk).exists()


def test_deleting_people_is_not_offered(client: Client, personas: Personas) -> None:
    log_in(client, personas.beheerder)
    _actie(client, "delete_selected", personas.coordinator)
    assert Gebruiker.objects.filter(pk=personas.coordinator.pk).exists()
    pad = reverse("admin:organisaties_gebruiker_delete", args=[personas.coordinator.pk])
    assert client.post(pad, {"post": "yes"}).status_code == 403


def test_filter_on_role_counts_valid_roles_only(client: Client, personas: Personas) -> None:
    personas.bureau_collega.rollen.update(geldig_tot=date(2021, 1, 1))
    log_in(client, personas.beheerder)
    pad = reverse("admin:organisaties_gebruiker_changelist")
    bureau = client.get(pad, {"rol": "bureau"}).context["cl"].queryset
    geen = client.get(pad, {"rol": "geen"}).context["cl"].queryset
    assert set(bureau) == {personas.bureau}
    assert set(geen) == {personas.bureau_collega, personas.zonder_rol}


def test_logout_of_the_admin_needs_a_button(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    client.get(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 200
    client.post(reverse("admin:logout"))
    assert client.get(reverse("admin:index")).status_code == 302


def test_password_of_the_admin_is_the_one_of_the_portal(client: Client, personas: Personas) -> None:
    log_in(client, personas.bureau)
    assert client.get(reverse("admin:password_change")).url == reverse("account_change_password")


@pytest.mark.parametrize("vraag", ["password__startswith", "password__regex", "password"])
def test_list_of_people_cannot_be_filtered_on_a_password(client: Client, personas: Personas, vraag: str) -> None:
    lijst = reverse("admin:organisaties_gebruiker_changelist")
    antwoord = log_in(client, personas.beheerder).get(lijst, {vraag: "md5"})
    assert antwoord.status_code == 400


def test_nobody_gives_the_own_account_a_role(client: Client, personas: Personas) -> None:
    pagina = log_in(client, personas.beheerder).get(
        reverse("admin:organisaties_gebruiker_change", args=[personas.beheerder.pk])
    )
    (formset,) = pagina.context["inline_admin_formsets"]
    assert (formset.has_add_permission, formset.has_change_permission) == (False, False)

    gegevens = {
        "naam": "Nieuw",
        "email": personas.beheerder.email,
        "rollen-TOTAL_FORMS": 1,
        "rollen-INITIAL_FORMS": 0,
        "rollen-0-soort": Rolsoort.DIRECTEUR,
        "rollen-0-geldig_van": "1-1-2026",
    }
    client.post(pagina.request["PATH_INFO"], gegevens)

    personas.beheerder.refresh_from_db()
    assert personas.beheerder.naam == "Nieuw"
    assert not personas.beheerder.rollen.filter(soort=Rolsoort.DIRECTEUR).exists()


def test_another_administrator_gives_the_role(client: Client, personas: Personas) -> None:
    collega = GebruikerFactory()
    log_in(client, personas.beheerder)
    gegevens = {
        "naam": collega.naam,
        "email": collega.email,
        "rollen-TOTAL_FORMS": 1,
        "rollen-INITIAL_FORMS": 0,
        "rollen-0-soort": Rolsoort.DIRECTEUR,
        "rollen-0-geldig_van": "1-1-2026",
    }

    client.post(reverse("admin:organisaties_gebruiker_change", args=[collega.pk]), gegevens)

    assert collega.rollen.filter(soort=Rolsoort.DIRECTEUR).exists()


def test_role_is_given_at_a_school_of_the_own_region_only(client: Client, personas: Personas) -> None:
    elders = SchoolFactory(naam="Elders College", is_buiten_regio=True)
    log_in(client, personas.beheerder)
    pagina = client.get(reverse("admin:organisaties_gebruiker_add")).content.decode()
    assert str(personas.school) in pagina
    assert str(elders) not in pagina


def test_mail_of_who_has_no_password_says_what_the_account_is_for(client: Client, personas: Personas) -> None:
    personas.coordinator.set_unusable_password()
    personas.coordinator.save()
    log_in(client, personas.beheerder)
    _actie(client, "uitnodigen", personas.coordinator, personas.bestuur)
    nieuw, bekend = sorted(mail.outbox, key=lambda bericht: bericht.to[0] == personas.bestuur.email)
    assert "Er is een account voor u gemaakt in ons portaal, als ondersteuningscoördinator, School A." in nieuw.body
    assert "Er is een account voor u gemaakt" not in bekend.body
