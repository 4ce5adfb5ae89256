"""The pages of those who advise, each in a state with a look of its own."""

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

LID = "commissielid"
ADVIES = "/toelating/adviseren/{advies:gevraagd}/"
B = "/toelating/bijeenkomsten/"
PUNT = B + "punten/{agendapunt:open}/"

PAGINAS = (
    Pagina("adviseren", "/toelating/adviseren/", "jeugdarts"),
    Pagina("adviseren-lid", "/toelating/adviseren/", LID),
    Pagina("advies", ADVIES, "deskundige", doe=open_uitleg),
    Pagina("advies-gegeven", "/toelating/adviseren/{tlv:bij_tac}/", "deskundige"),
    Pagina("advies-controleren", f"{ADVIES}controleren/", "deskundige"),
    Pagina("advies-terugtrekken-fout", f"{ADVIES}terugtrekken/", "deskundige", doe=knop("Trek mij terug")),
    Pagina("bijeenkomsten-bureau", B, "bureau"),
    Pagina("bijeenkomst-plannen-fout", f"{B}plannen/", "bureau", doe=knop("Bijeenkomst plannen")),
    Pagina("bijeenkomst-bureau", B + "{bijeenkomst:gepland}/", "bureau", doe=open_uitleg),
    Pagina("bijeenkomst-lid", B + "{bijeenkomst:gepland}/", LID),
    Pagina("bijeenkomst-gehouden", B + "{bijeenkomst:gehouden}/", LID),
    Pagina("bijeenkomst-leden", B + "{bijeenkomst:gepland}/doen/leden_wijzigen/", "bureau"),
    Pagina("agendapunt", PUNT, LID, doe=open_uitleg),
    Pagina("agendapunt-fout", PUNT, LID, doe=knop("Bewaar")),
    Pagina("agendapunt-vastleggen", f"{PUNT}doen/commissieadvies_vastleggen/", "bureau", status=422),
    Pagina("mijn-agenda-adres", "/toelating/mijn-agenda/", LID, doe=knop("Maak")),
)
