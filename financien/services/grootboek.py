"""Booking: every movement of money goes through `vastleggen` (or `boeken_bulk`), one statement."""

import hashlib
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from financien.bedragen import in_centen, positief
from financien.fouten import BoekingKloptNiet
from financien.models import Begrotingspost, Boeking, Rekening, Verplichting
from financien.services.database import financien_boeken
from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import BronModel
from swv.organisaties.models import Gebruiker, Rolsoort


class Regel(NamedTuple):
    """One amount (euros, not zero) to or from the account of this kind of a line."""

    post: Begrotingspost
    rekening: Rekening.Soort
    bedrag: Decimal


class Herkomst(NamedTuple):
    """The dossier that a booking is for, without reading it."""

    content_type_id: int
    object_id: uuid.UUID

    @classmethod
    def van(cls, rij: BronModel | Boeking) -> "Herkomst | None":
        """Of a row that has the same source; None when it has none."""
        if rij.content_type_id is None or rij.object_id is None:
            return None
        return cls(rij.content_type_id, rij.object_id)

    @classmethod
    def van_bron(cls, bron: models.Model) -> "Herkomst":
        return cls(ContentType.objects.get_for_model(bron).pk, bron.pk)


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

    Without `ingangsdatum` it counts from `anders_vanaf`, or from today. With `laat_vervallen` the open reservations of
    its source lapse first. Who books, that day, an approval and what is made new (`verplichting_id`, `kenmerk`) are
    no content, so a retry after midnight is the same act.
    """

    sleutel: str
    soort: Boeking.Soort
    omschrijving: str
    regels: Sequence[Regel]
    door: Gebruiker
    ingangsdatum: date | None = None
    anders_vanaf: date | None = None
    bron: models.Model | Herkomst | None = None
    keert_om: Boeking | None = None
    goedkeuring: Goedkeuring | None = None
    erbij: dict[str, Any] = field(default_factory=dict)
    verplichting_id: uuid.UUID | None = None
    kenmerk: str = ""
    laat_vervallen: bool = False

    @property
    def herkomst(self) -> Herkomst | None:
        if self.bron is None or isinstance(self.bron, Herkomst):
            return self.bron
        return Herkomst.van_bron(self.bron)

    def inhoud(self) -> dict[str, Any]:
        """The content as plain values. Raises BoekingKloptNiet or OnjuistBedrag when it cannot be right."""
        bedragen = [in_centen(regel.bedrag) for regel in self.regels]
        if len(bedragen) < 2 or not all(bedragen) or sum(bedragen, Decimal(0)):
            raise BoekingKloptNiet("De regels van deze boeking zijn samen niet nul. Controleer de bedragen.")
        if not self.omschrijving.strip():
            raise VoorwaardeNietVervuld("Schrijf een omschrijving bij deze boeking.")
        herkomst = self.herkomst
        return {
            "soort": self.soort,
            "omschrijving": self.omschrijving,
            "regels": [
                {"post": regel.post.pk, "soort": regel.rekening, "bedrag": str(bedrag)}
                for regel, bedrag in zip(self.regels, bedragen, strict=True)
            ],
            "content_type_id": herkomst.content_type_id if herkomst else None,
            "object_id": str(herkomst.object_id) if herkomst else None,
            "keert_om_id": str(self.keert_om.pk) if self.keert_om else None,
            **self.erbij,
        }

    def rij(self) -> dict[str, Any]:
        """The booking as financien_boeken reads it."""
        inhoud = self.inhoud()
        vandaag = timezone.localdate()
        gehasht = json.dumps([inhoud, str(self.ingangsdatum)], sort_keys=True).encode()
        rij = {
            **inhoud,
            "id": str(uuid.uuid4()),
            "sleutel": self.sleutel,
            "inhoud": hashlib.sha256(gehasht).hexdigest(),
            "boekdatum": str(vandaag),
            "ingangsdatum": str(self.ingangsdatum or self.anders_vanaf or vandaag),
            "door_id": self.door.pk,
        }
        if self.verplichting_id:
            eigen = {"id": str(self.verplichting_id), "kenmerk": self.kenmerk}
            rij["verplichting"] = {**inhoud["verplichting"], **eigen}
        if self.laat_vervallen:
            rij["vervalt"] = {"sleutel": f"{self.sleutel}:vervalt", "omschrijving": "Reservering vervalt"}
        if self.goedkeuring:
            rij["overschrijding"] = self._overschrijding(self.goedkeuring)
        return rij

    def _overschrijding(self, goedkeuring: Goedkeuring) -> dict[str, Any]:
        """The approval as a row, on the line that the booking takes from."""
        post = next(r.post for r in self.regels if r.rekening == Rekening.Soort.VRIJ and r.bedrag < 0)
        return {
            "post_id": post.pk,
            "bedrag": str(goedkeuring.bedrag),
            "reden": goedkeuring.reden,
            "door_id": goedkeuring.door.pk,
        }


def vastleggen(voorstel: Voorstel) -> tuple[Boeking, bool]:
    """Store the booking in one statement that also moves the stored balances, or give the stored one (with False) when
    this key was booked before with the same content.

    Raises SleutelBestaat when the key was used for something else, GeenRuimte, JaarGesloten, BoekingKloptNiet or
    OnjuistBedrag; then nothing was booked.
    """
    rij = voorstel.rij()
    boeking_id, is_nieuw = financien_boeken(rij, soort=voorstel.soort)
    return (zonder_lezen(rij) if is_nieuw else Boeking.objects.get(pk=boeking_id)), is_nieuw


def zonder_lezen(rij: dict[str, Any]) -> Boeking:
    """The booking just stored, without asking for it again; `geboekt_op` is read when somebody wants it."""
    waarden = {veld.attname: veld.to_python(rij.get(veld.attname)) for veld in Boeking._meta.concrete_fields}
    waarden["aantal_regels"] = len(rij["regels"])
    del waarden["geboekt_op"]
    return Boeking.from_db("default", list(waarden), list(waarden.values()))


def verplicht_reden(reden: str, vraag: str) -> str:
    """A reason in words. Raises VoorwaardeNietVervuld with `vraag` when there is none."""
    if not reden.strip():
        raise VoorwaardeNietVervuld(vraag)
    return reden


def in_jaar(dag: date, jaar: int) -> date:
    """The day of `jaar` nearest to `dag`: a decision of December on next year's budget counts from 1 January."""
    return min(max(dag, date(jaar, 1, 1)), date(jaar, 12, 31))


def telt_vanaf(verplichting: Verplichting, dag: date) -> date:
    """The day from which an act on this commitment counts: in the year of its line, not before the award itself."""
    return max(in_jaar(dag, verplichting.post.jaar.jaar), verplichting.boeking.ingangsdatum)
