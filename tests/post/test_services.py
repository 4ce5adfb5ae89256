import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from swv.kern.fouten import NietToegestaan, VerkeerdeStatus
from swv.kern.models import Gebeurtenis, Opdracht
from swv.organisaties.models import Rolsoort
from swv.post.bezorgen import bezorgen
from swv.post.models import Bericht
from swv.post.services import bericht_klaarzetten, opnieuw_versturen
from tests.factories.organisaties import GebruikerFactory, LeerlingFactory, RolFactory
from tests.factories.post import BerichtFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swv")]

CONTEXT = {"kenmerk": "A-2526-00001", "school": "De Meergronden", "uiterlijk": "30 maart 2026", "pad": "/aanvragen/1/"}


def zet_klaar(**velden):
    velden = {"bron": None, "aan": GebruikerFactory(email="sanne@school.example"), "sleutel": "een"} | velden
    return bericht_klaarzetten(soort="proef", context=CONTEXT, **velden)


def test_bericht_klaarzetten_writes_row_and_asks_for_delivery():
    leerling = LeerlingFactory()
    bericht = zet_klaar(bron=leerling)
    assert (bericht.staat, bericht.adres) == ("klaar", "sanne@school.example")
    assert bericht.message_id == f"<{bericht.pk}@swv.example>"
    assert list(Bericht.objects.van(leerling)) == [bericht]
    assert Opdracht.objects.get().object_id == str(bericht.pk)


def test_bericht_klaarzetten_twice_with_one_key_gives_the_first():
    assert zet_klaar() == zet_klaar()
    assert Opdracht.objects.count() == 1


def test_bericht_klaarzetten_keeps_the_address_of_that_moment():
    gebruiker = GebruikerFactory(email="oud@school.example")
    bericht = zet_klaar(aan=gebruiker)
    gebruiker.email = "nieuw@school.example"
    gebruiker.save()
    bezorgen(bericht.pk)
    assert mail.outbox[0].to == ["oud@school.example"]


def test_bericht_klaarzetten_undone_with_the_act_of_the_caller():
    with transaction.atomic():
        zet_klaar()
        transaction.set_rollback(True)
    assert not Bericht.objects.exists()
    assert not Opdracht.objects.exists()


@pytest.mark.parametrize("adres", ["geen-adres", "a@b.nl\nBcc: c@d.nl", ""])
def test_bericht_klaarzetten_to_wrong_address_fails_visibly_and_not_the_act(adres):
    bericht = zet_klaar(aan=GebruikerFactory(email=adres))
    assert bericht.staat == "mislukt"
    assert "Verbeter het adres" in bericht.fout
    assert not Opdracht.objects.exists()


def test_bericht_with_line_break_in_subject_cannot_be_stored():
    with pytest.raises(IntegrityError, match="bericht_kop_is_een_regel"):
        BerichtFactory(onderwerp="Een\nBcc: boef@evil.example")


# --- Again, by a person -------------------------------------------------------------------------------------


def test_opnieuw_versturen_of_uncertain_message_keeps_id_and_address(medewerker):
    bericht = BerichtFactory(onzeker=True, adres="oud@school.example")
    opnieuw_versturen(bericht=bericht, door=medewerker)
    bezorgen(bericht.pk)
    (verstuurd,) = mail.outbox
    assert verstuurd.to == ["oud@school.example"]
    assert verstuurd.extra_headers["Message-ID"] == bericht.message_id


def test_opnieuw_versturen_of_failed_message_uses_the_corrected_address(medewerker):
    bericht = BerichtFactory(mislukt=True, adres="fout@school.example")
    opnieuw_versturen(bericht=bericht, door=medewerker)
    bezorgen(bericht.pk)
    assert mail.outbox[0].to == [bericht.aan.email]


def test_opnieuw_versturen_is_on_the_timeline_of_the_bureau(medewerker):
    leerling = LeerlingFactory()
    opnieuw_versturen(bericht=BerichtFactory(onzeker=True, bron=leerling), door=medewerker)
    gebeurtenis = Gebeurtenis.objects.get(object_id=leerling.pk)
    assert (gebeurtenis.door, gebeurtenis.is_intern) == (medewerker, True)


def test_opnieuw_versturen_twice_after_failing_twice_asks_for_delivery_each_time(medewerker):
    bericht = BerichtFactory(mislukt=True)
    opnieuw_versturen(bericht=bericht, door=medewerker)
    Bericht.objects.update(staat="mislukt", fout="weer")
    opnieuw_versturen(bericht=bericht, door=medewerker)
    assert Opdracht.objects.count() == 2


@pytest.mark.parametrize("velden", [{}, {"verzonden": True}])
def test_opnieuw_versturen_of_other_message_is_refused(medewerker, velden):
    with pytest.raises(VerkeerdeStatus, match="alleen een onzeker of mislukt bericht"):
        opnieuw_versturen(bericht=BerichtFactory(**velden), door=medewerker)


def test_opnieuw_versturen_to_still_wrong_address_is_refused(medewerker):
    bericht = BerichtFactory(mislukt=True, aan=GebruikerFactory(email="geen-adres"))
    with pytest.raises(VerkeerdeStatus, match="Verbeter het adres"):
        opnieuw_versturen(bericht=bericht, door=medewerker)


@pytest.mark.parametrize("soort", [Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER, Rolsoort.DESKUNDIGE])
def test_opnieuw_versturen_by_other_role_is_refused(soort):
    with pytest.raises(NietToegestaan, match="bureau"):
        opnieuw_versturen(bericht=BerichtFactory(onzeker=True), door=RolFactory(soort=soort).gebruiker)
