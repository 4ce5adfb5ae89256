"""A dossier that a school fills in over several sittings, sends, and supplements when the bureau asks."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from swv.invullen.models.samen import Invulling
from swv.invullen.models.verloop import Aanvullingsverzoek, GeweigerdStuk, Versie
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel
from swv.kern.models import Dossier
from swv.organisaties.models import Gebruiker
from swv.termijnen.schema import Soort as Klok


class Invuldossier(Dossier):
    """What filling in needs of a dossier. A room makes a model of it, says what it asks and who may, and gets drafts,
    files, the summary, versions and supplements; its addresses have the names that `adres` gives.

    `antwoorden` keeps what was typed, per part, exactly as it was typed. `sleutel` makes that a double click begins
    one dossier. `ingediend_op` is the moment of the first submission.
    """

    sleutel = models.UUIDField("sleutel tegen dubbel starten", default=uuid.uuid4, unique=True, editable=False)
    antwoorden = models.JSONField(default=dict, blank=True)
    bewaard_op = models.DateTimeField(null=True, blank=True)
    ingediend_op = models.DateTimeField(null=True, blank=True)

    versies = GenericRelation(Versie)
    aanvullingsverzoeken = GenericRelation(Aanvullingsverzoek)
    geweigerde_stukken = GenericRelation(GeweigerdStuk)

    # The clock of the decision, which stands still while the school supplements.
    klok: ClassVar[Klok] = Klok.BESLISSING

    class Meta:
        abstract = True

    # --- What a room says: in words ---

    @property
    def soort_naam(self) -> str:
        """What it is, as a title: "Frictiefonds"."""
        raise NotImplementedError

    @property
    def wat(self) -> str:
        """For sentences: "deze aanvraag", "dit verzoek"."""
        raise NotImplementedError

    @property
    def met_lidwoord(self) -> str:
        """For titles and links: "de aanvraag", "het verzoek"."""
        raise NotImplementedError

    @property
    def begonnen_door(self) -> Gebruiker:
        raise NotImplementedError

    # --- What a room says: what is asked ---

    @property
    def onderdelen(self) -> Sequence[Onderdeel]:
        raise NotImplementedError

    @property
    def bewijsstukken(self) -> Sequence[Bewijsstuk]:
        raise NotImplementedError

    @property
    def invulregeling(self) -> Any:
        """The limits that count for this dossier: what each part gets as `regeling`."""
        raise NotImplementedError

    def controles(self, gegevens: Mapping[str, Any]) -> Sequence[str]:
        """Checks over more than one part: a Dutch sentence for each that fails."""
        return ()

    # --- What a room says: who may, and when. Each also looks at the status. ---

    @property
    def wacht_op_aanvulling(self) -> bool:
        """Whether the bureau waits for a supplement; who may then add files may also answer."""
        raise NotImplementedError

    def mag_invullen(self, user: Any) -> bool:
        """Whether this person may type in the parts now."""
        raise NotImplementedError

    def mag_bijlagen(self, user: Any) -> bool:
        """Whether this person may add and remove files now; also while a supplement is asked."""
        raise NotImplementedError

    def mag_weggooien(self, user: Any) -> bool:
        """Whether this person may throw it away: a draft that was never sent."""
        raise NotImplementedError

    # --- The same in every room ---

    def noem(self, persoon: Gebruiker) -> str:
        """How somebody of the school is named to the others who read this dossier; a room may say less."""
        return persoon.naam

    @cached_property
    def invullingen(self) -> Mapping[str, Invulling]:
        """Who saved each part last, by its code; older dossiers do not know it. One query."""
        rijen = Invulling.objects.van(self).select_related("door")
        return {rij.onderdeel: rij for rij in rijen}

    def adres(self, naam: str, *args: Any) -> str:
        """The address of a page of this dossier; a room names its addresses after its app."""
        return reverse(f"{self._meta.app_label}:{naam}", args=[self.pk, *args])

    def get_absolute_url(self) -> str:
        return self.adres("detail")

    def onderdeel(self, code: str) -> Onderdeel:
        """The part with this code. Raises KeyError."""
        return {onderdeel.code: onderdeel for onderdeel in self.onderdelen}[code]

    def bewijsstuk(self, code: str) -> Bewijsstuk:
        """The kind of document with this code. Raises KeyError."""
        return {stuk.code: stuk for stuk in self.bewijsstukken}[code]

    @property
    def peildatum(self) -> date:
        """The day against which its dates are judged: that of submission, today while it is a draft. A request that
        was right when it was sent does not become wrong while it waits."""
        return timezone.localdate(self.ingediend_op)

    @property
    def open_vraag(self) -> Aanvullingsverzoek | None:
        """The question of the bureau that has no answer yet. One query."""
        return self.aanvullingsverzoeken.open().first()

    @property
    def verstuurd_tot(self) -> datetime | None:
        """What was added before this moment was sent and stays; None when nothing was sent yet. One query."""
        vraag = self.open_vraag
        return vraag.gevraagd_op if vraag else self.ingediend_op
