"""Who keeps the list of equated days and the amounts of a dwangsom: they move legal dates and money, so few people
do."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort


@rules.predicate
def ziet_dagen(user: Any) -> bool:
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.BEHEERDER))


@rules.predicate
def beheert_dagen(user: Any) -> bool:
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BEHEERDER))


rules.add_perm("termijnen.view_gelijkgesteldedag", ziet_dagen)
rules.add_perm("termijnen.add_gelijkgesteldedag", beheert_dagen)
rules.add_perm("termijnen.view_dwangsomtarief", ziet_dagen)
rules.add_perm("termijnen.add_dwangsomtarief", beheert_dagen)
rules.add_perm("termijnen.change_dwangsomtarief", beheert_dagen)
