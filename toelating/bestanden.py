"""Who may read the files of a request: whoever may read the request, and one letter more.

The school that collected a TLV reads the letter that gives it: the samenwerkingsverband may give it to the board of
the school where the pupil is enrolled or applied (WVO (old) art. 17a (14)). The papers and the advice of the experts
stay with who asked and who judged.
"""

from typing import Any

from django.db.models import Q

from swv.documenten.models import Bijlage, Brief, BriefQuerySet
from swv.documenten.selectors import brieven_van
from swv.organisaties.models import Rolsoort
from toelating.bezwaar.brieven import TLV
from toelating.models import Tlvaanvraag, Verklaring, Verzending
from toelating.rules import mag_lezen


def mag_dossier(user: Any, aanvraag: Tlvaanvraag) -> bool:
    """Whether there is a file of this request that this person may read."""
    return mag_lezen(user, aanvraag) or _opgehaald(user).filter(aanvraag=aanvraag).exists()


def mag_bestand(user: Any, bestand: Bijlage | Brief) -> bool:
    """Whether it is this one."""
    aanvraag = bestand.bron
    assert isinstance(aanvraag, Tlvaanvraag)
    if isinstance(bestand, Brief) and _is_alleen_voor_ouders(bestand):
        return mag_lezen(user, aanvraag) and user.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR)
    if mag_lezen(user, aanvraag):
        return True
    if not isinstance(bestand, Brief):
        return False
    return _opgehaald(user).filter(aanvraag=aanvraag, nummer=bestand.kenmerk).exists()


def _opgehaald(user: Any) -> Any:
    return Verklaring.objects.filter(school__in=user.school_ids)


def brieven_voor_school(aanvraag: Tlvaanvraag) -> BriefQuerySet:
    """The letters of a request for the school that asked or that collected the TLV: not the copy that went to the
    parents alone, which says the same."""
    nog_niet_verstuurd = Q(verzendingen__isnull=True) & ~Q(soort=TLV.soort)
    aan_school = nog_niet_verstuurd | Q(verzendingen__aan=Verzending.Aan.AANVRAGER)
    return brieven_van(aanvraag).filter(pk__in=Brief.objects.van(aanvraag).filter(aan_school).values("pk"))


def _is_alleen_voor_ouders(brief: Brief) -> bool:
    """As long as it was not sent, one of the letters of a TLV after an objection may be theirs."""
    aan = set(brief.verzendingen.values_list("aan", flat=True))
    return aan == {Verzending.Aan.OUDERS} or (not aan and brief.soort == TLV.soort)
