"""The components of the screen: what they render, and that a misspelt argument is found at once."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.messages import constants
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import get_template

from swv.kern.templatetags import componenten

TEMPLATES = Path(settings.BASE_DIR) / "templates"


def toon(bron: str, **context: Any) -> str:
    return Template(bron).render(Context(context))


# --- A mistake in a template is found when it compiles ---


@pytest.mark.parametrize(
    "bron",
    [
        '{% knop text="Opslaan" %}',
        "{% knop %}",
        '{% melding kleur="rood" %}x{% endmelding %}',
        '{% taak naam="Vul in" %}',
        '{% kaart titel="x" %}',
    ],
)
def test_component_misspelt_or_missing_argument_fails_at_compile_time(bron: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template(bron)


@pytest.mark.parametrize(
    "bron",
    [
        '{% knop tekst="x" soort="blauw" %}',
        '{% melding soort="waarschuwing" %}x{% endmelding %}',
        '{% statusbadge tekst="x" soort="rood" %}',
        '{% taak naam="x" status="af" %}',
        '{% icoon naam="hamer" %}',
    ],
)
def test_component_unknown_kind_is_refused_with_the_allowed_ones(bron: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="choose from"):
        toon(bron)


@pytest.mark.parametrize("naam", componenten.ICONEN)
def test_icoon_every_name_has_a_drawing(naam: str) -> None:
    assert "<path" in toon("{% icoon naam=naam %}", naam=naam)


# --- Text of people is escaped ---

GEVAARLIJK = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "bron",
    [
        "{% knop tekst=x naam=x waarde=x voorlees=x %}",
        "{% melding titel=x %}{{ x }}{% endmelding %}",
        "{% kaart titel=x url=x %}{% endkaart %}",
        "{% statusbadge tekst=x %}",
        "{% begrip term=x uitleg=x %}",
        "{% antwoord vraag=x waarde=x url=x %}",
        "{% bestand naam=x url=x toelichting=x fout=x %}{% endbestand %}",
        '{% taak naam=x status="bezig" url=x toelichting=x wie=x %}',
        "{% tabel bijschrift=x %}{% endtabel %}",
        "{% gebeurtenis wat=x wanneer=dag wie=x toelichting=x %}",
        "{% paginakop titel=x boven=x %}{% endpaginakop %}",
        "{% lege_staat titel=x actie_tekst=x actie_url=x %}{{ x }}{% endlege_staat %}",
        "{% paginering vorige=x volgende=x %}",
        "{% meter label=x waarde=1 maximum=2 tekst=x %}",
    ],
)
def test_component_text_of_people_is_escaped(bron: str) -> None:
    assert "<script>" not in toon(bron, x=GEVAARLIJK, dag=date(2026, 3, 14))


# --- What they say ---


def test_postknop_posts_with_csrf_token() -> None:
    html = toon('{% postknop tekst="Indienen" url="/x/" %}', csrf_token="geheim")

    assert '<form class="swv-postknop" method="post" action="/x/">' in html
    assert 'name="csrfmiddlewaretoken" value="geheim"' in html


def test_knop_voorlees_is_only_for_screen_readers() -> None:
    html = toon('{% knop tekst="Verwijderen" voorlees="plan.pdf" %}')

    assert '<span class="swv-onzichtbaar"> plan.pdf</span>' in html


def test_melding_says_its_kind_in_words() -> None:
    assert "Let op: " in toon('{% melding soort="aandacht" titel="Nog 2 dagen" %}{% endmelding %}')


@pytest.mark.parametrize(
    ("niveau", "soort"),
    [
        (constants.DEBUG, "info"),
        (constants.INFO, "info"),
        (constants.SUCCESS, "succes"),
        (constants.WARNING, "aandacht"),
        (constants.ERROR, "fout"),
    ],
)
def test_meldingsoort_follows_the_level_of_the_message(niveau: int, soort: str) -> None:
    assert componenten.meldingsoort(niveau) == soort


def test_taak_kan_nog_niet_is_no_link_even_with_url() -> None:
    assert "<a " not in toon('{% taak naam="Verstuur" status="kan_nog_niet" url="/x/" %}')


def test_taak_klaar_is_plain_text_without_colour() -> None:
    html = toon('{% taak naam="Vul in" status="klaar" url="/x/" %}')

    assert "swv-badge" not in html
    assert "Klaar" in html


@pytest.mark.parametrize("leeg", ["", None, [], ()])
def test_antwoord_nothing_is_niet_ingevuld(leeg: object) -> None:
    assert "Niet ingevuld" in toon('{% antwoord vraag="Opmerking" waarde=leeg %}', leeg=leeg)


def test_antwoord_zero_is_an_answer() -> None:
    assert "Niet ingevuld" not in toon('{% antwoord vraag="Aantal" waarde=0 %}')


def test_antwoord_change_link_says_what_it_changes() -> None:
    html = toon('{% antwoord vraag="Bedrag" waarde="€ 5" url="/wijzig/" %}')

    assert '<a href="/wijzig/">Wijzigen<span class="swv-onzichtbaar">: Bedrag</span></a>' in html


def test_tabel_is_a_named_region_that_the_keyboard_reaches() -> None:
    html = toon('{% tabel bijschrift="Uw aanvragen" %}<tbody></tbody>{% endtabel %}')

    assert 'role="region" aria-labelledby="tabel-uw-aanvragen" tabindex="0"' in html
    assert '<caption id="tabel-uw-aanvragen">Uw aanvragen</caption>' in html


@pytest.mark.parametrize(
    ("dag", "soort", "woorden"),
    [
        (date(2026, 3, 11), "fout", "3 dagen te laat"),
        (date(2026, 3, 14), "aandacht", "vandaag"),
        (date(2026, 3, 21), "aandacht", "nog 7 dagen"),
        (date(2026, 3, 22), "neutraal", "nog 8 dagen"),
    ],
)
def test_uiterlijk_stands_out_by_word_and_colour(dag: date, soort: str, woorden: str, time_machine: Any) -> None:
    time_machine.move_to(datetime(2026, 3, 14, 12, 0, tzinfo=UTC))

    html = toon("{% uiterlijk datum=dag %}", dag=dag)

    assert f'swv-badge--{soort}">{woorden}<' in html
    assert f'datetime="{dag.isoformat()}"' in html


def test_autosave_status_shows_local_time_in_a_live_region() -> None:
    html = toon("{% autosave_status moment=moment %}", moment=datetime(2026, 3, 14, 9, 42, tzinfo=UTC))

    assert 'role="status"' in html
    assert "Opgeslagen om 10:42" in html


def test_stappen_current_step_is_announced() -> None:
    html = toon("{% stappen namen=namen huidig=2 %}", namen=["Gegevens", "Plan", "Versturen"])

    assert html.count('aria-current="step"') == 1
    assert html.count("(klaar)") == 1


@pytest.mark.parametrize(
    ("waarde", "maximum", "procent"), [(8000, 12000, "67"), (5, 0, "0"), (15, 10, "100"), (Decimal("-3"), 10, "0")]
)
def test_meter_bar_stays_between_nothing_and_whole(waarde: Decimal, maximum: int, procent: str) -> None:
    html = toon('{% meter label="x" waarde=w maximum=m tekst="y" %}', w=waarde, m=maximum)

    assert f'class="swv-meter__deel" width="{procent}"' in html


def test_paginering_single_page_shows_nothing() -> None:
    assert toon("{% paginering %}").strip() == ""


@pytest.mark.parametrize(
    ("bron", "tekst"),
    [
        ("{{ bedrag|euro }}", "€\xa012.500,00"),
        ("{{ niets|euro }}", ""),
        ("{{ dag|datum }}", "14\xa0maart\xa02026"),
        ("{{ niets|datum }}", ""),
        ("{{ niets|dagen_nog }}", ""),
        ("{{ niets|tijd }}{{ niets|datumtijd }}{{ niets|bestandsgrootte }}", ""),
        ('{{ "+31 20 555-01 23"|telefoonlink }}', "+31205550123"),
    ],
)
def test_filter_writes_value_or_nothing(bron: str, tekst: str) -> None:
    assert toon(bron, bedrag=Decimal("12500"), dag=date(2026, 3, 14), niets=None) == tekst


# --- The templates themselves ---

EIGEN = sorted(TEMPLATES.rglob("*.html"))
SCHERM = [pad for pad in EIGEN if "brieven" not in pad.parts and "post" not in pad.parts]


@pytest.mark.parametrize("pad", EIGEN, ids=lambda pad: str(pad.relative_to(TEMPLATES)))
def test_template_compiles(pad: Path) -> None:
    get_template(str(pad.relative_to(TEMPLATES)))


@pytest.mark.parametrize("pad", SCHERM, ids=lambda pad: str(pad.relative_to(TEMPLATES)))
def test_template_has_no_inline_style_or_script(pad: Path) -> None:
    bron = pad.read_text()

    assert " style=" not in bron
    assert "<style" not in bron
    assert "<script>" not in bron
    assert " onclick=" not in bron


@pytest.mark.parametrize("code", ["400", "500"])
def test_storing_page_needs_no_context(code: str) -> None:
    assert "<h1>" in get_template(f"{code}.html").render()
