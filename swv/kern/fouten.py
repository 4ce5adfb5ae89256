"""Refusals. Each carries a Dutch sentence that says what is wrong and what to do; it is safe to show."""

from collections.abc import Mapping, Sequence


class Geweigerd(Exception):
    """An act or input is refused and nothing was changed.

    `zin` is the sentence for the user, `velden` the same per form field (field name to sentences).
    `code` names the kind of refusal for the API.
    """

    code = "geweigerd"

    def __init__(self, zin: str, *, velden: Mapping[str, Sequence[str]] | None = None) -> None:
        super().__init__(zin)
        self.zin = zin
        self.velden: dict[str, list[str]] = {naam: list(zinnen) for naam, zinnen in (velden or {}).items()}


class VerkeerdeStatus(Geweigerd):
    """The act does not exist for a dossier in this state."""

    code = "verkeerde_status"


class NietToegestaan(Geweigerd):
    """This person may not do this act on this dossier."""

    code = "niet_toegestaan"


class VoorwaardeNietVervuld(Geweigerd):
    """The act exists and the person may do it, but something is missing first."""

    code = "voorwaarde"


class Verouderd(Geweigerd):
    """The form was made from an older version of the dossier; both versions must be shown."""

    code = "verouderd"


class Bezet(Geweigerd):
    """Somebody else holds the dossier now; the same request may succeed in a moment."""

    code = "bezet"


class BevestigingNodig(Geweigerd):
    """The act needs a fresh second factor."""

    code = "bevestiging_nodig"
