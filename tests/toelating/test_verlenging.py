"""A next TLV for a pupil who stays, by renewal or in another category: nothing is collected or placed anew."""

import uuid
from datetime import date

import pytest
from django.db import transaction

from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.post.models import Bericht
from tests.factories.organisaties import LeerlingFactory, SchoolFactory
from tests.factories.toelating import bestuur_van, breng_tot, maak_tlv
from tests.factories.verklaringen import zaai, zaai_aanvraag
from toelating import nachtwerk, services, workflow
from toelating.besluit import bezwaren_tegen_dagen
from toelating.models import Soort, Status, Verklaring, Verklaringstatus
from toelating.workflow import verklaring as na
from toelating.workflow.uitgifte import nieuwe_verklaring

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus
SEPTEMBER, MEI, AUGUSTUS = (f"{dag} 10:00:00+02:00" for dag in ("2026-09-10", "2027-05-11", "2027-08-01"))


@pytest.fixture
def geplaatst(wereld, klok):
    """A TLV until 31 July 2027 on which a pupil sits at the vso school."""
    klok.move_to(SEPTEMBER)
    leerling = LeerlingFactory(school=wereld.vso_school, leerlingnummer="V1")
    return zaai(
        wereld,
        status=V.VERZILVERD,
        ingang=date(2026, 8, 1),
        einde=date(2027, 7, 31),
        afgegeven_op=date(2026, 3, 10),
        geplaatst_op=date(2026, 8, 24),
        aanvraag={"leerling": leerling},
    )


def verlengd(wereld, vorige):
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=vorige, status=Status.AFGEGEVEN)
    return Verklaring.objects.get(aanvraag=aanvraag)


def gebeurd(verklaring):
    return [rij.handeling for rij in Gebeurtenis.objects.van(verklaring).order_by("op", "id")]


def test_renewal_is_prefilled_with_pupil_and_the_day_after(wereld, geplaatst):
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst, ingevuld=False)

    assert aanvraag.antwoorden["aanvraag"] == {"gevraagde_ingang": "1-8-2027"}
    assert aanvraag.antwoorden["leerling"]["leerlingnummer"] == "V1"


def test_renewal_for_another_pupil_than_that_of_the_tlv_is_refused(wereld, geplaatst):
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst)
    aanvraag.antwoorden["leerling"]["achternaam"] = "Iemand Anders"
    aanvraag.save()

    aanvraag = workflow.medetekening_vragen(aanvraag, door=wereld.vso_coordinator)
    with pytest.raises(VoorwaardeNietVervuld, match=f"gaat verder op TLV {geplaatst.nummer}"):
        workflow.medetekenen(aanvraag, door=bestuur_van(wereld, aanvraag))


def test_renewal_by_another_school_than_that_of_the_pupil_is_refused(wereld, geplaatst):
    for soort in (Soort.VERLENGING, Soort.PRO):
        with pytest.raises(Geweigerd, match="door de school waar de leerling is geplaatst"):
            services.starten(
                soort=soort,
                school=wereld.personas.school,
                door=wereld.personas.coordinator,
                sleutel=uuid.uuid4(),
                vorige=geplaatst,
            )


def test_renewal_signed_before_it_starts_waits_at_the_school(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw = verlengd(wereld, geplaatst)

    assert (nieuw.status, nieuw.school, nieuw.ingang) == (V.OPGEHAALD, wereld.vso_school, date(2027, 8, 1))
    assert nieuw.wacht_op_begin
    assert gebeurd(nieuw) == ["meegaan"]
    geplaatst.refresh_from_db()
    assert (geplaatst.status, geplaatst.geldig_tot) == (V.VERZILVERD, date(2027, 7, 31))
    assert not Verklaring.objects.zonder_plaats(date(2027, 5, 11)).exists()


def test_renewal_is_not_laid_ready_for_anybody_to_collect(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw = verlengd(wereld, geplaatst)

    workflow.bekendmaken(nieuw.aanvraag, door=None)

    assert Bericht.objects.filter(soort="tlv_besluit").exists()
    assert not Bericht.objects.filter(soort="tlv_klaar").exists()


def test_renewal_takes_over_on_its_first_day_and_the_old_one_is_over(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw = verlengd(wereld, geplaatst)
    klok.move_to(AUGUSTUS)

    gedaan = nachtwerk.bijwerken()

    nieuw.refresh_from_db()
    geplaatst.refresh_from_db()
    assert (gedaan.verlopen, gedaan.voortgezet, gedaan.vervallen, gedaan.vervangen) == (1, 1, 0, 0)
    assert (nieuw.status, nieuw.school, nieuw.geplaatst_op) == (V.VERZILVERD, wereld.vso_school, date(2027, 8, 1))
    assert gebeurd(nieuw) == ["meegaan", "voortzetten"]
    assert [(rij.van, rij.tot) for rij in geplaatst.plaatsingen.all()] == [(date(2026, 8, 24), date(2027, 8, 1))]
    assert [(rij.van, rij.tot, rij.vastgelegd_door) for rij in nieuw.plaatsingen.all()] == [
        (date(2027, 8, 1), None, None)
    ]


def test_renewal_takes_over_also_after_weeks_without_a_night(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw = verlengd(wereld, geplaatst)
    klok.move_to("2027-09-20 10:00:00+02:00")

    nachtwerk.bijwerken()

    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.geplaatst_op) == (V.VERZILVERD, date(2027, 8, 1))


def test_renewal_signed_after_the_old_tlv_ended_takes_over_at_once(wereld, geplaatst, klok):
    klok.move_to("2027-07-20 10:00:00+02:00")
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst, status=Status.VOLLEDIGHEIDSTOETS)
    klok.move_to("2027-08-10 10:00:00+02:00")
    nachtwerk.bijwerken()

    aanvraag = breng_tot(wereld, aanvraag, Status.AFGEGEVEN)

    nieuw = Verklaring.objects.get(aanvraag=aanvraag)
    assert (nieuw.status, nieuw.ingang, nieuw.geplaatst_op) == (V.VERZILVERD, date(2027, 8, 1), date(2027, 8, 1))


def test_tlv_that_ends_while_its_renewal_is_open_tells_school_and_bureau(wereld, geplaatst, klok):
    klok.move_to("2027-07-20 10:00:00+02:00")
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst, status=Status.VOLLEDIGHEIDSTOETS)
    klok.move_to(AUGUSTUS)
    nachtwerk.bijwerken()
    nachtwerk.bijwerken()

    mail = Bericht.objects.filter(soort="tlv_verlopen_vervolg_loopt")
    assert {rij.aan for rij in mail} >= {wereld.vso_coordinator, wereld.personas.bureau}
    assert mail.count() == len({rij.aan_id for rij in mail})
    aanvraag.refresh_from_db()
    assert aanvraag.status == Status.VOLLEDIGHEIDSTOETS
    assert Gebeurtenis.objects.van(geplaatst).first().toelichting == f"Aanvraag {aanvraag.kenmerk} loopt nog."


def test_renewal_of_a_pupil_who_went_back_does_not_take_over(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw = verlengd(wereld, geplaatst)
    na.terugkeren(geplaatst, door=wereld.vso_coordinator, op=date(2027, 5, 10), naar="School A")
    klok.move_to(AUGUSTUS)

    assert nachtwerk.bijwerken().voortgezet == 0
    nieuw.refresh_from_db()
    assert nieuw.status == V.OPGEHAALD
    assert Verklaring.objects.zonder_plaats(date(2027, 8, 1)).get() == nieuw


def test_renewal_follows_the_pupil_to_another_school(wereld, geplaatst, klok):
    klok.move_to(MEI)
    nieuw, elders = verlengd(wereld, geplaatst), SchoolFactory(soort="vso")
    na.overstappen(
        geplaatst,
        door=wereld.personas.bureau,
        school=elders,
        geplaatst_op=date(2027, 5, 10),
        leerlingnummer="E1",
    )

    nieuw.refresh_from_db()
    assert nieuw.school == elders
    klok.move_to(AUGUSTUS)
    nachtwerk.bijwerken()
    nieuw.refresh_from_db()
    assert (nieuw.status, nieuw.school) == (V.VERZILVERD, elders)


def test_renewal_starts_on_the_day_after_whatever_the_school_asked(wereld, geplaatst, klok):
    klok.move_to(MEI)
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst, status=Status.VOLLEDIGHEIDSTOETS)
    aanvraag.gevraagde_ingang = date(2027, 9, 1)
    aanvraag.save()

    assert breng_tot(wereld, aanvraag, Status.ADVIES_GEREED).ingang == date(2027, 8, 1)


def test_renewal_with_a_gap_or_on_ended_ground_has_an_objection(wereld, geplaatst, klok):
    klok.move_to(MEI)
    aanvraag = maak_tlv(wereld, soort=Soort.VERLENGING, vorige=geplaatst, status=Status.VOLLEDIGHEIDSTOETS)

    gat = bezwaren_tegen_dagen(aanvraag, date(2027, 8, 2), date(2029, 7, 31))
    assert [zin.replace("\xa0", " ") for zin in gat] == [
        "Een verlenging begint op de dag na de vorige TLV. Kies 1 augustus 2027 als ingangsdatum."
    ]
    assert bezwaren_tegen_dagen(aanvraag, date(2027, 8, 1), date(2028, 7, 31)) == []
    aanvraag.vorige.status = V.BEEINDIGD
    assert "niet meer te verlengen" in bezwaren_tegen_dagen(aanvraag, date(2027, 8, 1), date(2028, 7, 31))[0]


# --- Another category ------------------------------------------------------------------------------------------------


def andere_categorie(wereld, vorige, *, ingang):
    """Given from a day on, halfway the TLV."""
    aanvraag = maak_tlv(wereld, soort=Soort.CATEGORIE, vorige=vorige, status=Status.INGEDIEND)
    with transaction.atomic():
        return nieuwe_verklaring(aanvraag, categorie="M", ingang=ingang, einde=date(2028, 7, 31))


def test_another_category_later_shortens_the_tlv_and_takes_over_on_the_day(wereld, geplaatst, klok):
    nieuw = andere_categorie(wereld, geplaatst, ingang=date(2026, 11, 2))

    geplaatst.refresh_from_db()
    assert (geplaatst.status, geplaatst.geldig_tot) == (V.VERZILVERD, date(2026, 11, 1))
    assert (nieuw.status, nieuw.vervangt) == (V.OPGEHAALD, geplaatst)
    klok.move_to("2026-11-02 03:00:00+01:00")
    nachtwerk.bijwerken()
    geplaatst.refresh_from_db()
    nieuw.refresh_from_db()
    assert (geplaatst.status, nieuw.status, nieuw.geplaatst_op) == (V.VERVANGEN, V.VERZILVERD, date(2026, 11, 2))
    assert gebeurd(geplaatst)[-2:] == ["inkorten", "vervangen"]


@pytest.mark.parametrize(
    ("ingang", "geplaatst_op"),
    [
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 10), date(2026, 8, 24)),  # before the pupil came
    ],
)
def test_another_category_from_a_day_that_has_come_takes_over_at_once(wereld, geplaatst, ingang, geplaatst_op):
    nieuw = andere_categorie(wereld, geplaatst, ingang=ingang)

    geplaatst.refresh_from_db()
    assert (geplaatst.status, nieuw.status, nieuw.geplaatst_op) == (V.VERVANGEN, V.VERZILVERD, geplaatst_op)
    assert geplaatst.plaatsingen.get().tot is not None
    assert nieuw.plaatsingen.get().tot is None


def test_another_category_from_the_same_first_day_leaves_nothing_of_the_old_one(wereld, geplaatst):
    nieuw = andere_categorie(wereld, geplaatst, ingang=date(2026, 8, 1))

    geplaatst.refresh_from_db()
    assert (geplaatst.status, geplaatst.geldig_tot) == (V.VERVANGEN, date(2026, 7, 31))
    assert nieuw.status == V.VERZILVERD


def test_another_category_of_a_tlv_that_was_only_collected_goes_along_as_collected(wereld, klok):
    klok.move_to("2026-06-10 10:00:00+02:00")
    leerling = LeerlingFactory(school=wereld.vso_school, leerlingnummer="V1")
    verklaring = zaai(wereld, status=V.OPGEHAALD, ingang=date(2026, 8, 1), aanvraag={"leerling": leerling})

    aanvraag = zaai_aanvraag(
        wereld, soort=Soort.CATEGORIE, status=Status.TER_ONDERTEKENING, vorige=verklaring, leerling=leerling
    )

    with transaction.atomic():
        nieuw = nieuwe_verklaring(aanvraag, categorie="M", ingang=date(2026, 8, 1), einde=date(2028, 7, 31))

    assert (nieuw.status, nieuw.school, nieuw.geplaatst_op) == (V.OPGEHAALD, wereld.vso_school, None)


# --- Praktijkonderwijs -----------------------------------------------------------------------------------------------


def test_next_tlv_for_praktijkonderwijs_takes_over_only_without_a_gap(wereld, klok):
    klok.move_to(MEI)
    for ingang in (date(2027, 8, 1), date(2027, 9, 1)):
        oud = zaai(wereld, onderwijs="pro", status=V.VERZILVERD)
        aanvraag = zaai_aanvraag(
            wereld, soort=Soort.PRO, status=Status.TER_ONDERTEKENING, vorige=oud, leerling=oud.leerling
        )
        with transaction.atomic():
            nieuw = nieuwe_verklaring(aanvraag, categorie="", ingang=ingang, einde=date(2030, 7, 31))
        assert (nieuw.status, nieuw.school) == (V.OPGEHAALD, wereld.pro_school)

    klok.move_to("2027-09-02 03:00:00+02:00")
    nachtwerk.bijwerken()

    nieuwe = Verklaring.objects.filter(einde=date(2030, 7, 31)).order_by("ingang")
    assert [rij.status for rij in nieuwe] == [V.VERZILVERD, V.OPGEHAALD]
