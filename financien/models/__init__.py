"""Budget and ledger. Every euro of a budget line stands on an account, and only a booking moves it.

A line (Begrotingspost) has one account (Rekening) per kind; a new line gets them from the database itself:

    costs:   begroting, wijziging  ->  vrij  ->  toegekend  ->  betaald      and a counter account for each way back
    income:  begroting, wijziging  ->  te_ontvangen

A Boeking has two or more regels (account, signed amount) that add up to zero: money leaves one account (minus)
and arrives on another (plus). The acts, with the amounts of one example:

    load the budget    begroting     -100   vrij          +100      "begroot" is minus the balance of begroting
    change it          wijziging      -20   vrij           +20      a cut has the signs the other way round
    request is open    reservering    -25   gereserveerd   +25      takes no room; back when it is decided
    award (commit)     vrij           -25   toegekend      +25      never beyond vrij (see Overschrijding)
    release            vrijgevallen    -5   vrij            +5      counter account of toegekend
    pay                toegekend      -20   betaald        +20
    recover            teruggevorderd  -4   vrij            +4      counter account of betaald
    costs, no award    vrij            -9   kosten          +9      salaries, rent
    other year         toegekend       -7   vrij            +7      and in the other year the award of 7
    carry over         toegekend       -7   overgeheveld_uit +7     and in the next year, with its budget:
                       overgeheveld_in -7   toegekend       +7
    correct            the same regels with the signs turned; `keert_om` points at the first booking

Every way back has a counter account of its own, so each figure of the controller is a stored balance and is read
in constant time: awarded = toegekend + betaald + overgeheveld_uit, released = -vrijgevallen. All
accounts of a line together are always zero. The budget accounts stand per line, not per year: one account per
year would make all lines wait for each other, and its balance is the sum of theirs anyhow.

What is never allowed is refused by the database (financien/sql/): a booking that does not add up, changing or
removing one, a booking on a closed year, `vrij` below zero without approval, a balance set by hand. Amounts are
euros with two decimals.
"""

from financien.models.begroting import Begrotingsjaar, Begrotingspost, Brontotaal
from financien.models.betalen import Bankrekening, Betaalbatch, Betaalbestand, Betaalregel, Statusbestand
from financien.models.grootboek import Boeking, Boekingsregel, Maandsom, Overschrijding, Rekening
from financien.models.jaarplan import Ambitie, Indicator, Meting, Prioriteit, Voortgang
from financien.models.laden import Begrotingslading
from financien.models.prognose import Categorie, Leerlingbedrag, Leerlingtelling
from financien.models.verdelen import Aandeel, Verdeling
from financien.models.verplichtingen import (
    Betaling,
    Betalingstermijn,
    Reservering,
    Terugvordering,
    Verplichting,
    Verschuiving,
    Vrijval,
)

__all__ = [
    "Aandeel",
    "Ambitie",
    "Bankrekening",
    "Begrotingsjaar",
    "Begrotingslading",
    "Begrotingspost",
    "Betaalbatch",
    "Betaalbestand",
    "Betaalregel",
    "Betaling",
    "Betalingstermijn",
    "Boeking",
    "Boekingsregel",
    "Brontotaal",
    "Categorie",
    "Indicator",
    "Leerlingbedrag",
    "Leerlingtelling",
    "Maandsom",
    "Meting",
    "Overschrijding",
    "Prioriteit",
    "Rekening",
    "Reservering",
    "Statusbestand",
    "Terugvordering",
    "Verdeling",
    "Verplichting",
    "Verschuiving",
    "Voortgang",
    "Vrijval",
]
