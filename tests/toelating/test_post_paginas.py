"""The pages of the paper road: what lies ready, printing, marking, undoing, and what did not arrive."""

import io
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from swv.documenten.models import Inzage
from swv.documenten.services import brief_vastleggen
from swv.post.models import Bericht
from tests.factories.organisaties import SamenwerkingsverbandFactory, geef_factor
from tests.factories.toelating import maak_tlv, maak_wereld
from tests.personas import log_in
from tests.toelating.klok import MAART
from toelating import documents
from toelating.models import Status, Verzending
from toelating.opdrachten import brief_bekendmaken
from toelating.views import post as views

pytestmark = pytest.mark.django_db
POST = "/toelating/post/"


@pytest.fixture(scope="module")
def begin(voor_deze_module, zegel):
    """Two decisions whose letters are sealed; each lies ready for the parents."""
    with time_machine.travel(MAART):
        SamenwerkingsverbandFactory()
        wereld = maak_wereld()
        geef_factor(wereld.personas.bureau)
        brieven = [documents.slotbrief_van(maak_tlv(wereld, status=Status.AFGEGEVEN)) for _ in range(2)]
    for brief in brieven:
        brief_vastleggen(brief_id=brief.pk)  # a seal counts from the day on which it was made
    with time_machine.travel(MAART):
        for brief in brieven:
            brief_bekendmaken(str(brief.pk))
        return SimpleNamespace(wereld=wereld)


@pytest.fixture(autouse=True)
def klok():
    with time_machine.travel(MAART, tick=False) as klok:
        yield klok


@pytest.fixture
def wereld(db, begin):
    cache.clear()
    return begin.wereld


@pytest.fixture
def bureau(client, wereld):
    return log_in(client, wereld.personas.bureau)


@pytest.fixture
def klaar(wereld):
    return list(Verzending.objects.te_posten().order_by("pk"))


def tekst(antwoord):
    return " ".join(antwoord.content.decode().split())


def pks(rijen):
    return [str(rij.pk) for rij in rijen]


@pytest.mark.parametrize("wie", ["coordinator", "bestuur", "directeur", "deskundige", "controller"])
@pytest.mark.parametrize("naam", ["post", "verzending"])
def test_post_is_work_of_the_bureau_alone(client, wereld, klaar, wie, naam):
    adres = reverse(f"toelating:{naam}", args=[klaar[0].pk] if naam == "verzending" else [])

    assert log_in(client, getattr(wereld.personas, wie)).get(adres).status_code == 403


def test_list_shows_what_lies_ready_with_its_address(bureau, klaar):
    pagina = tekst(bureau.get(POST))

    assert "A. van der Voorbeeld" in pagina
    assert "Voorbeeldstraat 1<br>1314 AB Almere" in pagina
    assert klaar[0].brief.kenmerk in pagina
    assert tekst(bureau.get(POST, {"alles": "1"})).count(" checked>") == 2


def test_list_takes_a_fixed_number_of_queries(bureau, klaar, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        bureau.get(POST)


def test_list_without_post_says_so(bureau, klaar):
    Verzending.objects.filter(pk__in=pks(klaar)).delete()

    assert "Er ligt niets klaar om te posten" in tekst(bureau.get(POST))


def test_marking_says_how_many_and_shows_the_last_day_to_object(bureau, klaar):
    antwoord = bureau.post(POST, {"brieven": pks(klaar), "op": "2-3-2026"}, follow=True)

    pagina = tekst(antwoord)
    assert "2 brieven zijn gepost op 2 maart 2026" in pagina
    assert "13 april 2026" in pagina
    assert not Verzending.objects.te_posten().exists()


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        ({"op": "2-3-2026"}, "Kies ten minste een brief."),
        ({"op": "3-3-2026"}, "Deze dag is nog niet geweest."),
        ({"op": "1-3-2026", "brieven": "alle"}, "Op deze dag was een van de brieven nog niet klaar."),
        ({"op": "", "brieven": "alle"}, "Vul de dag waarop u de brieven heeft gepost in."),
    ],
)
def test_marking_that_cannot_be_says_why_and_marks_nothing(bureau, klaar, data, zin):
    if data.get("brieven"):
        data = {**data, "brieven": pks(klaar)}

    antwoord = bureau.post(POST, data)

    assert (antwoord.status_code, zin in tekst(antwoord)) == (422, True)
    assert Verzending.objects.te_posten().count() == 2


def test_marking_is_undone_with_one_press_on_the_same_day(bureau, klaar):
    bureau.post(POST, {"brieven": pks(klaar), "op": "2-3-2026"})

    pagina = tekst(bureau.post(reverse("toelating:verzending_terug", args=[klaar[0].pk]), follow=True))

    assert "De brief ligt weer bij ‘Te posten’." in pagina
    assert Verzending.objects.te_posten().count() == 1


def test_print_puts_an_address_before_each_letter_and_begins_each_on_a_new_sheet(bureau, klaar, tmp_path):
    antwoord = bureau.post(reverse("toelating:post_afdrukken"), {"brieven": pks(klaar)})

    assert antwoord["Content-Type"] == "application/pdf"
    assert "no-store" in antwoord["Cache-Control"]
    with pikepdf.open(io.BytesIO(antwoord.content)) as pdf:
        assert len(pdf.pages) == 2 * 4, "a page of address, two of the letter, a blank one; twice"
    paginas = (
        subprocess.run(["pdftotext", "-", "-"], input=antwoord.content, capture_output=True, check=True)
        .stdout.decode()
        .split("\f")
    )
    assert ["A. van der Voorbeeld" in paginas[nummer] for nummer in (0, 4)] == [True, True]
    assert klaar[0].brief.code in paginas[2]
    assert paginas[3].strip() == ""


def test_print_is_written_down_as_a_view_of_the_letter(bureau, wereld, klaar):
    bureau.post(reverse("toelating:post_afdrukken"), {"brieven": pks(klaar[:1])})

    inzage = Inzage.objects.get()
    assert (inzage.gebruiker, inzage.bestand_id) == (wereld.personas.bureau, klaar[0].brief_id)
    assert inzage.omschrijving.endswith("(afgedrukt)")


def test_print_of_nothing_or_too_much_is_refused(bureau, klaar, monkeypatch):
    adres = reverse("toelating:post_afdrukken")
    assert bureau.post(adres, {"brieven": ["onzin"]}).status_code == 422
    monkeypatch.setattr(views, "HOOGSTENS_AFDRUKKEN", 1)

    assert "Kies 1 tot 1 brieven" in tekst(bureau.post(adres, {"brieven": pks(klaar)}))


def test_print_of_a_letter_that_changed_on_disk_is_refused(bureau, klaar, caplog):
    pad = Path(klaar[0].brief.pdf.path)
    inhoud = pad.read_bytes()
    pad.write_bytes(inhoud + b"x")
    try:
        antwoord = bureau.post(reverse("toelating:post_afdrukken"), {"brieven": pks(klaar[:1])})
    finally:
        pad.write_bytes(inhoud)

    assert "is niet goed bewaard. Meld dit aan de beheerder." in tekst(antwoord)
    assert "veranderd op de schijf" in caplog.text


def test_board_on_paper_at_its_own_address_needs_no_page_in_front(bureau, klaar):
    rij = klaar[0]
    bestuur = documents.bestuursadres(rij.brief.bron)
    Verzending.objects.filter(brief=rij.brief, aan="aanvrager").delete()
    papier = Verzending.objects.create(
        brief=rij.brief, aan="aanvrager", naam=bestuur[0], adres="\n".join(bestuur[1:]), kanaal="papier"
    )

    antwoord = bureau.post(reverse("toelating:post_afdrukken"), {"brieven": [str(papier.pk)]})

    with pikepdf.open(io.BytesIO(antwoord.content)) as pdf:
        assert len(pdf.pages) == 2


def test_address_is_corrected_on_its_own_page(bureau, klaar):
    adres = reverse("toelating:verzending", args=[klaar[0].pk])
    assert "Vul het adres in." in tekst(bureau.post(adres, {"adres": " "}))

    bureau.post(adres, {"adres": " Nieuw 1 \r\n\r\n 1314 AB Almere"})

    klaar[0].refresh_from_db()
    assert klaar[0].adres == "Nieuw 1\n1314 AB Almere"


def test_letter_that_came_back_lies_ready_again_for_another_address(bureau, klaar):
    bureau.post(POST, {"brieven": pks(klaar[:1]), "op": "2-3-2026"})
    adres = reverse("toelating:verzending", args=[klaar[0].pk])
    data = {"reden": "Retour.", "kanaal": "papier", "adres": "Elders 1\n1000 AA Amsterdam"}

    pagina = tekst(bureau.post(adres, data, follow=True))

    assert "De brief ligt klaar om opnieuw te posten." in pagina
    assert "Opnieuw: de eerste brief kwam niet aan." in pagina
    assert bureau.get(adres).status_code == 404


@pytest.mark.parametrize(
    ("data", "zin"),
    [
        ({"reden": "Retour.", "kanaal": "papier", "adres": ""}, "Vul het adres in waar de brief nu naartoe gaat."),
        ({"reden": "Retour.", "kanaal": "uitgereikt", "adres": ""}, "Vul in op welke dag u de brief gaf."),
        ({"reden": "", "kanaal": "papier", "adres": "x"}, "Vul in waaraan u dat ziet."),
    ],
)
def test_letter_that_came_back_asks_how_it_goes_now(bureau, klaar, data, zin):
    bureau.post(POST, {"brieven": pks(klaar[:1]), "op": "2-3-2026"})

    antwoord = bureau.post(reverse("toelating:verzending", args=[klaar[0].pk]), data)

    assert (antwoord.status_code, zin in tekst(antwoord)) == (422, True)


def test_letter_that_came_back_is_found_by_its_kenmerk(bureau, klaar):
    bureau.post(POST, {"brieven": pks(klaar), "op": "2-3-2026"})
    adres = reverse("toelating:verzending", args=[klaar[0].pk])

    assert adres in tekst(bureau.get(POST, {"kenmerk": f" {klaar[0].brief.kenmerk.lower()} "}))
    assert "Wij vinden geen verstuurde brief met kenmerk ‘XX’" in tekst(bureau.get(POST, {"kenmerk": "XX"}))


def test_letter_whose_mail_did_not_arrive_asks_for_another_way(bureau, klaar):
    digitaal = Verzending.objects.get(brief=klaar[0].brief, kanaal="digitaal")
    assert "De mail kwam niet aan" not in tekst(bureau.get(POST))
    Bericht.objects.filter(pk=digitaal.bericht_id).update(staat=Bericht.Staat.MISLUKT, fout="550")

    assert reverse("toelating:verzending", args=[digitaal.pk]) in tekst(bureau.get(POST))


def test_nothing_of_a_dossier_one_stays_out_of_is_shown_or_printed(bureau, wereld, klaar):
    aanvraag = klaar[0].brief.bron
    aanvraag.verschoningen.create(gebruiker=wereld.personas.bureau, reden="Familie.", door=wereld.personas.bureau)

    assert aanvraag.verklaringen.get().nummer not in tekst(bureau.get(POST))
    assert bureau.post(reverse("toelating:post_afdrukken"), {"brieven": pks(klaar[:1])}).status_code == 422
    assert bureau.get(reverse("toelating:verzending", args=[klaar[0].pk])).status_code == 404
    assert timezone.localdate() == MAART.date()
