"""The pages of niet-schoolse voorzieningen."""

from tests.toegankelijkheid.pagina import Pagina, knop
from tests.toegankelijkheid.voorzieningen_plaatsen import leeg_versturen

S, P = "coordinator", "/voorzieningen/registratie/"

PAGINAS = (
    Pagina("registraties-school", P, S),
    Pagina("registraties-niets", P, "coordinator-vso"),
    Pagina("registraties-bureau", P, "bureau"),
    Pagina("registratie-nieuw-leeg", P + "nieuw/", S, doe=knop("Registreren")),
    *(Pagina(f"registratie-{stand}", f"{P}{{registratie:{stand}}}/", S) for stand in ("loopt", "afgerond")),
    Pagina("registratie-afronden-leeg", P + "{registratie:loopt}/doen/registratie_afronden/", S, doe=leeg_versturen),
    Pagina("registratie-rapport", P + "rapport/", "directeur"),
)
