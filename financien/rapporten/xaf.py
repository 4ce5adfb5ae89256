"""XML Auditfile Financieel 3.2 of a budget year, for the accountant and the bookkeeping package.

Every account of the ledger is a ledgerAccount, every booking of the year a transaction; plus is debit, minus credit.
All accounts of a line together are zero, so also the part of a booking that falls in this year balances. Boards are the
customersSuppliers. There is nothing of pupils in it: bookings name no person, and their source is left out.

The body is written first and counted while it goes by, so the totals above it are right by construction, and the
accounts are read after it, so none that it names can be missing. Memory does not grow with the number of bookings.
Source of the order of elements: XmlAuditfileFinancieel3.2.xsd, namespace http://www.auditfiles.nl/XAF/3.2.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import IO, Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from django.db import connection
from django.utils import timezone

from financien.models import Boeking, Rekening
from financien.rapporten.kolommen import NUL
from financien.rapporten.rgs import is_resultaat, rgs_van
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import MAANDEN
from swv.organisaties.models import Samenwerkingsverband, Schoolbestuur

NAAMRUIMTE = "http://www.auditfiles.nl/XAF/3.2"
# Two digits behind the code of the line: codes are 20 characters at most, an accID 35.
NUMMERS = {soort: f"{nummer:02d}" for nummer, soort in enumerate(Rekening.Soort.values, start=1)}
VOOR, NA = 0, 13  # periods for days outside the year: an early award, a late payment
_ONGELDIG = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REGELS = """
    SELECT b.soort, b.id, b.omschrijving, b.ingangsdatum, b.boekdatum, b.door_id, b.sleutel, r.id, p.code, k.soort,
        r.bedrag, s.bestuur_id, v.kenmerk
    FROM financien_boekingsregel r
    JOIN financien_rekening k ON k.id = r.rekening_id
    JOIN financien_begrotingspost p ON p.id = k.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    JOIN financien_boeking b ON b.id = r.boeking_id
    LEFT JOIN financien_verplichting v ON v.id = r.verplichting_id
    LEFT JOIN organisaties_school s ON s.id = v.school_id
    WHERE j.jaar = %s
    ORDER BY b.soort, b.ingangsdatum, b.id, r.id
"""


@dataclass
class _Telling:
    """What the body held: lines, both totals (euros), boards, and the days outside the year."""

    regels: int = 0
    debet: Decimal = NUL
    credit: Decimal = NUL
    besturen: set[int] = field(default_factory=set)
    eerste: date | None = None
    laatste: date | None = None


class _Schrijver:
    """XML with every element closed and every text made fit."""

    def __init__(self, uit: IO[bytes]) -> None:
        self._xml = XMLGenerator(uit, encoding="utf-8", short_empty_elements=True)

    def open(self, naam: str, **attributen: str) -> None:
        self._xml.startElement(naam, AttributesImpl(attributen))

    def sluit(self, naam: str) -> None:
        self._xml.endElement(naam)

    def veld(self, naam: str, waarde: object, lengte: int | None = None) -> None:
        """An element with a text, cut at `lengte`; nothing when there is no text."""
        tekst = _ONGELDIG.sub("", str(waarde)).strip()[:lengte]
        if tekst:
            self.open(naam)
            self._xml.characters(tekst)
            self.sluit(naam)


def waarom_geen_auditfile() -> str | None:
    """What is missing before an auditfile can be made; the schema wants the RSIN (taxRegIdent)."""
    if Samenwerkingsverband.huidig().rsin:
        return None
    return (
        "Het RSIN van het samenwerkingsverband is nog niet ingevuld, en zonder RSIN klopt het bestand niet. De "
        "functioneel beheerder vult het in: Beheer, Samenwerkingsverband, RSIN."
    )


def schrijf_xaf(uit: IO[bytes], jaar: int) -> None:
    """Write the auditfile of the lines of a budget year to an open binary file; the queries do not grow in number.

    Ask `waarom_geen_auditfile` first. Raises VoorwaardeNietVervuld without RSIN.
    """
    if zin := waarom_geen_auditfile():
        raise VoorwaardeNietVervuld(zin)
    telling = _Telling()
    with tempfile.TemporaryFile() as lichaam:
        _dagboeken(_Schrijver(lichaam), telling, jaar)
        lichaam.seek(0)
        uit.write(b'<?xml version="1.0" encoding="UTF-8"?>\n')
        xml = _Schrijver(uit)
        xml.open("auditfile", xmlns=NAAMRUIMTE)
        _kop(xml, jaar)
        xml.open("company")
        _organisatie(xml)
        _besturen(xml, telling)
        _rekeningen(xml, jaar)
        _perioden(xml, telling, jaar)
        xml.open("transactions")
        xml.veld("linesCount", telling.regels)
        xml.veld("totalDebit", telling.debet)
        xml.veld("totalCredit", telling.credit)
        shutil.copyfileobj(lichaam, uit)
        for naam in ("transactions", "company", "auditfile"):
            xml.sluit(naam)


def _kop(xml: _Schrijver, jaar: int) -> None:
    xml.open("header")
    xml.veld("fiscalYear", jaar)
    xml.veld("startDate", date(jaar, 1, 1))
    xml.veld("endDate", date(jaar, 12, 31))
    xml.veld("curCode", "EUR")
    xml.veld("dateCreated", timezone.localdate())
    xml.veld("softwareDesc", "Portaal samenwerkingsverband: begroting en verplichtingen", 50)
    xml.sluit("header")


def _organisatie(xml: _Schrijver) -> None:
    swv = Samenwerkingsverband.huidig()
    xml.veld("companyIdent", swv.nummer, 35)
    xml.veld("companyName", swv.naam, 999)
    xml.veld("taxRegistrationCountry", "NL")
    xml.veld("taxRegIdent", swv.rsin)
    _adres(xml, swv)


def _adres(xml: _Schrijver, van: Samenwerkingsverband | Schoolbestuur) -> None:
    if not (van.adres or van.plaats or van.postcode):
        return
    xml.open("streetAddress")
    xml.veld("streetname", van.adres, 999)
    xml.veld("city", van.plaats, 50)
    xml.veld("postalCode", van.postcode, 10)
    xml.veld("country", "NL")
    xml.sluit("streetAddress")


def _besturen(xml: _Schrijver, telling: _Telling) -> None:
    xml.open("customersSuppliers")
    for bestuur in Schoolbestuur.objects.filter(pk__in=telling.besturen).order_by("pk"):
        xml.open("customerSupplier")
        xml.veld("custSupID", _bestuur_id(bestuur.pk))
        xml.veld("custSupName", bestuur.naam, 50)
        xml.veld("relationshipID", bestuur.nummer, 35)
        xml.veld("custSupTp", "S")
        _adres(xml, bestuur)
        xml.sluit("customerSupplier")
    xml.sluit("customersSuppliers")


def _rekeningen(xml: _Schrijver, jaar: int) -> None:
    xml.open("generalLedger")
    alle = Rekening.objects.filter(post__jaar__jaar=jaar).order_by("post__volgorde", "post__code", "pk")
    for soort, code, naam, post_soort, rgs in alle.values_list(
        "soort", "post__code", "post__naam", "post__soort", "post__rgs"
    ):
        xml.open("ledgerAccount")
        xml.veld("accID", rekeningnummer(code, soort))
        xml.veld("accDesc", f"{naam}: {Rekening.Soort(soort).label}", 999)
        xml.veld("accTp", "P" if is_resultaat(soort) else "B")
        if lead := rgs_van(post_soort, rgs, soort):
            xml.veld("leadCode", lead.code, 999)
            xml.veld("leadDescription", lead.omschrijving, 999)
        xml.sluit("ledgerAccount")
    xml.sluit("generalLedger")


def _perioden(xml: _Schrijver, telling: _Telling, jaar: int) -> None:
    """The months; and a period before and after them when a booking counts from a day outside the year."""
    alle = [
        (nummer, naam.capitalize(), date(jaar, nummer, 1), _laatste_dag(jaar, nummer))
        for nummer, naam in enumerate(MAANDEN, start=1)
    ]
    if telling.eerste is not None and telling.eerste.year < jaar:
        alle.insert(0, (VOOR, "Voor het jaar", telling.eerste, date(jaar - 1, 12, 31)))
    if telling.laatste is not None and telling.laatste.year > jaar:
        alle.append((NA, "Na het jaar", date(jaar + 1, 1, 1), telling.laatste))
    xml.open("periods")
    for nummer, naam, van, tot in alle:
        xml.open("period")
        xml.veld("periodNumber", nummer)
        xml.veld("periodDesc", naam)
        xml.veld("startDatePeriod", van)
        xml.veld("endDatePeriod", tot)
        xml.sluit("period")
    xml.sluit("periods")


def _laatste_dag(jaar: int, maand: int) -> date:
    return date.fromordinal(date(jaar + maand // 12, maand % 12 + 1, 1).toordinal() - 1)


def _dagboeken(xml: _Schrijver, telling: _Telling, jaar: int) -> None:
    """One journal for each kind of booking, with its transactions by day."""
    namen = dict(Boeking.Soort.choices)
    for soort, van_dagboek in groupby(_lees(jaar), key=lambda rij: rij[0]):
        xml.open("journal")
        xml.veld("jrnID", soort)
        xml.veld("desc", str(namen.get(soort, soort)).capitalize())
        xml.veld("jrnTp", "M")
        for _, regels in groupby(van_dagboek, key=lambda rij: rij[1]):
            _transactie(xml, telling, jaar, list(regels))
        xml.sluit("journal")


def _transactie(xml: _Schrijver, telling: _Telling, jaar: int, regels: list[tuple[Any, ...]]) -> None:
    _, boeking, omschrijving, ingangsdatum, boekdatum, door, sleutel, *_ = regels[0]
    telling.eerste = min(telling.eerste or ingangsdatum, ingangsdatum)
    telling.laatste = max(telling.laatste or ingangsdatum, ingangsdatum)
    xml.open("transaction")
    xml.veld("nr", boeking.hex)
    xml.veld("desc", omschrijving)
    xml.veld("periodNumber", _periode(ingangsdatum, jaar))
    xml.veld("trDt", boekdatum)
    xml.veld("userID", door)
    for nummer, (*_, code, soort, bedrag, bestuur, kenmerk) in enumerate(regels, start=1):
        xml.open("trLine")
        xml.veld("nr", nummer)
        xml.veld("accID", rekeningnummer(code, soort))
        xml.veld("docRef", kenmerk or sleutel or boeking.hex, 999)
        xml.veld("effDate", ingangsdatum)
        xml.veld("amnt", abs(bedrag))
        xml.veld("amntTp", "D" if bedrag > 0 else "C")
        if bestuur is not None:
            xml.veld("custSupID", _bestuur_id(bestuur))
            telling.besturen.add(bestuur)
        xml.sluit("trLine")
        telling.regels += 1
        telling.debet += max(bedrag, NUL)
        telling.credit += max(-bedrag, NUL)
    xml.sluit("transaction")


def _periode(dag: date, jaar: int) -> int:
    return dag.month if dag.year == jaar else VOOR if dag.year < jaar else NA


def rekeningnummer(code: str, soort: str) -> str:
    """The number of an account: the code of its line and two digits for its kind."""
    return f"{code}-{NUMMERS[soort]}"


def _bestuur_id(pk: int) -> str:
    return f"B{pk}"


def _lees(jaar: int) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(_REGELS, [jaar])
        while rijen := cursor.fetchmany(2000):
            yield from rijen
