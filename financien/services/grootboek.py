"""Booking: every movement of money goes through `vastleggen`, one statement."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from financien.bedragen import in_centen, positief
from financien.fouten import BoekingKloptNiet
from financien.models import Begrotingspost, Boeking, Rekening, Verplichting, Vrijval
from financien.services.database import financien_boeken
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.organisaties.models import Gebruiker, Rolsoort


class Regel(NamedTuple):
    """One amount (euros, not zero) to or from the account of this kind of a line."""

    post: Begrotingspost
    rekening: Rekening.Soort
    bedrag: Decimal


@dataclass(frozen=True, kw_only=True)
class Goedkeuring:
    """The directeur-bestuurder lets one booking go at most `bedrag` euros beyond the free room of its line."""

    door: Gebruiker
    reden: str
    bedrag: Decimal

    def __post_init__(self) -> None:
        if not self.door.heeft_rol(Rolsoort.DIRECTEUR):
            raise NietToegestaan("Alleen de directeur-bestuurder kan een overschrijding goedkeuren.")
        if not self.reden.strip():
            raise VoorwaardeNietVervuld("Schrijf op waarom de overschrijding nodig is.")
        positief(self.bedrag)


@dataclass(frozen=True, kw_only=True)
class Voorstel:
    """What is to be booked. `erbij` holds the rows that are stored with it, as financien_boeken reads them.

    Without `ingangsdatum` it counts from `anders_vanaf`, or from today. Who books, that day and an approval are no
    content, so a retry after midnight is the same act.
    """

    sleutel: str
    soort: Boeking.Soort
    omschrijving: str
    regels: Sequence[Regel]
    door: Gebruiker
    ingangsdatum: date | None = None
    anders_vanaf: date | None = None
    bron: models.Model | None = None
    keert_om: Boeking | None = None
    goedkeuring: Goedkeuring | None = None
    erbij: dict[str, Any] = field(default_factory=dict)

    def inhoud(self) -> dict[str, Any]:
        """The content as plain values. Raises BoekingKloptNiet or OnjuistBedrag when it cannot be right."""
        bedragen = [in_centen(regel.bedrag) for regel in self.regels]
        if len(bedragen) < 2 or not all(bedragen) or sum(bedragen, Decimal(0)):
            raise BoekingKloptNiet("De regels van deze boeking zijn samen niet nul. Controleer de bedragen.")
        return {
            "soort": self.soort,
            "omschrijving": self.omschrijving,
            "regels": [
                {"post": regel.post.pk, "soort": regel.rekening, "bedrag": str(bedrag)}
                for regel, bedrag in zip(self.regels, bedragen, strict=True)
            ],
            "content_type_id": ContentType.objects.get_for_model(self.bron).pk if self.bron else None,
            "object_id": str(self.bron.pk) if self.bron else None,
            "keert_om_id": str(self.keert_om.pk) if self.keert_om else None,
            **self.erbij,
        }


def vastleggen(
    voorstel: Voorstel, *, verplichting_id: uuid.UUID | None = None, kenmerk: str = ""
) -> tuple[Boeking, bool]:
    """Store the booking; with False the stored one, when this key was booked before with the same content."""
    inhoud = voorstel.inhoud()
    vandaag = timezone.localdate()
    gehasht = json.dumps([inhoud, str(voorstel.ingangsdatum)], sort_keys=True).encode()
    rij = {
        **inhoud,
        "id": str(uuid.uuid4()),
        "sleutel": voorstel.sleutel,
        "inhoud": hashlib.sha256(gehasht).hexdigest(),
        "boekdatum": str(vandaag),
        "ingangsdatum": str(voorstel.ingangsdatum or voorstel.anders_vanaf or vandaag),
        "door_id": voorstel.door.pk,
    }
    if verplichting_id:
        rij["verplichting"] = {**inhoud["verplichting"], "id": str(verplichting_id), "kenmerk": kenmerk}
    if voorstel.goedkeuring:
        rij["overschrijding"] = _overschrijding(voorstel)
    boeking_id, is_nieuw = financien_boeken(rij, is_toekenning=voorstel.soort == Boeking.Soort.TOEKENNING)
    return (_zonder_lezen(rij) if is_nieuw else Boeking.objects.get(pk=boeking_id)), is_nieuw


def _overschrijding(voorstel: Voorstel) -> dict[str, Any]:
    """The approval as a row, on the line that the booking takes from."""
    goedkeuring = voorstel.goedkeuring
    assert goedkeuring is not None
    post = next(r.post for r in voorstel.regels if r.rekening == Rekening.Soort.VRIJ)
    return {
        "post_id": post.pk,
        "bedrag": str(goedkeuring.bedrag),
        "reden": goedkeuring.reden,
        "door_id": goedkeuring.door.pk,
    }


def _zonder_lezen(rij: dict[str, Any]) -> Boeking:
    """The booking just stored, without asking for it again; `geboekt_op` is read when somebody wants it."""
    waarden = {veld.attname: veld.to_python(rij.get(veld.attname)) for veld in Boeking._meta.concrete_fields}
    waarden["aantal_regels"] = len(rij["regels"])
    del waarden["geboekt_op"]
    return Boeking.from_db("default", list(waarden), list(waarden.values()))


def boeken(
    *,
    regels: Sequence[Regel],
    sleutel: str,
    omschrijving: str,
    ingangsdatum: date | None,
    door: Gebruiker,
    bron: models.Model | None = None,
    soort: Boeking.Soort = Boeking.Soort.OVERIG,
    goedkeuring: Goedkeuring | None = None,
) -> Boeking:
    """Book amounts (euros) that add up to zero, in one statement that also moves the stored balances.

    The same `sleutel` with the same content gives the stored booking; with other content SleutelBestaat. Raises
    GeenRuimte, JaarGesloten, BoekingKloptNiet or OnjuistBedrag; then nothing was booked.
    """
    boeking, _ = vastleggen(
        Voorstel(
            regels=regels,
            sleutel=sleutel,
            omschrijving=omschrijving,
            ingangsdatum=ingangsdatum,
            door=door,
            bron=bron,
            soort=soort,
            goedkeuring=goedkeuring,
        )
    )
    return boeking


def omkeren(
    *, boeking: Boeking, sleutel: str, door: Gebruiker, reden: str, ingangsdatum: date | None = None
) -> Boeking:
    """Take a booking back with a counter booking that points at it; a commitment is withdrawn with it.

    Raises VerkeerdeStatus for a booking that cannot be taken back (any more), SleutelBestaat when it was taken back
    under another key, GeenRuimte when the line has since been used.
    """
    with transaction.atomic():
        verplichting = Verplichting.objects.select_for_update().filter(boeking=boeking).first()
        al_omgekeerd = Boeking.objects.filter(keert_om=boeking, sleutel=sleutel).first()
        if al_omgekeerd:
            return al_omgekeerd
        _omkeerbaar(boeking, verplichting)
        tegenboeking, _ = vastleggen(
            Voorstel(
                sleutel=sleutel,
                soort=Boeking.Soort.OMKERING,
                omschrijving=f"Omkering: {reden}"[:200],
                regels=[
                    Regel(regel.rekening.post, Rekening.Soort(regel.rekening.soort), -regel.bedrag)
                    for regel in boeking.regels.select_related("rekening__post")
                ],
                door=door,
                ingangsdatum=ingangsdatum or boeking.ingangsdatum,
                bron=boeking.bron,
                keert_om=boeking,
            )
        )
        if verplichting:
            verplichting.ingetrokken_met = tegenboeking
            verplichting.save(update_fields=["ingetrokken_met"])
            verplichting.termijnen.update(status="vervallen", vrijgevallen=models.F("bedrag"))
        return tegenboeking


def _omkeerbaar(boeking: Boeking, verplichting: Verplichting | None) -> None:
    if Boeking.objects.filter(keert_om=boeking).exists():
        raise VerkeerdeStatus("Deze boeking is al omgekeerd.")
    if boeking.keert_om_id:
        raise VerkeerdeStatus("Een omkering keert u niet om. Doe de eerste boeking opnieuw.")
    if Vrijval.objects.filter(boeking=boeking).exists():
        raise VerkeerdeStatus("Vrijval keert u niet om. Ken het bedrag opnieuw toe.")
    if verplichting and (verplichting.vrijgevallen or verplichting.betaald):
        raise VerkeerdeStatus(
            "Van deze toekenning is al iets betaald of vrijgevallen. Geef vrij wat nog openstaat in plaats van de "
            "boeking om te keren."
        )
