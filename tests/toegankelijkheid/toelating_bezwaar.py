"""The pages of objections, each in a state with a look of its own."""

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

B, P = "/bureau/toelating/bezwaar/", "/toelating/bezwaren/"

PAGINAS = (
    Pagina("bezwaren", B, "bureau"),
    Pagina("bezwaar-registreren-leeg", B + "registreren/{tlv:afgegeven}/", "bureau", doe=knop("Bezwaar registreren")),
    Pagina("bezwaar-registreren-te-vroeg", B + "registreren/{tlv:bij_tac}/", "bureau"),
    Pagina("bezwaar-bij-lbt", B + "{bezwaar:bij_lbt}/change/", "bureau", doe=open_uitleg),
    Pagina("bezwaar-voorleggen", B + "{bezwaar:advies_gereed}/doen/voorleggen/", "bureau-collega"),
    Pagina("bezwaar-van-bestuur", P + "{bezwaar:bij_lbt}/", "bestuur", doe=open_uitleg),
    Pagina("bezwaar-van-ouders", P + "{bezwaar:ontvangen}/", "coordinator"),
    Pagina("bezwaar-intrekken", P + "{bezwaar:bij_lbt}/intrekken/", "bestuur"),
    Pagina("bezwaar-besluit", P + "{bezwaar:ter_ondertekening}/besluit/", "directeur", doe=open_uitleg),
)
