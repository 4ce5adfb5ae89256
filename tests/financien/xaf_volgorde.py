"""The published order of the elements of XAF 3.2, for the parts that the portal writes.

Per element its children in order: a name, "?" may be missing, "*" any number, "+" at least one; and the longest text of
an element. After XmlAuditfileFinancieel3.2.xsd, which no package ships.
"""

import re
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

ADRES = "streetname? number? numberExtension? property? city? postalCode? region? country?"
KINDEREN = {
    "auditfile": "header company",
    "header": "fiscalYear startDate endDate curCode dateCreated softwareDesc? softwareVersion?",
    "company": "companyIdent? companyName taxRegistrationCountry taxRegIdent streetAddress* postalAddress* "
    "customersSuppliers? generalLedger? vatCodes? periods? openingBalance? transactions?",
    "streetAddress": ADRES,
    "customersSuppliers": "customerSupplier*",
    "customerSupplier": "custSupID custSupName? contact? telephone? fax? eMail? website? commerceNr? "
    "taxRegistrationCountry? taxRegIdent? relationshipID? custSupTp? custSupGrpID? custCreditLimit? supplierLimit? "
    "streetAddress* postalAddress* bankAccount* changeInfo? customerSupplierHistory?",
    "generalLedger": "ledgerAccount+ basics?",
    "ledgerAccount": "accID accDesc accTp leadCode? leadDescription? leadReference? leadCrossRef? taxonomy* "
    "changeInfo? glAccountHistory?",
    "periods": "period*",
    "period": "periodNumber periodDesc? startDatePeriod startTimePeriod? endDatePeriod endTimePeriod?",
    "transactions": "linesCount totalDebit totalCredit journal* subledgers?",
    "journal": "jrnID desc jrnTp? offsetAccID? bankAccNr? transaction*",
    "transaction": "nr desc? periodNumber trDt amnt? amntTp? sourceID? userID? trLine*",
    "trLine": "nr accID docRef effDate desc? amnt amntTp recRef? matchKeyID? custSupID? invRef? orderRef? "
    "receivingDocRef? shipDocRef? costID? prodID? projID? artGrpID? workCostArrRef? qntityID? qntity? bankAccNr? "
    "bankIdCd? vat* currency?",
}
LENGTE = {
    "fiscalYear": 9, "softwareDesc": 50, "softwareVersion": 20, "companyIdent": 35, "companyName": 999,
    "taxRegIdent": 30, "custSupID": 35, "custSupName": 50, "relationshipID": 35, "accID": 35, "accDesc": 999,
    "leadCode": 999, "leadDescription": 999, "periodDesc": 50, "jrnID": 35, "nr": 35, "userID": 35, "docRef": 999,
    "city": 50, "postalCode": 10, "streetname": 999,
}  # fmt: skip
DAGEN = {"startDate", "endDate", "dateCreated", "startDatePeriod", "endDatePeriod", "trDt", "effDate"}
BEDRAGEN = {"amnt", "totalDebit", "totalCredit"}
TELLINGEN = {"linesCount": 10, "periodNumber": 3}
KEUZES = {
    "accTp": {"B", "M", "P"}, "amntTp": {"C", "D"}, "custSupTp": {"B", "C", "O", "S"}, "curCode": {"EUR"},
    "jrnTp": set("BCGMOPSTYZ"), "taxRegistrationCountry": {"NL"}, "country": {"NL"},
}  # fmt: skip
# key: (path of the rows, field) -> where it is referred to
_REGEL = "company/transactions/journal/transaction/trLine"
VERWIJZINGEN = [
    ("company/generalLedger/ledgerAccount/accID", f"{_REGEL}/accID"),
    (
        "company/customersSuppliers/customerSupplier/custSupID",
        f"{_REGEL}/custSupID",
    ),
    ("company/periods/period/periodNumber", "company/transactions/journal/transaction/periodNumber"),
    ("company/transactions/journal/jrnID", ""),
]


def fouten(wortel: Element, ruimte: str) -> list[str]:
    """Everything in the file that the schema would refuse."""
    uit = [fout for element in wortel.iter() for fout in _fouten_van(element, ruimte)]
    for sleutel, verwijzing in VERWIJZINGEN:
        waarden = [e.text for e in wortel.iterfind(_pad(sleutel, ruimte))]
        if len(waarden) != len(set(waarden)):
            uit.append(f"{sleutel} twice")
        if verwijzing:
            uit += [
                f"{e.text} of {verwijzing}" for e in wortel.iterfind(_pad(verwijzing, ruimte)) if e.text not in waarden
            ]
    return uit


def _pad(pad: str, ruimte: str) -> str:
    return "/".join(f"{{{ruimte}}}{deel}" for deel in pad.split("/"))


def _fouten_van(element: Element, ruimte: str) -> list[str]:
    naam = element.tag.removeprefix(f"{{{ruimte}}}")
    if naam in KINDEREN:
        namen = "".join(f"{kind.tag.removeprefix(f'{{{ruimte}}}')} " for kind in element)
        patroon = "".join(
            f"({deel.rstrip('?*+')} ){deel[-1] if deel[-1] in '?*+' else ''}" for deel in KINDEREN[naam].split()
        )
        return [] if re.fullmatch(patroon, namen) else [f"{naam}: {namen}"]
    return [] if not len(element) and _past(naam, element.text or "") else [f"{naam}={element.text!r}"]


def _past(naam: str, tekst: str) -> bool:
    if naam in DAGEN:
        return date.fromisoformat(tekst).isoformat() == tekst
    if naam in BEDRAGEN:
        return re.fullmatch(r"\d{1,18}\.\d\d", tekst) is not None and Decimal(tekst) >= 0
    if naam in TELLINGEN:
        return tekst.isdigit() and len(tekst) <= TELLINGEN[naam]
    if naam in KEUZES:
        return tekst in KEUZES[naam]
    return naam == "desc" or (naam in LENGTE and len(tekst) <= LENGTE[naam] and bool(tekst))
