"""Writes to the ledger. Nothing else in the portal books money."""

from financien.services.begroting import Laadverslag, begroting_laden, wijziging
from financien.services.betaling import betaalbaar_maken, betaalvoorstel, betalen
from financien.services.bulk import boeken_bulk
from financien.services.grootboek import Goedkeuring, Herkomst, Regel, Voorstel
from financien.services.jaarafsluiting import jaar_afsluiten
from financien.services.kosten import kosten_boeken
from financien.services.omkeren import omkeren
from financien.services.over_jaren import verplichten_over_jaren
from financien.services.overboeken import overboeken
from financien.services.reservering import open_reserveringen, reserveren, reservering_vervallen
from financien.services.terugvordering import post_voor_terugvordering, posten_bij_terugvordering, terugvorderen
from financien.services.verplichtingen import verplichten
from financien.services.verschuiving import herverdelen
from financien.services.vrijval import vrijgeven
from financien.verdeling import Termijn, maanden, naar_rato, over_jaren, tot_en_met

__all__ = [
    "Goedkeuring",
    "Herkomst",
    "Laadverslag",
    "Regel",
    "Termijn",
    "Voorstel",
    "begroting_laden",
    "betaalbaar_maken",
    "betaalvoorstel",
    "betalen",
    "boeken_bulk",
    "herverdelen",
    "jaar_afsluiten",
    "kosten_boeken",
    "maanden",
    "naar_rato",
    "omkeren",
    "open_reserveringen",
    "over_jaren",
    "overboeken",
    "post_voor_terugvordering",
    "posten_bij_terugvordering",
    "reserveren",
    "reservering_vervallen",
    "terugvorderen",
    "tot_en_met",
    "verplichten",
    "verplichten_over_jaren",
    "vrijgeven",
    "wijziging",
]
