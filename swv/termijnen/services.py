"""Starting, suspending, resuming and finishing a term. Each act locks the row of the term first."""

from collections.abc import Mapping
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, transaction
from django.db.models import F, Model
from psycopg import sql

from swv.kern.fouten import Geweigerd
from swv.kern.opmaak import datum
from swv.termijnen import selectors
from swv.termijnen.herinneren import (
    herinnering_oppakken,
    herinnering_verzonden,
    herinneringen_plannen,
)
from swv.termijnen.models import GelijkgesteldeDag, Herinnering, Opschorting, Termijn
from swv.termijnen.rekenen import werkdagen_na
from swv.termijnen.schema import STREEFTERMIJN, Soort

__all__ = [
    "afronden",
    "alles_afronden",
    "dag_gelijkstellen",
    "einddatums_overnemen",
    "herinnering_oppakken",
    "herinnering_verzonden",
    "herinneringen_plannen",
    "hervatten",
    "opschorten",
    "start",
    "verlengen",
    "verstreken_opschortingen_beeindigen",
]


@transaction.atomic
def start(
    *,
    bron: Model,
    soort: Soort,
    begin: date,
    is_wettelijk: bool,
    weken: int | None = None,
    uiterlijk: date | None = None,
    herinner_opdracht: str = "",
) -> Termijn:
    """Start a clock on a dossier; the first day of the term is the day after `begin`.

    Give `weken` (the last day is computed) or `uiterlijk` (a person chose it); for a kind with an own target,
    such as a signature, neither. `herinner_opdracht` names the opdracht that delivers reminders: it gets the key
    of a `Herinnering`. Raises Geweigerd when such a term already runs or the dates are in the wrong order.
    """
    extra = selectors.extra_feestdagen()
    if weken is None and uiterlijk is None and soort in STREEFTERMIJN:
        uiterlijk = werkdagen_na(begin, STREEFTERMIJN[soort], extra=extra)
    if (weken is None) == (uiterlijk is None):
        raise ValueError("Geef een termijn in weken of een laatste dag, niet allebei.")
    termijn = Termijn(
        bron=bron,
        soort=soort,
        begin=begin,
        weken=weken,
        is_wettelijk=is_wettelijk,
        uiterlijk=uiterlijk,
        loopt_sinds=begin,
        herinner_opdracht=herinner_opdracht,
    )
    if uiterlijk is None:
        _bereken(termijn, extra)
    _bewaar(termijn)
    return termijn


@transaction.atomic
def opschorten(
    *, termijn: Termijn, uitgenodigd_op: date, hersteltermijn_tot: date, herinner_opdracht: str = ""
) -> Opschorting:
    """The school is asked to supplement before a date: the term stands still from the next day on (Awb 4:15).

    With `herinner_opdracht` the school gets an own clock (AANVULLING) with reminders until it supplements.
    Raises Geweigerd when the term already stands still, is finished, has run out, or the date gives no time.
    """
    termijn = _vergrendel(termijn)
    _controleer_opschorten(termijn, uitgenodigd_op)
    opschorting = Opschorting(termijn=termijn, uitgenodigd_op=uitgenodigd_op, hersteltermijn_tot=hersteltermijn_tot)
    _controleer(opschorting)
    _rond_vragen_af(termijn, op=uitgenodigd_op)
    if herinner_opdracht:
        opschorting.aanvultermijn = _vraag(opschorting, herinner_opdracht)
    opschorting.save()
    termijn.stil_sinds, termijn.uiterlijk = opschorting.eerste_dag, None
    _bewaar(termijn)
    return opschorting


def _vraag(opschorting: Opschorting, herinner_opdracht: str) -> Termijn:
    """The clock of the school beside the one of the bureau."""
    vraag = Termijn(
        content_type_id=opschorting.termijn.content_type_id,
        object_id=opschorting.termijn.object_id,
        soort=Soort.AANVULLING,
        begin=opschorting.uitgenodigd_op,
        uiterlijk=opschorting.hersteltermijn_tot,
        loopt_sinds=opschorting.uitgenodigd_op,
        herinner_opdracht=herinner_opdracht,
    )
    _bewaar(vraag)
    return vraag


def _controleer_opschorten(termijn: Termijn, uitgenodigd_op: date) -> None:
    if not termijn.is_open:
        raise Geweigerd("De termijn is al afgerond. U kunt hem niet meer stilzetten.")
    if termijn.weken is None:
        raise Geweigerd("Deze termijn kan niet stilstaan. Alleen een beslistermijn in weken kan dat.")
    if termijn.uiterlijk is None:
        raise Geweigerd("De termijn staat al stil. Wacht op de aanvulling van de school.")
    if uitgenodigd_op < termijn.begin:
        raise Geweigerd("De vraag om aanvulling kan niet voor de ontvangst van de aanvraag liggen.")
    if uitgenodigd_op >= termijn.uiterlijk:
        raise Geweigerd(
            f"De termijn loopt tot en met {datum(termijn.uiterlijk)}. Een vraag om aanvulling zet hem pas de dag "
            "erna stil, en dat is te laat. Beslis nu, of laat de school weten wanneer u wel beslist."
        )


@transaction.atomic
def hervatten(*, termijn: Termijn, aangevuld_op: date) -> Termijn:
    """The school supplemented: the term runs on from this day and gets its new last day.

    After the given date the term already ran on by itself; then only the day of the supplement is noted.
    Raises Geweigerd when nothing was asked or the day lies before the question.
    """
    termijn = _vergrendel(termijn)
    opschorting = termijn.opschortingen.filter(aangevuld_op__isnull=True).last()
    if opschorting is None or not termijn.is_open:
        raise Geweigerd(
            "Er staat geen vraag om aanvulling open. Ga terug naar het dossier om te zien wat u nu kunt doen."
        )
    opschorting.aangevuld_op = aangevuld_op
    return _beeindig(termijn, opschorting, op=aangevuld_op)


@transaction.atomic
def verlengen(*, termijn: Termijn, weken: int, op: date) -> Termijn:
    """The applicant was told on `op` that the decision comes so many weeks later (Awb 4:14, 7:10 (3)).

    A term of more than twelve weeks is not moved for a weekend or a holiday (Atw art. 4). Raises Geweigerd when the
    term is finished, stands still or had run out before `op`.
    """
    termijn = _vergrendel(termijn)
    if not termijn.is_open or termijn.weken is None:
        raise Geweigerd("Deze termijn loopt niet meer. U kunt hem niet verlengen.")
    if termijn.uiterlijk is None:
        raise Geweigerd("De termijn staat nu stil. Wacht op de aanvulling; daarna kunt u hem verlengen.")
    if op > termijn.uiterlijk:
        raise Geweigerd(
            f"De termijn liep tot en met {datum(termijn.uiterlijk)}. Verlengen kon tot en met die dag. Beslis nu."
        )
    termijn.weken += weken
    termijn.loopt_sinds = op
    _bereken(termijn, selectors.extra_feestdagen())
    _bewaar(termijn)
    return termijn


@transaction.atomic
def afronden(*, termijn: Termijn, op: date) -> Termijn:
    """What the term asked for was done on this day, or is no longer needed. Finishing twice keeps the first day.

    A term that stands still stops doing so, so that its last day is known afterwards.
    """
    termijn = _vergrendel(termijn)
    if not termijn.is_open:
        return termijn
    if opschorting := termijn.opschortingen.filter(beeindigd_op__isnull=True).first():
        termijn = _beeindig(termijn, opschorting, op=op)
    termijn.afgerond_op = op
    _bewaar(termijn)
    _rond_vragen_af(termijn, op=op)
    return termijn


def _rond_vragen_af(termijn: Termijn, *, op: date) -> None:
    """The school no longer has to answer earlier questions."""
    for vraag in Termijn.objects.open().filter(opschorting__termijn=termijn):
        afronden(termijn=vraag, op=op)


@transaction.atomic
def alles_afronden(*, bron: Model, op: date) -> None:
    """Stop every open clock of a dossier: it was decided, withdrawn or not taken up."""
    for termijn in Termijn.objects.van(bron).open():
        afronden(termijn=termijn, op=op)


def verstreken_opschortingen_beeindigen(*, vandaag: date) -> int:
    """Let terms run on whose school let the given date pass; returns how many. Safe to repeat."""
    verstreken = Opschorting.objects.filter(beeindigd_op__isnull=True, hersteltermijn_tot__lt=vandaag)
    aantal = 0
    for pk, termijn_id in verstreken.values_list("pk", "termijn_id"):
        with transaction.atomic():
            termijn = _vergrendel(Termijn(pk=termijn_id))
            # Asked again under the lock: the school may have supplemented meanwhile.
            if opschorting := verstreken.filter(pk=pk).first():
                _beeindig(termijn, opschorting, op=opschorting.hersteltermijn_tot)
                aantal += 1
    return aantal


def einddatums_overnemen(model: type[Model], *, soort: Soort) -> int:
    """Copy the last day of every running term of this kind to the column `beslisdatum` of its dossier: one statement.
    Returns how many changed.

    Acts do this themselves; this catches a suspension that ended because nobody answered.
    """
    opdracht = sql.SQL(
        "UPDATE {dossier} d SET beslisdatum = t.uiterlijk FROM termijnen_termijn t"
        " WHERE t.object_id = d.id AND t.content_type_id = %s AND t.soort = %s AND t.afgerond_op IS NULL"
        " AND d.beslisdatum IS DISTINCT FROM t.uiterlijk"
    ).format(dossier=sql.Identifier(model._meta.db_table))
    with connection.cursor() as cursor:
        cursor.execute(opdracht, [ContentType.objects.get_for_model(model).pk, str(soort)])
        return cursor.rowcount


@transaction.atomic
def dag_gelijkstellen(*, dag: date, naam: str, besluit: str) -> GelijkgesteldeDag:
    """Add an equated day of a new decree and move the open terms that it touches. Raises Geweigerd for a double."""
    rij = GelijkgesteldeDag(dag=dag, naam=naam, besluit=besluit)
    _controleer(rij)
    rij.save()
    extra = selectors.extra_feestdagen()
    geraakt = Termijn.objects.lopend().filter(weken__isnull=False, begin__lt=dag, uiterlijk__gte=dag)
    for termijn in geraakt.select_for_update(no_key=True):
        herinneringen = termijn.herinneringen.filter(anker=F("termijn__uiterlijk"))
        geweest = list(herinneringen.values_list("pk", flat=True))
        _bereken(termijn, extra)
        _bewaar(termijn)
        Herinnering.objects.filter(pk__in=geweest).update(anker=termijn.uiterlijk)  # sent is sent
    return rij


# --- Shared -----------------------------------------------------------------------------------------------


def _vergrendel(termijn: Termijn) -> Termijn:
    """The row as it is now, locked until the end of the transaction."""
    return Termijn.objects.select_for_update(no_key=True).get(pk=termijn.pk)


def _beeindig(termijn: Termijn, opschorting: Opschorting, *, op: date) -> Termijn:
    """End a suspension on `op`, at the latest on its given date, and give the term its new last day."""
    einde = min(op, opschorting.hersteltermijn_tot)
    liep_al = opschorting.beeindigd_op == einde
    opschorting.beeindigd_op = einde
    _controleer(opschorting)
    opschorting.save()
    if opschorting.aangevuld_op and opschorting.aanvultermijn:
        afronden(termijn=opschorting.aanvultermijn, op=opschorting.aangevuld_op)
    if liep_al:
        return termijn
    _bereken(termijn, selectors.extra_feestdagen())
    termijn.stil_sinds, termijn.loopt_sinds = None, einde
    _bewaar(termijn)
    return termijn


def _bereken(termijn: Termijn, extra: Mapping[date, str]) -> None:
    opschortingen = list(termijn.opschortingen.all()) if termijn.pk else []
    stap = selectors.som(termijn, opschortingen, extra)
    if stap:
        termijn.uiterlijk = stap.einddatum


def _controleer(rij: Model) -> None:
    try:
        rij.full_clean()
    except ValidationError as fout:
        velden = {veld: zinnen for veld, zinnen in fout.message_dict.items() if veld != NON_FIELD_ERRORS}
        raise Geweigerd(" ".join(fout.messages), velden=velden) from fout


def _bewaar(termijn: Termijn) -> None:
    _controleer(termijn)
    termijn.save()
