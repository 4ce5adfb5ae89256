"""Who may look into the outbox. Messages hold no pupil data, but they do show who got what."""

from typing import Any

import rules

from swv.organisaties.models import Rolsoort


@rules.predicate
def mag_uitbox_zien(user: Any) -> bool:
    return bool(user.is_authenticated and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.BEHEERDER))


rules.add_perm("post.view_bericht", mag_uitbox_zien)
rules.add_perm("post.opnieuw_versturen", mag_uitbox_zien)
