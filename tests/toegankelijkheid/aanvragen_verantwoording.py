"""The pages of verantwoordingen, each in a state with a look of its own."""

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg

V, B = "/verantwoordingen/", "/bureau/aanvragen/verantwoording/"
S = "coordinator"

PAGINAS = (
    Pagina("verantwoordingen", V, S),
    Pagina("verantwoordingen-bestuur", V, "bestuur"),
    Pagina("verantwoordingen-leeg", V, "coordinator-vso"),
    Pagina("verantwoording-klaargezet", V + "{verantwoording:klaargezet}/", S),
    Pagina("verantwoording-geld-leeg", V + "{verantwoording:klaargezet}/geld/", S, doe=knop("Bewaren en verder")),
    Pagina("verantwoording-resultaat", V + "{verantwoording:klaargezet}/resultaat/", S),
    Pagina("verantwoording-controleren", V + "{verantwoording:ter_indiening}/controleren/", "bestuur"),
    Pagina("verantwoording-terugsturen", V + "{verantwoording:ter_indiening}/doen/terugsturen/", "bestuur"),
    Pagina("verantwoording-vraag", V + "{verantwoording:aanvulling_gevraagd}/", S, doe=open_uitleg),
    Pagina("verantwoording-goedgekeurd", V + "{verantwoording:goedgekeurd}/", S),
    Pagina("verantwoording-kan-niet", V + "{verantwoording:goedgekeurd}/doen/voorleggen/", S, status=409),
    Pagina("effect", V + "effect/{effect:gevraagd}/", S, doe=knop("Antwoord versturen")),
    Pagina("effect-bureau", V + "effect/{effect:gevraagd}/", "bureau"),
    Pagina("verantwoording-rapport", V + "rapport/", "controller"),
    Pagina("beheer-verantwoordingen", B, "bureau"),
    Pagina("beheer-verantwoording", B + "{verantwoording:ingediend}/change/", "bureau", doe=open_uitleg),
    Pagina("beheer-verantwoording-te-vroeg", B + "{verantwoording:klaargezet}/change/", "bureau"),
    Pagina(
        "beheer-verantwoording-corrigeren-leeg",
        B + "{verantwoording:ingediend}/doen/corrigeren/",
        "bureau",
        doe=knop("Goedkeuren met correctie"),
    ),
)
