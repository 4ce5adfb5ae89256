"""Who does what with an objection. Other people than those of the first decision.

* Everybody of the bureau may register a paper: what came in is never left lying.
* Who handles, prepares and asks is of the bureau, and was not involved in the first decision: did not handle or prepare
  it, did not sign it under mandate, and did not advise on it (Awb 10:3 (3) and the spirit of 7:5).
* Who decides is the directeur-bestuurder, and did not prepare this decision or take the first one under mandate
  (Awb 10:3 (3)). There is no mandate for decisions on objections.
"""

from typing import Any

import rules

from swv.documenten.models import Bijlage, Brief
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Rolsoort
from toelating.bezwaar.stukken import Stuksoort
from toelating.models import Bezwaar, Deskundigenadvies, Tlvaanvraag, Verzending

# The acts with which somebody becomes involved in the first decision. Also who wrote down the advice of others, and who
# gave an opinion as a member of the committee and works at the bureau too.
BETREKT = (
    "in_behandeling_nemen",
    "adviseren",
    "adviezen_samenvatten",
    "oordeel_geven",
    "commissieadvies_vastleggen",
    "commissieadvies_verbeteren",
    "voorleggen",
    "buiten_behandeling_voorleggen",
)


def betrokkenen(aanvraag: Tlvaanvraag) -> frozenset[int]:
    """The keys of those who handled or prepared the first decision, signed it under mandate, or advised on it.

    Two queries, kept on `aanvraag`.
    """
    if "_betrokkenen" not in aanvraag.__dict__:
        deden = Gebeurtenis.objects.van(aanvraag).filter(handeling__in=BETREKT, door__isnull=False)
        gaf_advies = aanvraag.deskundigenadviezen.filter(stand=Deskundigenadvies.Stand.INGEDIEND)
        mensen = {
            aanvraag.behandelaar_id,
            aanvraag.opgesteld_door_id,
            _tekende_onder_mandaat(aanvraag),
            *deden.values_list("door_id", flat=True),
            *gaf_advies.values_list("deskundige_id", flat=True),
        }
        aanvraag.__dict__["_betrokkenen"] = frozenset(pk for pk in mensen if pk is not None)
    betrokken: frozenset[int] = aanvraag.__dict__["_betrokkenen"]
    return betrokken


def _tekende_onder_mandaat(aanvraag: Tlvaanvraag) -> int | None:
    return aanvraag.besloten_door_id if aanvraag.mandaat_id else None


def _blijft_buiten(user: Any, aanvraag: Tlvaanvraag) -> bool:
    return user.pk in aanvraag.verschoonden


@rules.predicate
def is_systeem(user: Any, bezwaar: Bezwaar) -> bool:
    """The portal itself, in the background."""
    return user is None


@rules.predicate
def is_bureau(user: Any, bezwaar: Bezwaar) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.BUREAU) and not _blijft_buiten(user, bezwaar.aanvraag)


@rules.predicate
def was_betrokken(user: Any, bezwaar: Bezwaar) -> bool:
    return user is not None and user.pk in betrokkenen(bezwaar.aanvraag)


@rules.predicate
def is_directeur(user: Any, bezwaar: Bezwaar) -> bool:
    return user is not None and user.heeft_rol(Rolsoort.DIRECTEUR) and not _blijft_buiten(user, bezwaar.aanvraag)


@rules.predicate
def is_opsteller(user: Any, bezwaar: Bezwaar) -> bool:
    """Who prepared the decision on the objection never signs it."""
    return user is not None and bezwaar.opgesteld_door_id == user.pk


@rules.predicate
def besloot_onder_mandaat(user: Any, bezwaar: Bezwaar) -> bool:
    """Who took the contested decision under mandate does not decide on the objection to it (Awb 10:3 (3))."""
    return user is not None and _tekende_onder_mandaat(bezwaar.aanvraag) == user.pk


@rules.predicate
def is_bestuur_als_bezwaarmaker(user: Any, bezwaar: Bezwaar) -> bool:
    """Somebody of the board that objects, or the guest who asked in its name."""
    if user is None or not user.is_active or bezwaar.van != Bezwaar.Van.BESTUUR:
        return False
    aanvraag = bezwaar.aanvraag
    is_gast = aanvraag.gast_id == user.pk and user.heeft_rol(Rolsoort.GAST)
    return is_gast or user.is_bestuur_van(aanvraag.school.bestuur_id)


mag_behandelen = is_bureau & ~was_betrokken
mag_beslissen = is_directeur & ~is_opsteller & ~besloot_onder_mandaat
mag_intrekken = mag_behandelen | is_bestuur_als_bezwaarmaker


def ziet_alles(user: Any, bezwaar: Bezwaar) -> bool:
    """Whether somebody who may know of this objection may also read what is in it.

    Bureau and directeur-bestuurder judge it. A school and its board read their own objection; of one by parents or
    somebody else they see that it is there, how far it is and how it ended: what parents write is between them and
    the samenwerkingsverband.
    """
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR) and not _blijft_buiten(user, bezwaar.aanvraag):
        return True
    return bezwaar.van == Bezwaar.Van.BESTUUR and mag_lezen(user, bezwaar)


def mag_lezen(user: Any, bezwaar: Bezwaar) -> bool:
    """Whether this person may know of this objection; the same rule as every list."""
    return Bezwaar.objects.for_user(user).filter(pk=bezwaar.pk).exists()


def mag_bestand(user: Any, bestand: Bijlage | Brief) -> bool:
    """Whether somebody who may know of the objection may read this file of it. A letter is for whom it is addressed
    to; a school reads files only of the own objection, and of those what the objector has or got."""
    bezwaar = bestand.bron
    assert isinstance(bezwaar, Bezwaar)
    if user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return True
    if isinstance(bestand, Brief):
        aan = [Verzending.Aan.AANVRAGER]
        if bezwaar.van == Bezwaar.Van.BESTUUR:
            aan.append(Verzending.Aan.BEZWAARMAKER)
        return bestand.verzendingen.filter(aan__in=aan).exists()
    return bezwaar.van == Bezwaar.Van.BESTUUR and bestand.soort in leesbare_soorten(bezwaar)


def leesbare_soorten(bezwaar: Bezwaar) -> frozenset[str]:
    """The kinds of files that the board reads of its own objection: what it sent, its papers once they were sent, and
    the advice that goes along with the decision (Awb 7:13 (7))."""
    soorten = {Stuksoort.BEZWAARSCHRIFT, Stuksoort.AANVULLING}
    if bezwaar.verweer_verzonden_op:
        soorten.add(Stuksoort.BUNDEL_BEZWAARMAKER)
    if bezwaar.bekendgemaakt_op:
        soorten.add(Stuksoort.LBT_ADVIES)
    return frozenset(map(str, soorten))
