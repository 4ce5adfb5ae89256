"""The pages of those who advise, each in a state; see `paginas.py` for the form.

They need in the demo: an expert with a request that waits, one whose advice was given and one that is not theirs any
more; a member of the committee who is not the chair; a planned meeting with items read and unread, one of them with
the own opinion, and a meeting that was held.
"""

from tests.toegankelijkheid.paginas import Pagina, knop, open_uitleg

ADVIES = "/toelating/adviseren/{tlv:bij_deskundigen}/"
PUNT = "/toelating/bijeenkomsten/punten/{agendapunt:open}/"

PAGINAS = [
    Pagina("adviseren", "/toelating/adviseren/", "deskundige"),
    Pagina("adviseren-lid", "/toelating/adviseren/", "commissielid"),
    Pagina("advies", ADVIES, "deskundige"),
    Pagina("advies-gegeven", "/toelating/adviseren/{tlv:bij_tac}/", "deskundige"),
    Pagina("advies-controleren", f"{ADVIES}controleren/", "deskundige"),
    Pagina("advies-terugtrekken", f"{ADVIES}terugtrekken/", "deskundige"),
    Pagina("advies-terugtrekken-fout", f"{ADVIES}terugtrekken/", "deskundige", doe=knop("Trek mij terug")),
    Pagina("bijeenkomsten-bureau", "/toelating/bijeenkomsten/", "bureau"),
    Pagina("bijeenkomsten-lid", "/toelating/bijeenkomsten/", "commissielid"),
    Pagina("bijeenkomst-plannen", "/toelating/bijeenkomsten/plannen/", "bureau"),
    Pagina("bijeenkomst-plannen-fout", "/toelating/bijeenkomsten/plannen/", "bureau", doe=knop("Bijeenkomst plannen")),
    Pagina("bijeenkomst-bureau", "/toelating/bijeenkomsten/{bijeenkomst:gepland}/", "bureau", doe=open_uitleg),
    Pagina("bijeenkomst-lid", "/toelating/bijeenkomsten/{bijeenkomst:gepland}/", "commissielid"),
    Pagina("bijeenkomst-gehouden", "/toelating/bijeenkomsten/{bijeenkomst:gehouden}/", "commissielid"),
    Pagina("bijeenkomst-verzetten", "/toelating/bijeenkomsten/{bijeenkomst:gepland}/doen/verzetten/", "bureau"),
    Pagina("bijeenkomst-leden", "/toelating/bijeenkomsten/{bijeenkomst:gepland}/doen/leden_wijzigen/", "bureau"),
    Pagina("bijeenkomst-afgelasten", "/toelating/bijeenkomsten/{bijeenkomst:gepland}/doen/afgelasten/", "bureau"),
    Pagina("agendapunt", PUNT, "commissielid"),
    Pagina("agendapunt-fout", PUNT, "commissielid", doe=knop("Bewaar")),
    Pagina("agendapunt-terugtrekken", f"{PUNT}doen/verschonen/", "commissielid"),
    Pagina("agendapunt-vastleggen", f"{PUNT}doen/commissieadvies_vastleggen/", "bureau"),
    Pagina("mijn-agenda", "/toelating/mijn-agenda/", "commissielid"),
    Pagina("mijn-agenda-adres", "/toelating/mijn-agenda/", "commissielid", doe=knop("Maak")),
]
