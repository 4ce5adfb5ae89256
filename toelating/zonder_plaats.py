"""TLVs without a place: how long they wait, where the pupil still is, and when they lapse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from swv.kern.uitvoer import Rij
from swv.organisaties.models import Gebruiker, School
from toelating.blik import blik_van, naam_voor
from toelating.models import Verklaring, Verklaringstatus
from toelating.verklaringen import met_regel

MIJLPALEN = (6, 12)  # weeks: school and bureau get a mail


@dataclass(frozen=True)
class Wachtend:
    """One TLV that nobody uses yet."""

    verklaring: Verklaring
    naam: str
    weken: int

    @property
    def school_nu(self) -> School:
        """Where the pupil still is: the school that asked, with the zorgplicht."""
        return self.verklaring.aanvraag.school

    @property
    def naar(self) -> School | None:
        return self.verklaring.school or self.verklaring.aanvraag.beoogde_school

    @property
    def eindigt(self) -> date:
        """When it ends or lapses if nobody uses it."""
        voor = self.verklaring.gebruiken_voor
        return min(voor, self.verklaring.geldig_tot) if voor else self.verklaring.geldig_tot

    @property
    def stand(self) -> str:
        if self.verklaring.status == Verklaringstatus.OPGEHAALD:
            return "opgehaald, nog niet geplaatst"
        return "nog niet opgehaald"


@dataclass(frozen=True)
class Lijst:
    """Those who wait, the longest on top."""

    rijen: Sequence[Wachtend]

    @property
    def aantal(self) -> int:
        return len(self.rijen)

    def langer_dan(self, weken: int) -> int:
        return sum(rij.weken >= weken for rij in self.rijen)

    @property
    def mijlpalen(self) -> list[tuple[int, int]]:
        return [(weken, self.langer_dan(weken)) for weken in MIJLPALEN]

    @property
    def zin(self) -> str:
        """One sentence that says how it stands."""
        if not self.rijen:
            return "Er is geen TLV zonder plaats."
        wat = "1 TLV wacht" if self.aantal == 1 else f"{self.aantal} TLV’s wachten"
        lang = self.langer_dan(MIJLPALEN[0])
        slot = f" Daarvan {'wacht' if lang == 1 else 'wachten'} er {lang} al {MIJLPALEN[0]} weken of langer."
        return f"{wat} op een plaats.{slot if lang else ''}"


def zonder_plaats(gebruiker: Gebruiker, *, onderwijs: str = "") -> Lijst:
    """What this person may see of it. One query."""
    vandaag = timezone.localdate()
    rijen = met_regel(Verklaring.objects.for_user(gebruiker)).zonder_plaats(vandaag)
    if onderwijs:
        rijen = rijen.filter(onderwijs=onderwijs)
    return Lijst(
        [
            Wachtend(rij, naam_voor(blik_van(gebruiker, rij), rij), weken_sinds(rij.afgegeven_op, vandaag))
            for rij in rijen.order_by("afgegeven_op", "nummer")
        ]
    )


def weken_sinds(dag: date, vandaag: date) -> int:
    """Whole weeks since a day."""
    return (vandaag - dag).days // 7


KOPPEN = (
    "TLV",
    "Voor",
    "School nu",
    "School daarna",
    "Stand",
    "Afgegeven op",
    "Weken",
    "Geldt vanaf",
    "Vervalt of eindigt op",
)


def tabelrijen(lijst: Lijst) -> Iterator[Rij]:
    """For a file: by number, without the name of a pupil, because a file leaves the portal."""
    for rij in lijst.rijen:
        tlv = rij.verklaring
        yield (
            tlv.nummer,
            tlv.soort_naam,
            rij.school_nu.naam,
            rij.naar.naam if rij.naar else "",
            rij.stand,
            tlv.afgegeven_op,
            rij.weken,
            tlv.ingang,
            rij.eindigt,
        )
