"""The pages with which a school, its board and a guest ask for a TLV, in each state with a look of its own."""

from playwright.sync_api import Page

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

S, T = "coordinator", "/toelating/"


def niets_ingevuld(page: Page) -> None:
    knop("Bewaren en verder")(page)


def zonder_reden(page: Page) -> None:
    knop("Meld dat dit stuk is geweigerd")(page)


def uitnodigen_leeg(page: Page) -> None:
    knop("Nodig de school uit")(page)


PAGINAS = (
    Pagina("tlv-lijst", T, S),
    Pagina("tlv-lijst-niets", f"{T}?stand=tlv_voorbij", S),
    Pagina("tlv-nieuw", f"{T}nieuw/", S, doe=open_uitleg),
    Pagina("tlv-starten-verlenging", f"{T}starten/?soort=verlenging", "coordinator-vso"),
    Pagina("tlv-concept", T + "{tlv:concept}/", S),
    Pagina("tlv-ouders-leeg", T + "{tlv:concept}/ouders/", S, doe=niets_ingevuld),
    Pagina("tlv-criteria", T + "{pro:concept}/criteria/", "coordinator-baken"),
    Pagina("tlv-bijlagen", T + "{tlv:concept}/bijlagen/", S),
    Pagina("tlv-weigeren", T + "{tlv:concept}/bijlagen/iq_test/weigeren/", S, doe=zonder_reden),
    Pagina("tlv-controleren-onaf", T + "{pro:concept}/controleren/", "coordinator-baken"),
    Pagina("tlv-nalezen", T + "{tlv:ter_medetekening}/controleren/", "bestuur"),
    Pagina("tlv-ontvangst", T + "{tlv:ingediend}/ontvangst/", S, doe=open_uitleg),
    Pagina("tlv-vraag", T + "{tlv:aanvulling_gevraagd}/", S, doe=open_uitleg),
    Pagina("tlv-zienswijze-geven", T + "{tlv:zienswijze}/doen/zienswijze_geven/", "bestuur"),
    Pagina("tlv-in-gebreke-school", T + "{in-gebreke}/", "coordinator-baken", doe=open_uitleg),
    Pagina("tlv-afgewezen", T + "{tlv:afgewezen}/", "bestuur-baken", doe=open_uitleg),
    Pagina("tlv-gasten", f"{T}gasten/", "bureau"),
    Pagina("tlv-gast-uitnodigen", f"{T}gasten/nieuw/", "bureau", doe=uitnodigen_leeg),
    Pagina("tlv-gast", T + "gasten/{uitnodiging}/", "bureau"),
    Pagina("tlv-gast-intrekken", T + "gasten/{uitnodiging}/intrekken/", "bureau"),
    Pagina("tlv-gast-opnieuw", T + "gasten/{uitnodiging}/opnieuw/", "bureau"),
    Pagina("tlv-lijst-van-gast", T, "gast"),
    Pagina("tlv-concept-van-gast", T + "{tlv:concept}/", "gast"),
)
