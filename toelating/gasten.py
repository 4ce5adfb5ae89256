"""A school of another region asks one TLV here, by invitation of the bureau.

The invitation makes what is missing: school and board (marked as of another region), an account with the role of guest
until a day, and a draft tied to that person. It opens this one dossier and nothing else. The role follows the
invitations of a person: it lasts as long as the longest of them.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max
from django.http import HttpRequest
from django.utils import timezone

from swv.kern.fouten import Geweigerd, NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rol, Rolsoort, School, Schoolbestuur
from swv.organisaties.services import gebruiker_uitnodigen, rol_beeindigen, sessies_beeindigen
from swv.termijnen.rekenen import DAG
from toelating import berichten
from toelating.models import Tlvaanvraag, Toelatingsregeling, Uitnodiging

GEWONE_TOEGANG = relativedelta(years=1)  # a request, its decision and the time to object fit in it


@dataclass(frozen=True)
class Gastschool:
    """A school of another region as the bureau knows it; the address is that of the board, for the letters."""

    code: str
    naam: str
    soort: str
    bestuursnummer: str
    bestuursnaam: str
    adres: str
    postcode: str
    plaats: str


@dataclass(frozen=True)
class Contactpersoon:
    naam: str
    email: str
    functie: str


@transaction.atomic
def uitnodigen(
    *,
    soort: str,
    school: School | Gastschool,
    persoon: Contactpersoon,
    toegang_tot: date,
    door: Gebruiker,
    sleutel: uuid.UUID,
) -> Uitnodiging:
    """Invite somebody of a school elsewhere; the same `sleutel` gives the same invitation. `toegang_tot` still counts.

    Raises NietToegestaan for who is not of the bureau, Geweigerd when the procedure is closed now, when the school
    belongs to this samenwerkingsverband, or when this person already works in the portal.
    """
    if not door.heeft_rol(Rolsoort.BUREAU):
        raise NietToegestaan("Alleen een medewerker van het bureau nodigt een school van buiten de regio uit.")
    if bestaand := Uitnodiging.objects.filter(sleutel=sleutel).first():
        return bestaand
    Toelatingsregeling.objects.voor(soort, op=timezone.localdate())
    uitnodiging, is_nieuw = Uitnodiging.objects.get_or_create(
        sleutel=sleutel,
        defaults={
            "soort": soort,
            "school": _nieuwe_school(school) if isinstance(school, Gastschool) else school,
            "gast": _account(persoon),
            "toegang_tot": toegang_tot,
            "uitgenodigd_door": door,
        },
    )
    if is_nieuw:
        _openen(uitnodiging, door=door)
    return uitnodiging


def _nieuwe_school(gegevens: Gastschool) -> School:
    """Make the school and, when its number is new, its board. Raises Geweigerd when the school is there already."""
    if bestaand := School.objects.filter(code=gegevens.code).first():
        zin = (
            f"{bestaand.naam} ({bestaand.code}) staat al in de lijst. Kies de school daar."
            if bestaand.is_buiten_regio
            else f"{bestaand.naam} ({bestaand.code}) hoort bij dit samenwerkingsverband. De coördinator van die school "
            "begint zelf een aanvraag."
        )
        raise Geweigerd(zin, velden={"code": [zin]})
    adres = {"adres": gegevens.adres, "postcode": gegevens.postcode, "plaats": gegevens.plaats}
    bestuur, is_nieuw = Schoolbestuur.objects.get_or_create(
        nummer=gegevens.bestuursnummer, defaults={"naam": gegevens.bestuursnaam, **adres}
    )
    if not is_nieuw and bestuur.naam.casefold() != gegevens.bestuursnaam.casefold():
        zin = (
            f"Bestuursnummer {bestuur.nummer} is bij ons van {bestuur.naam}. Controleer het nummer. Klopt het? Neem "
            "dan die naam over."
        )
        raise Geweigerd(zin, velden={"bestuursnummer": [zin]})
    nieuw = {"naam": gegevens.naam, "soort": gegevens.soort, "bestuur": bestuur, "is_buiten_regio": True}
    return School.objects.get_or_create(code=gegevens.code, defaults=nieuw)[0]


def _account(persoon: Contactpersoon) -> Gebruiker:
    """The account of this address, made when there is none. Raises Geweigerd for who has another task here."""
    nieuw = {"naam": persoon.naam, "functie": persoon.functie, "password": make_password(None)}
    gast, _ = Gebruiker.objects.get_or_create(email=persoon.email.lower(), defaults=nieuw)
    # Not `rollen_nu`: it would remember that there was no role yet.
    anders = gast.rollen.geldig(timezone.localdate()).exclude(soort=Rolsoort.GAST).first()
    if not gast.is_active:
        zin = "Het account met dit e-mailadres is gesloten. Vraag de functioneel beheerder om het weer te openen."
    elif anders:
        zin = (
            f"{gast.naam} heeft al een account als {anders.get_soort_display()}. Een gast heeft geen andere taak in "
            "het portaal. Nodig iemand anders van de school uit."
        )
    else:
        return gast
    raise Geweigerd(zin, velden={"email": [zin]})


def _openen(uitnodiging: Uitnodiging, *, door: Gebruiker) -> None:
    """Give the guest the draft and the role, and put the message ready."""
    if uitnodiging.aanvraag is None:
        uitnodiging.aanvraag = Tlvaanvraag.objects.create(
            soort=uitnodiging.soort,
            school=uitnodiging.school,
            aangevraagd_door=uitnodiging.gast,
            gast=uitnodiging.gast,
            regeling=Toelatingsregeling.objects.voor(uitnodiging.soort, op=timezone.localdate()),
        )
        uitnodiging.save(update_fields=["aanvraag"])
    _rol_volgt(uitnodiging.gast)
    _noteer(uitnodiging, "gast_uitnodigen", "Uitgenodigd", door=door)
    berichten.sturen(
        uitnodiging.aanvraag,
        "tlv_uitnodiging",
        [uitnodiging.gast],
        sleutel=f"{uitnodiging.pk}:{timezone.now().isoformat()}",
        uiterlijk=datum(uitnodiging.toegang_tot),
    )


def _rol_volgt(gast: Gebruiker) -> None:
    """The role of guest lasts until the last day of the longest invitation, and ends with the last one."""
    vandaag = timezone.localdate()
    rol = gast.rollen.geldig(vandaag).filter(soort=Rolsoort.GAST).first()
    tot = gast.uitnodigingen.geldig(vandaag).aggregate(tot=Max("toegang_tot"))["tot"]
    if tot is None:
        if rol is not None:
            rol_beeindigen(rol=rol)
        sessies_beeindigen(gebruiker=gast)
    elif rol is None:
        Rol.objects.create(gebruiker=gast, soort=Rolsoort.GAST, geldig_van=vandaag, geldig_tot=tot + DAG)
    else:
        rol.geldig_tot = tot + DAG
        rol.save(update_fields=["geldig_tot"])


def _noteer(uitnodiging: Uitnodiging, handeling: str, label: str, *, door: Gebruiker) -> None:
    Gebeurtenis.objects.create(bron=uitnodiging.aanvraag, handeling=handeling, label=label, door=door)


@transaction.atomic
def opnieuw_uitnodigen(*, uitnodiging: Uitnodiging, toegang_tot: date, door: Gebruiker) -> Uitnodiging:
    """Open the dossier again, or for longer: after a withdrawal, when the time ran out, or when the mail got lost. The
    draft is the one that was there; a new one when the school threw it away.

    Raises NietToegestaan for who is not of the bureau, Geweigerd when this person got another task in the portal.
    """
    rij = _vergrendel(uitnodiging, door)
    _account(Contactpersoon(rij.gast.naam, rij.gast.email, rij.gast.functie))
    rij.toegang_tot, rij.ingetrokken_op, rij.ingetrokken_door = toegang_tot, None, None
    rij.save(update_fields=["toegang_tot", "ingetrokken_op", "ingetrokken_door"])
    _openen(rij, door=door)
    return rij


@transaction.atomic
def uitnodiging_intrekken(*, uitnodiging: Uitnodiging, door: Gebruiker) -> Uitnodiging:
    """Close the dossier for the guest, now. What was typed stays, unread: who is invited again goes on with it.

    A second time does nothing. Raises NietToegestaan for who is not of the bureau, VerkeerdeStatus once it was sent.
    """
    rij = _vergrendel(uitnodiging, door)
    if rij.is_ingetrokken:
        return rij
    if rij.is_ingediend:
        raise VerkeerdeStatus(
            "De school heeft de aanvraag al ingediend en moet die kunnen volgen. De toegang eindigt vanzelf na "
            f"{datum(rij.toegang_tot)}."
        )
    rij.ingetrokken_op, rij.ingetrokken_door = timezone.now(), door
    rij.save(update_fields=["ingetrokken_op", "ingetrokken_door"])
    if rij.aanvraag is not None:
        _noteer(rij, "uitnodiging_intrekken", "Uitnodiging ingetrokken", door=door)
    _rol_volgt(rij.gast)
    return rij


def na_indienen(aanvraag: Tlvaanvraag) -> None:
    """A guest that submitted reads the decision too: the access lasts at least as long as a request usually takes."""
    uitnodiging = Uitnodiging.objects.filter(aanvraag=aanvraag).select_related("gast").first()
    minstens = timezone.localdate() + GEWONE_TOEGANG
    if uitnodiging is not None and uitnodiging.toegang_tot < minstens:
        uitnodiging.toegang_tot = minstens
        uitnodiging.save(update_fields=["toegang_tot"])
        _rol_volgt(uitnodiging.gast)


def _vergrendel(uitnodiging: Uitnodiging, door: Gebruiker) -> Uitnodiging:
    if not door.heeft_rol(Rolsoort.BUREAU):
        raise NietToegestaan("Alleen een medewerker van het bureau verandert een uitnodiging.")
    return Uitnodiging.objects.select_for_update(of=("self",)).select_related("gast", "school").get(pk=uitnodiging.pk)


def toegang_mailen(*, uitnodiging: Uitnodiging, request: HttpRequest) -> None:
    """After the invitation is stored: mail a link to choose a password to who has none, and note that all went out.

    Raises Geweigerd when the account cannot be invited, OSError when the mail server does not answer.
    """
    if not uitnodiging.gast.has_usable_password():
        gebruiker_uitnodigen(gebruiker=uitnodiging.gast, request=request)
    uitnodiging.verstuurd_op = timezone.now()
    uitnodiging.save(update_fields=["verstuurd_op"])
