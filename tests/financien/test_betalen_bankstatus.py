from datetime import date

import pytest

from financien.bankstatus import MAX_BYTES, Bankantwoord, Melding, Uitslag, lees_bankstatus
from financien.fouten import BestandKloptNiet
from tests.factories.betalen import pain002

BOM = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Document><CstmrPmtStsRpt>&c;</CstmrPmtStsRpt></Document>"""
BUITEN = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><Document>&x;</Document>"""


def test_status_per_payment_is_read_with_the_reason_in_words():
    inhoud = pain002("VO2708-B2026-0001", ("K-1", "ACSC", ""), ("K-2", "RJCT", "AC04"), ("K-3", "ACSP", ""))

    assert lees_bankstatus(inhoud) == Bankantwoord(
        bericht="VO2708-B2026-0001",
        voor_alle=None,
        per_kenmerk={
            "K-1": Melding(Uitslag.BETAALD),
            "K-2": Melding(Uitslag.GEWEIGERD, "de rekening is opgeheven (AC04)"),
            "K-3": Melding(Uitslag.ONDERWEG),
        },
    )


@pytest.mark.parametrize(
    ("groep", "uitslag"), [("ACSC", Uitslag.BETAALD), ("RJCT", Uitslag.GEWEIGERD), ("ACTC", Uitslag.ONDERWEG)]
)
def test_status_of_the_whole_message_counts_for_all(groep, uitslag):
    antwoord = lees_bankstatus(pain002("M", groep=groep))

    assert antwoord.voor_alle is not None
    assert antwoord.voor_alle.uitslag == uitslag


WERKELIJK = b"<FctvIntrBkSttlmDt><%b>%b</%b></FctvIntrBkSttlmDt>"


@pytest.mark.parametrize(
    ("erbij", "dag"),
    [
        (b"", None),
        (b"<AccptncDtTm>2026-11-20T09:00:00</AccptncDtTm>", None),
        (b"<OrgnlTxRef><ReqdExctnDt><Dt>2026-11-20</Dt></ReqdExctnDt></OrgnlTxRef>", None),
        (b"<OrgnlTxRef><IntrBkSttlmDt>2026-11-24</IntrBkSttlmDt></OrgnlTxRef>", date(2026, 11, 24)),
        (WERKELIJK % (b"Dt", b"2026-11-25", b"Dt"), date(2026, 11, 25)),
        (WERKELIJK % (b"DtTm", b"2026-11-25T07:30:00+01:00", b"DtTm"), date(2026, 11, 25)),
    ],
)
def test_day_of_payment_is_that_of_settlement_and_no_other(erbij, dag):
    inhoud = pain002("M", ("K-1", "ACSC", "")).replace(b"</TxInfAndSts>", erbij + b"</TxInfAndSts>")

    assert lees_bankstatus(inhoud).per_kenmerk["K-1"] == Melding(Uitslag.BETAALD, betaald_op=dag)


def test_day_of_payment_that_does_not_exist_is_refused():
    erbij = WERKELIJK % (b"Dt", b"2026-02-30", b"Dt")
    inhoud = pain002("M", ("K-1", "ACSC", "")).replace(b"</TxInfAndSts>", erbij + b"</TxInfAndSts>")

    with pytest.raises(BestandKloptNiet, match="een dag die niet bestaat: 2026-02-30"):
        lees_bankstatus(inhoud)


def test_reason_that_is_not_known_shows_its_code():
    antwoord = lees_bankstatus(pain002("M", ("K-1", "RJCT", "ZZ99")))

    assert antwoord.per_kenmerk["K-1"].reden == "de bank geeft geen reden (ZZ99)"


@pytest.mark.parametrize("inhoud", [BOM, BUITEN], ids=["entity bomb", "external entity"])
def test_file_with_entities_is_refused_unread(inhoud):
    with pytest.raises(BestandKloptNiet, match="verwijzing die niet in een statusbestand hoort"):
        lees_bankstatus(inhoud)


@pytest.mark.parametrize(
    ("inhoud", "zin"),
    [
        (b"", "niet te lezen"),
        (b"\xff\xfe\x00", "niet te lezen"),
        (b"<a><b></a>", "niet te lezen"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "niet te lezen"),
        (b"<Document><CstmrCdtTrfInitn/></Document>", "geen statusbestand"),
        (b" " * (MAX_BYTES + 1), "te groot"),
        (pain002("M", ("", "ACSC", "")), "zonder kenmerk of zonder status"),
        (pain002("M", ("K", "", "")), "zonder kenmerk of zonder status"),
    ],
)
def test_file_that_is_no_status_file_is_refused(inhoud, zin):
    with pytest.raises(BestandKloptNiet, match=zin):
        lees_bankstatus(inhoud)
