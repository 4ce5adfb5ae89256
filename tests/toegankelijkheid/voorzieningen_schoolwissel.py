"""The pages of the school change."""

from tests.toegankelijkheid.pagina import Pagina, knop, open_uitleg
from tests.toegankelijkheid.voorzieningen_plaatsen import leeg_versturen

S, ELDERS, BUREAU = "coordinator", "bestuur", "bureau"
P, A = "/voorzieningen/schoolwissel/", "/bureau/voorzieningen/schoolwissel/"

PAGINAS = (
    Pagina("schoolwissel-school", P, S),
    Pagina("schoolwissel-bestuur", P, "bestuur-baken"),
    Pagina("schoolwissel-niets", P, "coordinator-vso"),
    Pagina("schoolwissel-rondes", P, BUREAU),
    Pagina("schoolwissel-aanmelden", P + "aanmelden/", S),
    Pagina("schoolwissel-aanmelden-leeg", P + "aanmelden/", S, doe=knop("Leerling aanmelden")),
    Pagina("schoolwissel-aanbod", P + "aanbod/", "bestuur-baken"),
    Pagina("schoolwissel-ronde", P + "ronde/{wisselronde:loopt}/", BUREAU, doe=open_uitleg),
    Pagina("schoolwissel-ronde-zonder", P + "ronde/{wisselronde:loopt}/?toon=zonder", "directeur"),
    Pagina("schoolwissel-ronde-oud", P + "ronde/{wisselronde:loopt}/?voorstel=1", BUREAU),
    Pagina("schoolwissel-ronde-nieuw-leeg", P + "ronde/nieuw/", BUREAU, doe=knop("Ronde starten")),
    Pagina("schoolwissel-sturen", P + "ronde/{wisselronde:loopt}/doen/voorstellen_sturen/", BUREAU),
    *(
        Pagina(f"schoolwissel-{stand}", f"{P}{{schoolwissel:{stand}}}/", BUREAU)
        for stand in ("aangemeld", "voorgesteld", "geplaatst", "ingetrokken")
    ),
    Pagina("schoolwissel-eigen", P + "{schoolwissel-eigen:aangemeld}/", "bestuur-baken"),
    Pagina("schoolwissel-vastzetten-leeg", P + "{schoolwissel:aangemeld}/doen/vastzetten/", BUREAU, doe=leeg_versturen),
    Pagina("schoolwissel-wijzigen", P + "{schoolwissel-eigen:aangemeld}/doen/aanmelding_wijzigen/", "bestuur-baken"),
    Pagina("schoolwissel-ontvangt", P + "{schoolwissel-hierheen:voorgesteld}/", ELDERS),
    Pagina(
        "schoolwissel-weigeren-leeg",
        P + "{schoolwissel-hierheen:voorgesteld}/doen/leerling_weigeren/",
        ELDERS,
        doe=leeg_versturen,
    ),
    Pagina("beheer-schoolwissels", A, BUREAU),
    Pagina("beheer-schoolwissel", A + "{schoolwissel:voorgesteld}/change/", BUREAU),
    Pagina("beheer-schoolwissel-uitsluiten", A + "{schoolwissel:aangemeld}/doen/school_uitsluiten/", BUREAU),
)
