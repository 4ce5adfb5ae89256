"""The pages of objections in the states that the accessibility test opens; the demo makes the dossiers."""

from tests.toegankelijkheid.paginas import Pagina, knop

# In an address `{bezwaar:STATUS}` stands for the first objection in that state that this person may see.
PAGINAS = [
    Pagina("bezwaren, lijst", "/bureau/toelating/bezwaar/", "bureau"),
    Pagina("bezwaren, een stapel zonder bezwaren", "/bureau/toelating/bezwaar/?stapel=laat", "bureau"),
    Pagina("bezwaar registreren", "/bureau/toelating/bezwaar/registreren/{tlv:afgegeven}/", "bureau"),
    Pagina(
        "bezwaar registreren, leeg verstuurd",
        "/bureau/toelating/bezwaar/registreren/{tlv:afgegeven}/",
        "bureau",
        status=422,
        doe=knop("Bezwaar registreren"),
    ),
    Pagina("bezwaar registreren, nog geen besluit", "/bureau/toelating/bezwaar/registreren/{tlv:bij_tac}/", "bureau"),
    Pagina("bezwaar, ontvangen", "/bureau/toelating/bezwaar/{bezwaar:ontvangen}/change/", "bureau"),
    Pagina("bezwaar, bij de LBT met bundel", "/bureau/toelating/bezwaar/{bezwaar:bij_lbt}/change/", "bureau"),
    Pagina("bezwaar, besloten", "/bureau/toelating/bezwaar/{bezwaar:ongegrond}/change/", "bureau"),
    Pagina("herstel vragen", "/bureau/toelating/bezwaar/{bezwaar:ontvangen}/doen/herstel_vragen/", "bureau"),
    Pagina("advies van de LBT", "/bureau/toelating/bezwaar/{bezwaar:bij_lbt}/doen/lbt_advies_vastleggen/", "bureau"),
    Pagina("beslissing voorleggen", "/bureau/toelating/bezwaar/{bezwaar:advies_gereed}/doen/voorleggen/", "bureau"),
    Pagina("bezwaar van het bestuur", "/toelating/bezwaren/{bezwaar:bij_lbt}/", "bestuur"),
    Pagina("bezwaar van ouders, voor de school", "/toelating/bezwaren/{bezwaar:ontvangen}/", "coordinator"),
    Pagina("bezwaar intrekken", "/toelating/bezwaren/{bezwaar:bij_lbt}/intrekken/", "bestuur"),
    Pagina("beslissing op bezwaar", "/toelating/bezwaren/{bezwaar:ter_ondertekening}/besluit/", "directeur"),
]
