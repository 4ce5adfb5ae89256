"""The pictures of a budget year: how fast it goes, where it goes, and where it ends. Each with its one sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection

from financien.bedragen import CENT
from financien.models import Rekening
from financien.rapporten.kolommen import NUL
from financien.rapporten.perioden import kalenderjaar
from financien.rapporten.rapport import LASTEN, maken
from financien.rapporten.vraag import AMBITIES, Vraag
from swv.kern.grafieken import Deel, Grafiek, Reeks, Staaf, lijnen, staven
from swv.kern.opmaak import MAANDEN, euro

_S = Rekening.Soort
_BUDGET: Mapping[str, int] = {_S.BEGROTING: -1, _S.WIJZIGING: -1, _S.OVERGEHEVELD_IN: -1}
_UIT: Mapping[str, int] = {_S.BETAALD: 1, _S.KOSTEN: 1, _S.TERUGGEVORDERD: 1}
_BEZET: Mapping[str, int] = {**_UIT, _S.TOEGEKEND: 1, _S.VRIJGEVALLEN: 1, _S.OVERGEHEVELD_UIT: 1}


@dataclass(frozen=True)
class Jaardeel:
    """A part of the costs of a year in euros: an ambition, or a rubriek without ambitions."""

    naam: str
    begroot: Decimal
    uitgegeven: Decimal
    te_betalen: Decimal
    aangevraagd: Decimal

    @property
    def verwacht(self) -> Decimal:
        return self.uitgegeven + self.te_betalen + self.aangevraagd


def jaardelen(jaar: int, kans: int = 100) -> list[Jaardeel]:
    """The costs of a year by ambition, and by rubriek for the rest; `kans` in percent. Four queries."""
    periode = kalenderjaar(jaar)
    delen = []
    for indeling in ("rubriek", "ambitie"):
        for blok in maken(Vraag(periode, indeling, kans)).blokken:
            if blok.soort != LASTEN:
                continue
            codes = [kolom.code for kolom in blok.kolommen]
            for rij in blok.rijen:
                if indeling == "ambitie" or rij.kop.sleutel.lower() != AMBITIES:
                    delen.append(_jaardeel(rij.kop.naam, dict(zip(codes, rij.waarden, strict=True)), kans))
    return delen


def _jaardeel(naam: str, cijfers: Mapping[str, Decimal], kans: int) -> Jaardeel:
    """What is still to be paid is the rest of the forecast, so money that moved to another year is in none of them."""
    uitgegeven = cijfers["betaald"] + cijfers["kosten"] - cijfers["teruggevorderd"]
    aangevraagd = (cijfers["gereserveerd"] * kans / 100).quantize(CENT, ROUND_HALF_UP)
    return Jaardeel(
        naam,
        begroot=cijfers["begroot"] + cijfers["gewijzigd"],
        uitgegeven=uitgegeven,
        te_betalen=cijfers["prognose"] - uitgegeven - aangevraagd,
        aangevraagd=aangevraagd,
    )


def besteding(jaar: int, delen: Sequence[Jaardeel]) -> Grafiek:
    """Where the money goes: spent, and awarded but still to be paid."""
    rang = sorted(delen, key=lambda deel: deel.uitgegeven + deel.te_betalen, reverse=True)
    totaal = sum((deel.uitgegeven + deel.te_betalen for deel in delen), NUL)
    if rang and totaal > 0:
        eerste = rang[0]
        bedrag = eerste.uitgegeven + eerste.te_betalen
        zin = (
            f"Het meeste geld gaat naar {eerste.naam}: {euro(bedrag)}, "
            f"{_procent(bedrag, totaal)} van alles wat in {jaar} is uitgegeven of toegekend."
        )
    else:
        zin = f"In {jaar} is nog niets uitgegeven of toegekend."
    return staven(
        titel=f"Waar gaat het geld van {jaar} heen?",
        zin=zin,
        kop="Onderdeel",
        staven=[
            Staaf(
                deel.naam,
                [Deel("Uitgegeven", deel.uitgegeven, "hoofd"), Deel("Nog te betalen", deel.te_betalen, "tweede")],
            )
            for deel in rang
        ],
    )


def verwachting(jaar: int, delen: Sequence[Jaardeel], kans: int = 100) -> Grafiek:
    """The forecast of the year end against the budget."""
    verwacht, begroot = sum((d.verwacht for d in delen), NUL), sum((d.begroot for d in delen), NUL)
    verschil = begroot - verwacht
    richting = "meer" if verschil < 0 else "minder"
    slot = f"{euro(abs(verschil))} {richting} dan" if verschil else "precies wat er is"
    boven = [deel.naam for deel in delen if deel.verwacht > deel.begroot]
    let_op = f" Boven de begroting: {', '.join(boven)}." if boven else ""
    return staven(
        titel=f"Verwachting voor eind {jaar}",
        zin=f"Wij verwachten in {jaar} {euro(verwacht)} uit te geven, {slot} begroot ({euro(begroot)}).{let_op}",
        kop="Onderdeel",
        staven=[
            Staaf(
                deel.naam,
                [
                    Deel("Uitgegeven", deel.uitgegeven, "hoofd"),
                    Deel("Nog te betalen", deel.te_betalen, "tweede"),
                    Deel(f"Open aanvragen ({kans}%)", deel.aangevraagd, "derde"),
                ],
                deel.begroot,
            )
            for deel in delen
        ],
    )


def verloop(jaar: int, *, naam: str, vandaag: date, post_id: int | None = None) -> Grafiek:
    """Burn-down of one line, or of all costs: what is left at the end of each month after awards and after payments,
    beside an even plan. One query. A booking outside the year counts in its first or last month."""
    sommen = _per_maand(jaar, post_id)
    budget = sum((_gewogen(maand, _BUDGET) for maand in sommen), NUL)
    tot = 12 if vandaag.year > jaar else vandaag.month if vandaag.year == jaar else 0
    na_toekenning = _rest(budget, [_gewogen(maand, _BEZET) for maand in sommen], tot)
    na_uitgave = _rest(budget, [_gewogen(maand, _UIT) for maand in sommen], tot)
    plan = [(budget * (12 - maand) / 12).quantize(CENT, ROUND_HALF_UP) for maand in range(1, 13)]
    return lijnen(
        titel=f"Verloop in {jaar}: {naam}",
        zin=_verloopzin(jaar, budget, tot, plan, na_toekenning, na_uitgave),
        punten=[maand[:3] if maand != "maart" else "mrt" for maand in MAANDEN],
        reeksen=[
            Reeks("Volgens plan over", plan, "plan"),
            Reeks("Over na toekenningen", na_toekenning, "hoofd"),
            Reeks("Over na betalingen", na_uitgave, "tweede"),
        ],
    )


def _verloopzin(
    jaar: int,
    budget: Decimal,
    tot: int,
    plan: Sequence[Decimal],
    na_toekenning: Sequence[Decimal | None],
    na_uitgave: Sequence[Decimal | None],
) -> str:
    toegekend, uitgegeven = (na_toekenning[tot - 1], na_uitgave[tot - 1]) if tot else (None, None)
    if toegekend is None or uitgegeven is None:
        return f"Het jaar {jaar} moet nog beginnen; er is {euro(budget)} begroot."
    verschil, te_betalen = toegekend - plan[tot - 1], uitgegeven - toegekend
    if verschil:
        plek = f"{euro(abs(verschil))} {'meer' if verschil > 0 else 'minder'} dan volgens plan"
    else:
        plek = "precies volgens plan"
    slot = f" Daarnaast is {euro(te_betalen)} toegekend en nog niet betaald." if te_betalen else ""
    return f"Tot en met {MAANDEN[tot - 1]} is van {euro(budget)} nog {euro(toegekend)} over, {plek}.{slot}"


def _per_maand(jaar: int, post_id: int | None) -> list[dict[str, Decimal]]:
    """Per month the sum on each kind of account."""
    maanden: list[dict[str, Decimal]] = [{} for _ in MAANDEN]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT extract(month FROM greatest(least(m.maand, make_date(j.jaar, 12, 1)),
                make_date(j.jaar, 1, 1)))::int, k.soort, sum(m.bedrag)
            FROM financien_begrotingsjaar j
            JOIN financien_begrotingspost p ON p.jaar_id = j.id
            JOIN financien_rekening k ON k.post_id = p.id
            JOIN financien_maandsom m ON m.rekening_id = k.id
            WHERE j.jaar = %(jaar)s AND p.soort = 'lasten' AND (%(post)s::bigint IS NULL OR p.id = %(post)s)
            GROUP BY 1, 2
            """,
            {"jaar": jaar, "post": post_id},
        )
        for maand, soort, bedrag in cursor.fetchall():
            maanden[maand - 1][soort] = bedrag
    return maanden


def _gewogen(sommen: Mapping[str, Decimal], gewichten: Mapping[str, int]) -> Decimal:
    return sum((sommen.get(soort, NUL) * gewicht for soort, gewicht in gewichten.items()), NUL)


def _rest(budget: Decimal, gebruik: Sequence[Decimal], tot: int) -> list[Decimal | None]:
    """What is left at the end of each month up to and including month `tot`; not known after it."""
    over, uit = budget, []
    for nummer, bedrag in enumerate(gebruik, start=1):
        over -= bedrag
        uit.append(over if nummer <= tot else None)
    return uit


def _procent(deel: Decimal, geheel: Decimal) -> str:
    return f"{deel / geheel * 100:.0f}%"
