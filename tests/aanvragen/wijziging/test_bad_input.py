"""What cannot be: refused with a sentence that helps, nothing lost, nothing changed."""

import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from aanvragen.models import Aanvraag, Wijziging
from aanvragen.wijziging import services, workflow
from aanvragen.wijziging.grenzen import Grenzen, mogelijke_soorten
from swv.invullen.antwoorden import formulier
from swv.kern.fouten import NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig
from tests.aanvragen.levensloop import momentopname, stel_regeling
from tests.factories.wijzigingen import (
    begin,
    betaal_alles,
    concept,
    doe,
    leg_voor,
    stel_vast,
    stel_voor,
    toegekend,
    verstuur,
    vraag,
    wijzig,
)
from tests.personas import log_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok", "wereld")]


def fouten(wijziging):
    """What the form of the draft says, per field."""
    form = formulier(wijziging, wijziging.onderdelen[0])
    return {veld: [str(zin) for zin in zinnen] for veld, zinnen in form.errors.items()}


# All awards of the factory run from 1 November 2026 up to and including 9 January 2027.
@pytest.mark.parametrize(
    ("award", "soort", "velden", "veld", "zin"),
    [
        ("frictiefonds", "meer", {"bedrag": "12.500"}, "bedrag", "meer dan €\xa012.500,00."),
        ("frictiefonds", "meer", {"bedrag": "veel"}, "bedrag", "Vul het bedrag in euro's in"),
        ("frictiefonds", "minder", {"bedrag": "12.500,01"}, "bedrag", "minder dan €\xa012.500,00."),
        ("frictiefonds", "langer", {"tot": "9-1-2027"}, "tot", "De toekenning loopt al tot en met 9\xa0januari"),
        ("frictiefonds", "langer", {"tot": "1-2-2027", "bedrag": "100"}, "bedrag", "Is er minder nodig?"),
        ("frictiefonds", "stoppen", {"tot": "31-10-2026"}, "tot", "De toekenning begint op 1\xa0november\xa02026."),
        ("frictiefonds", "stoppen", {"tot": "9-1-2027"}, "tot", "Kies een eerdere dag."),
        ("frictiefonds", "stoppen", {}, "tot", "Vul de dag in."),
        ("innovatiegelden", "langer", {"tot": "1-8-2028"}, "tot", "hoogstens 2 schooljaren"),
        ("huisonderwijs", "langer", {"tot": "1-11-2027"}, "tot", "hoogstens 12 maanden"),
        ("huisonderwijs", "meer", {"uren": "161"}, "uren", "nog hoogstens 160\xa0uur mogelijk"),
        ("huisonderwijs", "meer", {"uren": "41"}, "uren", "In deze periode passen 40 uur"),
        ("robot", "langer", {"tot": "1-5-2027"}, "tot", "hoogstens 6 maanden"),
    ],
)
def test_wish_outside_the_limits_is_kept_and_cannot_be_sent(personas, award, soort, velden, veld, zin):
    wijziging = concept(personas, toegekend(personas, award), soort, **velden)

    assert zin in " ".join(fouten(wijziging)[veld])
    voor = momentopname()
    with pytest.raises(VoorwaardeNietVervuld):
        verstuur(personas, wijziging)
    assert momentopname() == voor
    assert wijziging.antwoorden["wijziging"]["reden"]


def test_guard_on_the_limits_of_the_kind_is_what_refuses(personas, monkeypatch):
    """The twin: without the form of the kind a longer period than it allows would be sent."""
    monkeypatch.setattr(Grenzen, "_fouten_van_soort", lambda self, waarden: {})
    wijziging = concept(personas, toegekend(personas, "robot"), "langer", tot="1-5-2027")

    assert fouten(wijziging) == {}


def test_text_with_a_bsn_is_not_kept(personas):
    aanvraag = toegekend(personas)

    with pytest.raises(VoorwaardeNietVervuld, match="burgerservicenummer"):
        concept(personas, aanvraag, "stoppen", reden="Leerling 111222333 gaat weg.")


def test_kinds_that_an_award_does_not_have_are_not_offered_and_refused(personas):
    robot = toegekend(personas, "robot")

    with pytest.raises(VerkeerdeStatus, match="Bij deze toekenning kan nu niet: meer"):
        begin(personas, robot, "meer")
    with pytest.raises(VerkeerdeStatus, match="kan nu niet: toekenning intrekken"):
        begin(personas, robot, "intrekken")


def test_fixed_sum_for_a_school_year_does_not_stop_earlier_or_run_longer(personas):
    """Attendance earned it before it was awarded: the bureau withdraws it, or claims money back."""
    stel_regeling("ondersteuningscoordinator", bedrag_per_schooljaar="4321.50")
    aanvraag = toegekend(personas, "ondersteuningscoordinator")
    betaal_alles(aanvraag)

    assert mogelijke_soorten(aanvraag, van_school=True) == []
    assert mogelijke_soorten(aanvraag, van_school=False) == ["intrekken", "terugvorderen"]
    with pytest.raises(VerkeerdeStatus, match="kan nu niet: eerder stoppen"):
        begin(personas, aanvraag, "stoppen")


def test_request_that_was_not_awarded_has_nothing_to_change(personas):
    from tests.factories.aanvragen import maak_aanvraag

    aanvraag = maak_aanvraag(personas, status="afgewezen")

    with pytest.raises(VerkeerdeStatus, match="niet toegekend"):
        begin(personas, aanvraag, "meer")


def test_second_change_waits_for_the_first(personas):
    aanvraag = toegekend(personas)
    eerste = vraag(personas, aanvraag, "meer", bedrag="13.000")

    with pytest.raises(VerkeerdeStatus, match=eerste.kenmerk):
        begin(personas, aanvraag, "stoppen")
    doe(workflow.intrekken, eerste, personas.coordinator, reden="Niet nodig.")
    assert begin(personas, aanvraag, "stoppen").kenmerk == f"{aanvraag.kenmerk}-W2"


def test_school_does_not_read_which_proposal_the_bureau_is_making(personas):
    aanvraag = toegekend(personas)
    voorstel = stel_voor(personas, aanvraag, "intrekken")

    with pytest.raises(VerkeerdeStatus) as fout:
        begin(personas, aanvraag, "stoppen")

    assert voorstel.kenmerk not in fout.value.zin
    assert not Wijziging.objects.for_user(personas.coordinator).exists()


def test_database_keeps_one_open_change_per_award(personas):
    wijziging = begin(personas, toegekend(personas), "meer")

    with pytest.raises(IntegrityError, match="een_open_wijziging"), transaction.atomic():
        Wijziging.objects.create(
            aanvraag=wijziging.aanvraag,
            soort="stoppen",
            van_school=True,
            aangevraagd_door=personas.coordinator,
            volgnummer=7,
            kenmerk="A-W7",
        )


def test_double_click_begins_one_change(personas):
    aanvraag, sleutel = toegekend(personas), uuid.uuid4()

    keren = [
        services.beginnen(aanvraag=aanvraag, soort="meer", door=personas.coordinator, sleutel=sleutel) for _ in range(2)
    ]

    assert keren[0] == keren[1]
    assert Wijziging.objects.count() == 1


@pytest.mark.parametrize("wie", ["bestuur", "deskundige", "directeur", "controller", "coordinator_zuster"])
def test_only_the_school_itself_asks(personas, wie):
    aanvraag = toegekend(personas)

    with pytest.raises(NietToegestaan):
        begin(personas, aanvraag, "meer", door=getattr(personas, wie))


def test_other_school_finds_nothing(personas):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")
    client = log_in(Client(), personas.coordinator_elders)

    for naam, args in (("kiezen", [wijziging.aanvraag_id]), ("beginnen", [wijziging.aanvraag_id, "meer"])):
        assert client.get(reverse(f"wijzigingen:{naam}", args=args)).status_code == 404
    for naam, args in (("detail", []), ("controleren", []), ("handeling", ["intrekken"]), ("onderdeel", ["wijziging"])):
        assert client.get(reverse(f"wijzigingen:{naam}", args=[wijziging.pk, *args])).status_code == 404


# --- The proposal --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bedrag", ["13.000,01", "12.999,99"])
def test_other_amount_than_was_asked_needs_a_reason(personas, bedrag):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, bedrag=bedrag)
    assert fout.value.velden == {"motivering": ["U stelt iets anders voor dan de school vroeg. Schrijf op waarom."]}

    wijziging = leg_voor(personas, wijziging, bedrag=bedrag, motivering="Uit de begroting.")
    assert wijziging.bedrag != wijziging.gevraagd_bedrag


def test_what_takes_something_away_is_heard_and_reasoned_first(personas):
    wijziging = stel_voor(personas, toegekend(personas), "intrekken")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, motivering="", zienswijze="")

    assert set(fout.value.velden) == {"motivering", "zienswijze"}


def test_advice_to_refuse_needs_reasons_for_the_letter_and_nothing_else(personas):
    wijziging = vraag(personas, toegekend(personas), "meer", bedrag="13.000")

    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, wijziging, voorstel="afwijzen", bedrag="")
    assert set(fout.value.velden) == {"motivering"}

    wijziging = leg_voor(personas, wijziging, voorstel="afwijzen", bedrag="", motivering="Er is genoeg.")
    assert (wijziging.bedrag, wijziging.wil_afwijzen) == (None, True)


def test_bureau_says_what_changes(personas):
    with pytest.raises(Ongeldig) as fout:
        leg_voor(personas, stel_voor(personas, toegekend(personas, "robot"), "langer"))

    assert fout.value.velden["tot"] == ["Vul de dag in."]


def test_writer_of_the_advice_does_not_sign(personas):
    from tests.factories.organisaties import RolFactory

    RolFactory(gebruiker=personas.bureau, soort="directeur")
    wijziging = leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="13.000"))

    with pytest.raises(NietToegestaan, match="als die niet zelf het advies schreef"):
        doe(workflow.vaststellen, wijziging, type(personas.bureau).objects.get(pk=personas.bureau.pk))


def test_database_refuses_a_decision_by_who_wrote_the_advice(personas):
    wijziging = stel_vast(personas, leg_voor(personas, vraag(personas, toegekend(personas), "meer", bedrag="13.000")))

    with pytest.raises(IntegrityError, match="wijziging_vier_ogen"), transaction.atomic():
        Wijziging.objects.filter(pk=wijziging.pk).update(besloten_door=personas.bureau)


def test_signature_on_what_no_longer_fits_is_refused(personas):
    """More was paid after the bureau proposed: nobody chose to claim that back."""
    aanvraag = toegekend(personas)
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "minder", bedrag="10.000"))
    betaal_alles(aanvraag)
    voor = momentopname()

    with pytest.raises(VoorwaardeNietVervuld, match=r"intussen €\xa02.500,00 meer betaald"):
        stel_vast(personas, wijziging)
    assert momentopname() == voor


def test_money_on_its_way_to_the_bank_is_not_released(personas):
    from financien.models import Betalingstermijn
    from tests.factories.betalen import batch, eigen_rekening, rekening

    aanvraag = toegekend(personas)
    eigen_rekening()
    rekening(aanvraag.school.bestuur)
    batch(Betalingstermijn.objects.get())
    wijziging = leg_voor(personas, vraag(personas, aanvraag, "minder", bedrag="10.000"))

    with pytest.raises(VerkeerdeStatus, match="onderweg naar de school"):
        stel_vast(personas, wijziging)


def test_withdrawn_award_only_has_money_to_claim_back(personas):
    aanvraag = toegekend(personas)
    betaal_alles(aanvraag)
    wijzig(personas, aanvraag, "intrekken", betaald="houden")
    aanvraag = Aanvraag.objects.get(pk=aanvraag.pk)

    with pytest.raises(VerkeerdeStatus):
        begin(personas, aanvraag, "meer")
    assert stel_voor(personas, aanvraag, "terugvorderen").kenmerk.endswith("-W2")


def test_last_day_that_came_to_lie_before_the_award_ends_earlier_is_refused_at_the_signature(personas):
    stel_regeling("robot", post="", maanden=6)
    wijziging = leg_voor(personas, vraag(personas, toegekend(personas, "robot"), "langer", tot="1-3-2027"))
    Aanvraag.objects.update(tot="2027-03-01")

    with time_machine.travel("2026-10-14 10:00:00+02:00"), pytest.raises(VoorwaardeNietVervuld, match="loopt al tot"):
        stel_vast(personas, wijziging)
