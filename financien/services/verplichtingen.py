"""Awards: committing money to a dossier."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from financien.bedragen import positief
from financien.fouten import BoekingKloptNiet
from financien.models import Begrotingspost, Betalingstermijn, Boeking, Rekening, Verplichting
from financien.services.grootboek import Goedkeuring, Regel, Voorstel, in_jaar, vastleggen
from financien.verdeling import Termijn
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker, School


@dataclass(frozen=True, kw_only=True)
class Toekenning:
    """What is the same for every year of an award. `verdeling` is in the content of each year's booking, so the same
    key with another split is refused."""

    bron: models.Model
    omschrijving: str
    door: Gebruiker
    soort: str = ""
    school: School | None = None
    schooljaar: int | None = None
    verdeling: Sequence[tuple[int, str]] = ()

    def verplicht(
        self,
        *,
        post: Begrotingspost,
        bedrag: Decimal,
        sleutel: str,
        termijnen: Sequence[Termijn],
        ingangsdatum: date | None = None,
        goedkeuring: Goedkeuring | None = None,
    ) -> Verplichting:
        """Commit `bedrag` euros on the line of one year. The open reservations of the source lapse first."""
        voorstel = Voorstel(
            sleutel=sleutel,
            soort=Boeking.Soort.TOEKENNING,
            omschrijving=self.omschrijving,
            regels=[Regel(post, Rekening.Soort.VRIJ, -bedrag), Regel(post, Rekening.Soort.TOEGEKEND, bedrag)],
            door=self.door,
            ingangsdatum=ingangsdatum,
            anders_vanaf=in_jaar(timezone.localdate(), post.jaar.jaar),
            bron=self.bron,
            goedkeuring=goedkeuring,
            verplichting_id=uuid.uuid4(),
            kenmerk=str(getattr(self.bron, "kenmerk", "") or ""),
            laat_vervallen=True,
            erbij={
                "verplichting": {
                    "post_id": post.pk,
                    "bedrag": str(bedrag),
                    "soort": self.soort,
                    "school_id": self.school.pk if self.school else None,
                    "schooljaar": self.schooljaar,
                },
                "termijnen": [_termijnrij(nummer, deel) for nummer, deel in enumerate(termijnen, start=1)],
                "verdeling": list(self.verdeling),
            },
        )
        boeking, is_nieuw = vastleggen(voorstel)
        if not is_nieuw:
            return Verplichting.objects.select_related("boeking").get(boeking_id=boeking.pk)
        return self._zonder_lezen(voorstel, boeking, post, bedrag)

    def _zonder_lezen(
        self, voorstel: Voorstel, boeking: Boeking, post: Begrotingspost, bedrag: Decimal
    ) -> Verplichting:
        nul = Decimal("0.00")
        tellers = {"vrijgevallen": nul, "betaald": nul, "verschoven": nul, "teruggevorderd": nul}
        verplichting = Verplichting(
            id=voorstel.verplichting_id,
            bron=self.bron,
            post=post,
            kenmerk=voorstel.kenmerk,
            omschrijving=self.omschrijving,
            bedrag=bedrag,
            boeking=boeking,
            soort=self.soort,
            school=self.school,
            schooljaar=self.schooljaar,
            **tellers,
        )
        verplichting._state.adding, verplichting._state.db = False, "default"
        return verplichting


def verplichten(
    *,
    bron: models.Model,
    post: Begrotingspost,
    bedrag: Decimal,
    omschrijving: str,
    sleutel: str,
    door: Gebruiker,
    termijnen: Sequence[Termijn | tuple[Decimal, str]] = (),
    ingangsdatum: date | None = None,
    goedkeuring: Goedkeuring | None = None,
    soort: str = "",
    school: School | None = None,
    schooljaar: int | None = None,
) -> Verplichting:
    """Commit an award to a line: from free room to awarded, with its instalments, in one statement. The open
    reservations of `bron` lapse in the same statement.

    `termijnen` are (euros, condition) or Termijn, and add up to `bedrag`; without them there is one instalment. One
    without condition can be paid from its day on. `soort`, `school` and `schooljaar` are kept for reports. Without
    `ingangsdatum` it counts from today, or from the nearest day of the year of the line. Raises GeenRuimte when the
    line has less free room, also when others book at the same moment; JaarGesloten; SleutelBestaat.
    """
    geheel = positief(bedrag)
    toekenning = Toekenning(
        bron=bron, omschrijving=omschrijving, door=door, soort=soort, school=school, schooljaar=schooljaar
    )
    return toekenning.verplicht(
        post=post,
        bedrag=geheel,
        sleutel=sleutel,
        termijnen=als_termijnen(geheel, termijnen),
        ingangsdatum=ingangsdatum,
        goedkeuring=goedkeuring,
    )


def als_termijnen(geheel: Decimal, termijnen: Sequence[Termijn | tuple[Decimal, str]]) -> list[Termijn]:
    """The instalments of an award of `geheel` euros; one when none are given. Raises BoekingKloptNiet when they do
    not add up."""
    delen = [deel if isinstance(deel, Termijn) else Termijn(*deel) for deel in termijnen] or [Termijn(geheel)]
    delen = [deel._replace(bedrag=positief(deel.bedrag)) for deel in delen]
    if sum(deel.bedrag for deel in delen) != geheel:
        raise BoekingKloptNiet(f"De termijnen zijn samen niet {euro(geheel)}. Pas de bedragen van de termijnen aan.")
    return delen


def _termijnrij(nummer: int, termijn: Termijn) -> dict[str, Any]:
    begin = Betalingstermijn.Status.OPEN if termijn.voorwaarde else Betalingstermijn.Status.BETAALBAAR
    return {
        "volgnummer": nummer,
        "bedrag": str(termijn.bedrag),
        "voorwaarde": termijn.voorwaarde,
        "vervaldatum": termijn.vervaldatum.isoformat() if termijn.vervaldatum else None,
        "status": begin,
    }
