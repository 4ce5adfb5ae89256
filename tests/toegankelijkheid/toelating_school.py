"""The pages with which a school, its board and a guest ask for a TLV, in each state with a look of its own.

`{tlv:status}` and `{pro:status}` stand for the first request (of praktijkonderwijs) in that state that this person may
see, `{uitnodiging}` for the invitation of the demo.
"""

from playwright.sync_api import Page

from tests.toegankelijkheid.paginas import Pagina, knop, open_uitleg


def niets_ingevuld(page: Page) -> None:
    knop("Bewaren en verder")(page)


def zonder_reden(page: Page) -> None:
    knop("Meld dat dit stuk is geweigerd")(page)


def uitnodigen_leeg(page: Page) -> None:
    knop("Nodig de school uit")(page)


PAGINAS = (
    Pagina("tlv-lijst", "/toelating/", "coordinator"),
    Pagina("tlv-lijst-gefilterd", "/toelating/?stand=tlv_voorbij", "bestuur"),
    Pagina("tlv-nieuw", "/toelating/nieuw/", "coordinator"),
    Pagina("tlv-starten", "/toelating/starten/?soort=vso", "coordinator"),
    Pagina("tlv-starten-verlenging", "/toelating/starten/?soort=verlenging", "coordinator"),
    Pagina("tlv-concept", "/toelating/{tlv:concept}/", "coordinator"),
    Pagina("tlv-leerling-leeg", "/toelating/{tlv:concept}/leerling/", "coordinator", doe=niets_ingevuld),
    Pagina("tlv-aanvraag", "/toelating/{tlv:concept}/aanvraag/", "coordinator"),
    Pagina("tlv-ouders-leeg", "/toelating/{tlv:concept}/ouders/", "coordinator", doe=niets_ingevuld),
    Pagina("tlv-criteria", "/toelating/{pro:concept}/criteria/", "coordinator"),
    Pagina("tlv-stukken", "/toelating/{tlv:concept}/stukken/", "coordinator"),
    Pagina("tlv-bijlagen", "/toelating/{tlv:concept}/bijlagen/", "coordinator"),
    Pagina("tlv-weigeren", "/toelating/{tlv:concept}/bijlagen/iq_test/weigeren/", "coordinator", doe=zonder_reden),
    Pagina("tlv-controleren-onaf", "/toelating/{tlv:concept}/controleren/", "coordinator"),
    Pagina("tlv-controleren-pro", "/toelating/{pro:concept}/controleren/", "coordinator"),
    Pagina("tlv-nalezen", "/toelating/{tlv:ter_medetekening}/controleren/", "bestuur"),
    Pagina("tlv-terugsturen", "/toelating/{tlv:ter_medetekening}/doen/terugsturen/", "bestuur"),
    Pagina("tlv-ontvangst", "/toelating/{tlv:ingediend}/ontvangst/", "coordinator", doe=open_uitleg),
    Pagina("tlv-vraag", "/toelating/{tlv:aanvulling_gevraagd}/", "coordinator", doe=open_uitleg),
    Pagina("tlv-zienswijze", "/toelating/{tlv:zienswijze}/", "coordinator"),
    Pagina("tlv-zienswijze-geven", "/toelating/{tlv:zienswijze}/doen/zienswijze_geven/", "bestuur"),
    Pagina("tlv-afgegeven", "/toelating/{tlv:afgegeven}/", "coordinator"),
    Pagina("tlv-afgewezen", "/toelating/{tlv:afgewezen}/", "bestuur-baken"),
    Pagina("tlv-intrekken", "/toelating/{tlv:ingediend}/doen/intrekken/", "coordinator"),
    Pagina("tlv-gasten", "/toelating/gasten/", "bureau"),
    Pagina("tlv-gast-uitnodigen", "/toelating/gasten/nieuw/", "bureau", doe=uitnodigen_leeg),
    Pagina("tlv-gast", "/toelating/gasten/{uitnodiging}/", "bureau"),
    Pagina("tlv-gast-intrekken", "/toelating/gasten/{uitnodiging}/intrekken/", "bureau"),
    Pagina("tlv-gast-opnieuw", "/toelating/gasten/{uitnodiging}/opnieuw/", "bureau"),
    Pagina("tlv-lijst-van-gast", "/toelating/", "gast"),
    Pagina("tlv-concept-van-gast", "/toelating/{tlv:concept}/", "gast"),
)
