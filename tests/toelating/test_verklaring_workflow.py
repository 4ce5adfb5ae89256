"""Every act on a TLV: who may do it in which state, and what it does."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from swv.kern.fouten import BevestigingNodig, NietToegestaan, VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.handelingen import Ongeldig, verrichten
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import NBSP
from swv.organisaties.models import Leerling, Rolsoort
from swv.post.models import Bericht
from tests.factories.organisaties import LeerlingFactory, SchoolFactory, maak_gebruiker
from tests.factories.toelating import maak_verklaring
from tests.factories.verklaringen import zaai
from toelating.models import Plaatsing, Verklaring, Verklaringstatus, Verschoning
from toelating.workflow import verklaring as na
from toelating.workflow.verklaring import workflow

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("klok")]

V = Verklaringstatus
BUREAU = {"bureau", "bureau_collega", "gemandateerde"}
VSO = {"vso_coordinator", "vso_elders"}
GELDEND = {V.AFGEGEVEN, V.OPGEHAALD, V.VERZILVERD}
ZONDER_PLAATS = {V.AFGEGEVEN, V.OPGEHAALD}
# act: from which states, by whom of the people below on a vso TLV that the vso school collected, what it leads to.
TABEL = {
    "ophalen": ({V.AFGEGEVEN}, VSO, V.OPGEHAALD),
    "teruggeven": ({V.OPGEHAALD}, {"vso_coordinator"}, V.AFGEGEVEN),
    "plaatsen": ({V.OPGEHAALD}, {"vso_coordinator"}, V.VERZILVERD),
    "plaatsing_melden": (ZONDER_PLAATS, BUREAU, V.VERZILVERD),
    "plaatsing_verbeteren": ({V.VERZILVERD}, BUREAU | {"vso_coordinator"}, None),
    "plaatsing_ongedaan_maken": ({V.VERZILVERD}, BUREAU, V.OPGEHAALD),
    "overstappen": ({V.VERZILVERD}, BUREAU | {"vso_elders"}, None),
    "afloop_vastleggen": ({V.VERZILVERD}, BUREAU | {"vso_coordinator"}, None),
    "terugkeren": ({V.VERZILVERD}, BUREAU | {"vso_coordinator"}, V.BEEINDIGD),
    "terugkeer_ongedaan_maken": ({V.BEEINDIGD}, BUREAU, V.VERZILVERD),
    "intrekken": (GELDEND, {"directeur"}, V.INGETROKKEN),
    "meegaan": (ZONDER_PLAATS, {None}, V.OPGEHAALD),
    "voortzetten": (ZONDER_PLAATS, {None}, V.VERZILVERD),
    "inkorten": (GELDEND, {None}, None),
    "vervangen": (GELDEND, {None}, V.VERVANGEN),
    "laten_verlopen": (GELDEND, {None}, V.VERLOPEN),
    "laten_vervallen": (ZONDER_PLAATS, {None}, V.VERVALLEN),
    "herroepen": (GELDEND, {None}, V.HERROEPEN),
}


def gewoon(tekst):
    """With plain spaces: a day is written with spaces that do not break."""
    return tekst.replace(NBSP, " ")


def gebeurd(verklaring):
    return gewoon(Gebeurtenis.objects.van(verklaring).first().toelichting)


@pytest.fixture
def mensen(wereld):
    elders = SchoolFactory(code="05EE00", naam="Vso Elders", soort="vso")
    iedereen = wereld.mensen() | {
        "vso_elders": maak_gebruiker(Rolsoort.COORDINATOR, email="v@portaal.example", naam="Vso Elders", school=elders),
        "bestuur_vso": maak_gebruiker(
            Rolsoort.BESTUUR, email="b@portaal.example", naam="B", bestuur=wereld.vso_school.bestuur
        ),
        "gast": maak_gebruiker(Rolsoort.GAST, email="g@portaal.example", naam="Gast"),
        None: None,
    }
    iedereen.pop("zonder_rol")
    return iedereen


def test_table_names_every_act():
    assert {handeling.naam: handeling.target for handeling in workflow} == {
        naam: naar for naam, (_, _, naar) in TABEL.items()
    }


def test_every_edge_and_non_edge_for_every_role(wereld, mensen, monkeypatch):
    """Also what the days say, once: the acts below that depend on a day are tried as if it had come."""
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    for handeling in workflow:
        object.__setattr__(handeling, "_geldt", handeling.geldt)
        monkeypatch.setitem(handeling.__dict__, "geldt", lambda dossier: True)
    for naam, (bron, wie, _) in TABEL.items():
        for status in V:
            verklaring.status = status
            for persoon, gebruiker in mensen.items():
                uitkomst = workflow[naam].weigering(verklaring, gebruiker)
                if status not in bron:
                    assert isinstance(uitkomst, VerkeerdeStatus), (naam, status, persoon)
                elif persoon not in wie:
                    assert isinstance(uitkomst, NietToegestaan), (naam, status, persoon)
                else:
                    assert uitkomst is None, (naam, status, persoon)


def test_somebody_of_the_bureau_who_withdrew_does_nothing(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    bureau = wereld.personas.bureau
    Verschoning.objects.create(
        aanvraag=verklaring.aanvraag, gebruiker=bureau, door=bureau, reden="Kind van een vriendin."
    )

    assert isinstance(workflow["overstappen"].weigering(verklaring, bureau), NietToegestaan)


# --- Collecting ------------------------------------------------------------------------------------------------------


def test_ophalen_before_the_decision_was_announced_is_refused(wereld):
    verklaring = zaai(wereld, aanvraag={"bekendgemaakt_op": None})

    with pytest.raises(VoorwaardeNietVervuld, match="wordt nog gemaakt"):
        na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school)


def test_ophalen_for_a_school_where_one_does_not_work_is_refused(wereld):
    verklaring, elders = zaai(wereld), SchoolFactory(soort="vso")

    with pytest.raises(VoorwaardeNietVervuld, match="Kies een school van die soort waar u werkt"):
        na.ophalen(verklaring, door=wereld.vso_coordinator, school=elders)
    with pytest.raises(Ongeldig):
        verrichten(na.ophalen, verklaring, door=wereld.vso_coordinator, data={"school": elders.pk})


def test_ophalen_with_one_school_asks_nothing(wereld):
    verklaring = verrichten(na.ophalen, zaai(wereld), door=wereld.vso_coordinator, data={})

    assert (verklaring.status, verklaring.school) == (V.OPGEHAALD, wereld.vso_school)


def test_teruggeven_lets_another_school_collect_and_tells_who_asked(wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)

    verklaring = na.teruggeven(verklaring, door=wereld.vso_coordinator, reden="Gaat toch niet door.")

    assert (verklaring.status, verklaring.school, verklaring.opgehaald_door) == (V.AFGEGEVEN, None, None)
    mail = Bericht.objects.filter(soort="tlv_teruggegeven")
    assert {rij.aan for rij in mail} == {wereld.personas.coordinator, wereld.personas.bestuur}


# --- Placement -------------------------------------------------------------------------------------------------------


def test_plaatsen_moves_zorgplicht_and_pupil_and_tells_who_asked(wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)

    verklaring = na.plaatsen(
        verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 10, 12), leerlingnummer="V1"
    )

    assert (verklaring.status, verklaring.geplaatst_op) == (V.VERZILVERD, date(2026, 10, 12))
    assert [(rij.school, rij.van, rij.tot) for rij in verklaring.plaatsingen.all()] == [
        (wereld.vso_school, date(2026, 10, 12), None)
    ]
    leerling = Leerling.objects.get(pk=verklaring.leerling_id)
    assert (leerling.school, leerling.leerlingnummer) == (wereld.vso_school, "V1")
    assert Bericht.objects.filter(soort="tlv_geplaatst").count() == 2
    assert gebeurd(verklaring) == "Geplaatst op Vso De Brug vanaf 12 oktober 2026."


def test_plaatsen_for_praktijkonderwijs_works_the_same(wereld):
    verklaring = verrichten(na.ophalen, zaai(wereld, onderwijs="pro"), door=wereld.pro_coordinator, data={})
    invoer = {"geplaatst_op": "24-8-2026", "leerlingnummer": "P1"}

    verklaring = verrichten(na.plaatsen, verklaring, door=wereld.pro_coordinator, data=invoer)

    assert (verklaring.status, verklaring.school, verklaring.leerling.school) == (
        V.VERZILVERD,
        wereld.pro_school,
        wereld.pro_school,
    )


@pytest.mark.parametrize(
    ("dag", "zin"),
    [
        (date(2026, 7, 31), "De TLV geldt van"),  # the day before it counts
        (date(2027, 8, 1), "Deze dag is nog niet geweest"),
        (date(2026, 10, 14), "Deze dag is nog niet geweest"),
    ],
)
def test_plaatsen_on_a_wrong_day_is_refused_by_form_and_act(wereld, dag, zin):
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    invoer = {"geplaatst_op": dag.isoformat(), "leerlingnummer": "V1"}

    with pytest.raises(VoorwaardeNietVervuld, match=zin):
        na.plaatsen(verklaring, door=wereld.vso_coordinator, geplaatst_op=dag, leerlingnummer="V1")
    with pytest.raises(Ongeldig) as fout:
        verrichten(na.plaatsen, verklaring, door=wereld.vso_coordinator, data=invoer)
    assert zin in fout.value.velden["geplaatst_op"][0]
    assert not Plaatsing.objects.exists()


@pytest.mark.parametrize(
    ("ingang", "dag", "mag"),
    [
        (date(2026, 10, 10), date(2026, 10, 9), False),
        (date(2026, 9, 1), date(2026, 9, 1), True),  # the decision itself lets it start before it was given
        (date(2026, 9, 1), date(2026, 8, 31), False),
    ],
)
def test_plaatsen_before_the_tlv_was_given_follows_its_first_day(wereld, ingang, dag, mag):
    verklaring = zaai(wereld, status=V.OPGEHAALD, ingang=ingang, afgegeven_op=date(2026, 10, 10))
    form = na.plaatsen.invoer(
        {"geplaatst_op": dag.isoformat(), "leerlingnummer": "V1"}, dossier=verklaring, door=wereld.vso_coordinator
    )

    assert form.is_valid() is mag


def test_plaatsen_with_a_bsn_as_number_is_refused(wereld):
    verklaring = zaai(wereld, status=V.OPGEHAALD)
    invoer = {"geplaatst_op": "12-10-2026", "leerlingnummer": "111222333"}

    with pytest.raises(Ongeldig) as fout:
        verrichten(na.plaatsen, verklaring, door=wereld.vso_coordinator, data=invoer)
    assert "BSN" in fout.value.velden["leerlingnummer"][0]


def test_plaatsen_under_the_number_of_another_pupil_is_refused(wereld):
    LeerlingFactory(school=wereld.vso_school, leerlingnummer="V1", achternaam="Ander")
    verklaring = zaai(wereld, status=V.OPGEHAALD)

    with pytest.raises(VoorwaardeNietVervuld, match="andere naam of geboortedatum"):
        na.plaatsen(verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 10, 12), leerlingnummer="V1")
    assert not Plaatsing.objects.exists()


def test_plaatsing_melden_without_number_leaves_the_pupil_where_it_is(wereld):
    verklaring, elders = zaai(wereld), SchoolFactory(soort="vso", naam="Vso Ver Weg", is_buiten_regio=True)
    invoer = {"school": elders.pk, "geplaatst_op": "1-9-2026", "leerlingnummer": ""}

    verklaring = verrichten(na.plaatsing_melden, verklaring, door=wereld.personas.bureau, data=invoer)

    assert (verklaring.status, verklaring.school) == (V.VERZILVERD, elders)
    assert verklaring.leerling.school == wereld.personas.school


def test_plaatsing_melden_for_a_school_of_another_kind_is_refused(wereld):
    invoer = {"school": wereld.pro_school.pk, "geplaatst_op": "1-9-2026"}

    with pytest.raises(Ongeldig):
        verrichten(na.plaatsing_melden, zaai(wereld), door=wereld.personas.bureau, data=invoer)


def test_plaatsing_verbeteren_moves_the_day_and_says_what_it_was(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD, geplaatst_op=date(2026, 9, 1))

    verklaring = na.plaatsing_verbeteren(verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 8, 24))

    assert verklaring.geplaatst_op == verklaring.plaatsingen.get().van == date(2026, 8, 24)
    assert gebeurd(verklaring) == "Eerst 1 september 2026, nu 24 augustus 2026."


@pytest.mark.parametrize("dag", [date(2026, 9, 20), date(2026, 10, 10)])
def test_plaatsing_verbeteren_after_an_overstap_moves_both_placements(wereld, mensen, dag):
    verklaring = overgestapt(wereld, mensen, op=date(2026, 10, 1))

    verklaring = na.plaatsing_verbeteren(verklaring, door=mensen["vso_elders"], geplaatst_op=dag)

    assert [(rij.van, rij.tot) for rij in verklaring.plaatsingen.all()] == [(date(2026, 8, 1), dag), (dag, None)]


def test_plaatsing_verbeteren_to_before_the_school_before_is_refused(wereld, mensen):
    verklaring = overgestapt(wereld, mensen, op=date(2026, 10, 1), geplaatst_op=date(2026, 9, 1))

    with pytest.raises(VoorwaardeNietVervuld, match="op de school daarvoor"):
        na.plaatsing_verbeteren(verklaring, door=mensen["vso_elders"], geplaatst_op=date(2026, 9, 1))


def opgehaald_in_september(wereld, klok):
    """A TLV that was given in March, counts from 1 August, and was collected in September."""
    klok.move_to("2026-03-10 10:00:00+01:00")
    verklaring = maak_verklaring(wereld, bekend=True)
    klok.move_to("2026-09-10 10:00:00+02:00")
    return na.ophalen(verklaring, door=wereld.vso_coordinator, school=wereld.vso_school)


def test_plaatsing_ongedaan_maken_gives_pupil_and_zorgplicht_back(wereld, klok):
    verklaring = opgehaald_in_september(wereld, klok)
    nummer = verklaring.leerling.leerlingnummer
    verklaring = na.plaatsen(
        verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 9, 1), leerlingnummer="V9"
    )

    verklaring = na.plaatsing_ongedaan_maken(verklaring, door=wereld.personas.bureau, reden="De verkeerde TLV.")

    assert (verklaring.status, verklaring.geplaatst_op) == (V.OPGEHAALD, None)
    assert not verklaring.plaatsingen.exists()
    leerling = Leerling.objects.get(pk=verklaring.leerling_id)
    assert (leerling.school, leerling.leerlingnummer) == (wereld.personas.school, nummer)


def test_plaatsing_ongedaan_maken_after_an_overstap_is_refused(wereld, mensen):
    verklaring = overgestapt(wereld, mensen, op=date(2026, 10, 1))

    with pytest.raises(VoorwaardeNietVervuld, match="leg een overstap vast"):
        na.plaatsing_ongedaan_maken(verklaring, door=wereld.personas.bureau, reden="Fout.")
    assert verklaring.plaatsingen.count() == 2


# --- Another school, or back -----------------------------------------------------------------------------------------


def overgestapt(wereld, mensen, *, op, **velden):
    verklaring = zaai(wereld, status=V.VERZILVERD, **velden)
    school = mensen["vso_elders"].rollen_nu[0].school
    return na.overstappen(verklaring, door=mensen["vso_elders"], school=school, geplaatst_op=op, leerlingnummer="E1")


def test_overstappen_takes_the_tlv_along_and_tells_the_school_before(wereld, mensen):
    verklaring = overgestapt(wereld, mensen, op=date(2026, 10, 1), na_afloop="terug")

    elders = mensen["vso_elders"].rollen_nu[0].school
    assert (verklaring.status, verklaring.school, verklaring.na_afloop) == (V.VERZILVERD, elders, "")
    assert [(rij.school, rij.van, rij.tot) for rij in verklaring.plaatsingen.all()] == [
        (wereld.vso_school, date(2026, 8, 1), date(2026, 10, 1)),
        (elders, date(2026, 10, 1), None),
    ]
    assert verklaring.leerling.school == elders
    assert [rij.aan for rij in Bericht.objects.filter(soort="tlv_overgestapt")] == [wereld.vso_coordinator]
    assert not Verklaring.objects.for_user(wereld.vso_coordinator).exists()


def test_overstappen_before_the_pupil_came_is_refused(wereld, mensen):
    with pytest.raises(VoorwaardeNietVervuld, match="op Vso De Brug"):
        overgestapt(wereld, mensen, op=date(2026, 9, 1), geplaatst_op=date(2026, 9, 1))


def test_overstappen_offers_a_school_only_itself_and_the_bureau_every_other(wereld, mensen):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    elders = mensen["vso_elders"].rollen_nu[0].school
    SchoolFactory(code="06FF00", soort="vso")

    van_school, van_bureau = (
        na.overstappen.invoer(dossier=verklaring, door=mensen[wie]).fields["school"].queryset
        for wie in ("vso_elders", "bureau")
    )
    assert list(van_school) == [elders]
    assert {school.code for school in van_bureau} == {"05EE00", "06FF00"}


def test_terugkeren_ends_the_tlv_on_the_day_before(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)

    verklaring = na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School A")

    assert (verklaring.status, verklaring.geldig_tot) == (V.BEEINDIGD, date(2026, 10, 4))
    assert verklaring.plaatsingen.get().tot == date(2026, 10, 5)
    assert gewoon(verklaring.reden_einde) == "Terug naar School A op 5 oktober 2026."


@pytest.mark.parametrize(
    ("op", "zin"),
    [("14-10-2026", "Deze dag is nog niet geweest"), ("1-8-2026", "De leerling zit pas sinds 1 augustus 2026")],
)
def test_terugkeren_on_a_wrong_day_is_refused(wereld, op, zin):
    verklaring = zaai(wereld, status=V.VERZILVERD)

    with pytest.raises(Ongeldig) as fout:
        verrichten(na.terugkeren, verklaring, door=wereld.vso_coordinator, data={"op": op, "naar": "School A"})
    assert zin in gewoon(fout.value.velden["op"][0])


def test_terugkeren_while_a_renewal_is_asked_is_refused(wereld):
    from tests.factories.verklaringen import zaai_aanvraag

    verklaring = zaai(wereld, status=V.VERZILVERD)
    vervolg = zaai_aanvraag(
        wereld, soort="verlenging", status="ingediend", vorige=verklaring, leerling=verklaring.leerling
    )

    with pytest.raises(VoorwaardeNietVervuld, match=f"Aanvraag {vervolg.kenmerk} gaat verder op deze TLV"):
        na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School A")


def test_terugkeer_ongedaan_maken_lets_the_tlv_count_until_its_end_again(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    verklaring = na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School A")

    verklaring = na.terugkeer_ongedaan_maken(verklaring, door=wereld.personas.bureau, reden="Verkeerde leerling.")

    assert (verklaring.status, verklaring.geldig_tot) == (V.VERZILVERD, verklaring.einde)
    assert (verklaring.plaatsingen.get().tot, verklaring.reden_einde) == (None, "")


def test_terugkeer_ongedaan_maken_beside_a_newer_tlv_is_refused(wereld):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    verklaring = na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School A")
    zaai(wereld, ingang=date(2026, 10, 12), einde=date(2028, 7, 31), aanvraag={"leerling": verklaring.leerling})

    with pytest.raises(VoorwaardeNietVervuld, match="heeft in deze periode al een TLV"):
        na.terugkeer_ongedaan_maken(verklaring, door=wereld.personas.bureau, reden="Fout.")


def test_terugkeer_ongedaan_maken_after_the_end_of_the_tlv_is_refused(wereld, klok):
    verklaring = zaai(wereld, status=V.VERZILVERD)
    verklaring = na.terugkeren(verklaring, door=wereld.vso_coordinator, op=date(2026, 10, 5), naar="School A")
    klok.move_to("2027-08-01 10:00:00+02:00")

    with pytest.raises(VerkeerdeStatus):
        na.terugkeer_ongedaan_maken(verklaring, door=wereld.personas.bureau, reden="Fout.")


@pytest.mark.parametrize(("keuze", "wordt"), [("terug", "terug"), ("vertrek", "vertrek"), ("onbekend", "")])
def test_afloop_vastleggen_keeps_what_was_chosen(wereld, keuze, wordt):
    verklaring = zaai(wereld, status=V.VERZILVERD, na_afloop="vertrek")

    verklaring = verrichten(na.afloop_vastleggen, verklaring, door=wereld.vso_coordinator, data={"na_afloop": keuze})

    assert verklaring.na_afloop == wordt


# --- Withdrawing -----------------------------------------------------------------------------------------------------


def test_intrekken_needs_a_fresh_second_factor(wereld):
    verklaring = maak_verklaring(wereld, bekend=True)
    te_oud = timezone.now() - timedelta(minutes=6)

    for bevestigd in (None, te_oud):
        with pytest.raises(BevestigingNodig):
            na.intrekken(
                verklaring, door=wereld.personas.directeur, bevestigd_op=bevestigd, reden="Op onjuiste gronden."
            )


def test_intrekken_ends_placement_and_letter(wereld, klok):
    verklaring = opgehaald_in_september(wereld, klok)
    verklaring = na.plaatsen(
        verklaring, door=wereld.vso_coordinator, geplaatst_op=date(2026, 9, 1), leerlingnummer="V1"
    )

    verklaring = na.intrekken(
        verklaring, door=wereld.personas.directeur, bevestigd_op=timezone.now(), reden="Op onjuiste gronden."
    )

    assert (verklaring.status, verklaring.geldig_tot) == (V.INGETROKKEN, date(2026, 9, 10))
    assert verklaring.plaatsingen.get().tot == date(2026, 9, 11)
