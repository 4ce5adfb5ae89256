"""Hours per week: what was given, what is left, and which week can be filled in. A week is named by its Monday."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from aanvragen.models import Uitvoering, Urenweek
from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum, kort_getal

WEEK = timedelta(days=7)
NUL = Decimal(0)


def maandag(dag: date) -> date:
    """The Monday of the week of this day."""
    return dag - timedelta(days=dag.weekday())


def week_in_woorden(week: date) -> str:
    """ "week 45 (2 tot en met 8 november 2026)", as teachers and schools call it."""
    zondag = week + timedelta(days=6)
    van = str(week.day) if week.month == zondag.month else datum(week)
    return f"week {week.isocalendar().week} ({van} tot en met {datum(zondag)})"


def weken(uitvoering: Uitvoering) -> list[date]:
    """The Mondays of the weeks that can be filled in now: of the award, and begun. The newest first."""
    van, tot = uitvoering.aanvraag.van, uitvoering.aanvraag.tot
    if van is None or tot is None:
        return []
    eerste, laatste = maandag(van), maandag(min(tot, timezone.localdate()))
    return [laatste - WEEK * n for n in range((laatste - eerste).days // 7 + 1)]


@dataclass(frozen=True)
class Urenstand:
    """Hours of an award: what was given out, what is used and, per week (None without such a limit), at most."""

    toegekend: Decimal
    gebruikt: Decimal
    per_week: Decimal | None
    weken: Sequence[Urenweek] = ()

    @property
    def over(self) -> Decimal:
        """What is left; nothing when a decision lowered the award below what was used."""
        return max(self.toegekend - self.gebruikt, NUL)

    @property
    def is_op(self) -> bool:
        return not self.over

    @property
    def zin(self) -> str:
        return f"Nog {kort_getal(self.over)} van de {kort_getal(self.toegekend)} uur over."


def urenstand(uitvoering: Uitvoering) -> Urenstand | None:
    """None for a kind without hours. No query when the weeks were fetched along."""
    if not uitvoering.declaratie.houdt_uren_bij:
        return None
    rijen = list(uitvoering.weken.all())
    return Urenstand(
        toegekend=uitvoering.aanvraag.toegekende_uren or NUL,
        gebruikt=sum((rij.uren for rij in rijen), NUL),
        per_week=uitvoering.declaratie.uren_per_week(uitvoering.aanvraag),
        weken=rijen,
    )


def controleer(uitvoering: Uitvoering, stand: Urenstand, *, week: date, uren: Decimal) -> None:
    """Whether these hours fit in this week. Raises Geweigerd with what is left; the caller holds the row."""
    if zin := _bezwaar_tegen_week(uitvoering, week):
        raise Geweigerd(zin, velden={"week": [zin]})
    if zin := _bezwaar_tegen_uren(stand, week, uren):
        raise Geweigerd(zin, velden={"uren": [zin]})


def _bezwaar_tegen_week(uitvoering: Uitvoering, week: date) -> str:
    van, tot = uitvoering.aanvraag.van, uitvoering.aanvraag.tot
    if van is None or tot is None:
        return "Deze toekenning heeft geen periode. Bel het bureau."
    if week < maandag(van):
        return f"De toekenning begint op {datum(van)}. Kies een latere week."
    if week > tot:
        return f"De toekenning loopt tot en met {datum(tot)}. Kies een eerdere week."
    if week > timezone.localdate():
        return "Deze week moet nog beginnen. Vul de uren in als ze gegeven zijn."
    return ""


def _bezwaar_tegen_uren(stand: Urenstand, week: date, uren: Decimal) -> str:
    if stand.per_week is not None and uren > stand.per_week:
        return (
            f"U vult {kort_getal(uren)} uur in. Per week zijn er hoogstens {kort_getal(stand.per_week)} uur toegekend."
        )
    eerder = sum((rij.uren for rij in stand.weken if rij.week == week), NUL)
    over = max(stand.toegekend - (stand.gebruikt - eerder), NUL)
    if uren > over and uren > eerder:  # less than it was always fits
        return (
            f"U vult {kort_getal(uren)} uur in. Van de {kort_getal(stand.toegekend)} toegekende uren zijn er voor deze "
            f"week nog {kort_getal(over)} over. Zijn er meer uren nodig? Vraag dan eerst een wijziging aan."
        )
    return ""
