"""A school of another region asks: by invitation of the bureau, each time for one pupil."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from swv.demo.tijd import op
from swv.demo.tlv.mensen import account
from swv.demo.tlv.verhalen import GAST, VOORBEELD, sleutel
from swv.demo.tlv.verteller import Verteller
from swv.organisaties.models import Gebruiker, Leerling, School
from toelating import gasten
from toelating.models import Soort, Tlvaanvraag, Uitnodiging, Verklaring

VERSTUURD, NIET_BEGONNEN = sleutel("gast/verstuurd"), sleutel("gast/niet begonnen")
_SCHOOL = gasten.Gastschool(
    code=VOORBEELD,
    naam="Voorbeeld College",
    soort=School.Soort.VO,
    bestuursnummer="49999",
    bestuursnaam="Stichting Voorbeeld Flevoland",
    adres="Postbus 1",
    postcode="8200 AA",
    plaats="Lelystad",
)


def gast_laden(nummer: int, nu: datetime) -> None:
    """One request that the guest sent, and one that the guest has not begun yet; what is there stays."""
    if not Uitnodiging.objects.filter(sleutel=VERSTUURD).exists():
        with op(nu - timedelta(days=GAST.dagen, hours=1)):
            _uitnodigen(VERSTUURD)
        Gastverteller(nummer, GAST, nu).vertel()
    if not Uitnodiging.objects.filter(sleutel=NIET_BEGONNEN).exists():
        with op(nu - timedelta(days=1)):
            _uitnodigen(NIET_BEGONNEN)


def _uitnodigen(sleutel: UUID) -> None:
    gast = account("gast")
    gasten.uitnodigen(
        soort=Soort.VSO,
        school=School.objects.filter(code=VOORBEELD).first() or _SCHOOL,
        persoon=gasten.Contactpersoon(gast.naam, gast.email, gast.functie),
        toegang_tot=timezone.localdate() + timedelta(days=365),
        door=account("bureau"),
        sleutel=sleutel,
    )


class Gastverteller(Verteller):
    """The same story as of a school of this region; the draft lies ready, and the guest submits for the board."""

    def _aanvrager(self) -> Gebruiker:
        return account("gast")

    def _begin(self, vorige: Verklaring | None) -> Tlvaanvraag:
        aanvraag = Uitnodiging.objects.get(sleutel=VERSTUURD).aanvraag
        assert aanvraag is not None
        return aanvraag

    def _leerling(self) -> Leerling:
        """Who is typed; the pupil exists once the request is sent."""
        return Leerling(
            voornaam="Mila",
            tussenvoegsel="van",
            achternaam="Oosten",
            geboortedatum=date(self.nu.year - 14, 3, 9),
            leerlingnummer="99-2041",
        )

    def versturen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self.doe(aanvraag, "indienen", self.coordinator, namens=_SCHOOL.bestuursnaam, akkoord="on")

    def medetekenen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return aanvraag
