"""Who may read a file: whoever may read its dossier."""

from typing import Any

import rules

from swv.documenten import toegang


@rules.predicate
def mag_inzien(user: Any, bestand: Any) -> bool:
    return bestand is not None and toegang.mag_inzien(user, bestand)


rules.add_perm("documenten.inzien", mag_inzien)
