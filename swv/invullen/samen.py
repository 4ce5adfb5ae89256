"""Several colleagues on one dossier: who filled in what last, and who has it open now.

Only people who fill in the dossier themselves see who else has it open: never the bureau, never another school.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from swv.invullen.models import Aanwezigheid, Invuldossier, Invulling
from swv.kern.opmaak import tijd
from swv.organisaties.models import Gebruiker

BIJLAGEN = "bijlagen"  # the page with files counts as a part too

# --- Who filled in what --------------------------------------------------------------------------------------


def ingevuld(dossier: Invuldossier, *, onderdeel: str, door: Gebruiker, op: datetime) -> None:
    """Note who saved a part, in the transaction that keeps the text."""
    Invulling.objects.update_or_create(
        content_type=ContentType.objects.get_for_model(dossier),
        object_id=dossier.pk,
        onderdeel=onderdeel,
        defaults={"door": door, "op": op},
    )


def laatste_invulling(dossier: Invuldossier, onderdeel: str) -> Invulling | None:
    """Who saved this part last; None when nobody did, or before that was kept."""
    return Invulling.objects.van(dossier).filter(onderdeel=onderdeel).select_related("door").first()


def vergeet(dossier: Invuldossier) -> None:
    """A draft goes: who worked on it goes along."""
    Invulling.objects.van(dossier).delete()
    Aanwezigheid.objects.van(dossier).delete()


def waarom_verouderd(dossier: Invuldossier, *, onderdeel: str, door: Gebruiker) -> str:
    """Who saved in between, for whom typed on an older version."""
    laatste = laatste_invulling(dossier, onderdeel)
    if laatste is None:
        return (
            f"Een collega heeft {dossier.wat} veranderd terwijl u bezig was, of u heeft deze pagina nog ergens open "
            "staan."
        )
    if laatste.door_id == door.pk:
        return (
            f"U heeft dit onderdeel om {tijd(laatste.op)} zelf bewaard, in een ander venster of op een ander apparaat."
        )
    return f"{dossier.noem(laatste.door)} heeft dit onderdeel om {tijd(laatste.op)} bewaard terwijl u bezig was."


# --- Who has it open now -------------------------------------------------------------------------------------


def mag_zien(dossier: Invuldossier, gebruiker: Gebruiker) -> bool:
    """Whether this person works on it now and so sees, and is seen by, the colleagues who do."""
    return dossier.mag_bijlagen(gebruiker)


def meld(dossier: Invuldossier, gebruiker: Gebruiker, onderdeel: str = "") -> None:
    """Note that this person has this part open now. One query."""
    rij = Aanwezigheid(
        content_type=ContentType.objects.get_for_model(dossier),
        object_id=dossier.pk,
        gebruiker=gebruiker,
        onderdeel=onderdeel,
        gezien_op=timezone.now(),
    )
    sleutel = ["content_type", "object_id", "gebruiker", "onderdeel"]
    Aanwezigheid.objects.bulk_create([rij], update_conflicts=True, unique_fields=sleutel, update_fields=["gezien_op"])


def vertrek(dossier: Invuldossier, gebruiker: Gebruiker) -> None:
    """This person goes to another page: where they were before they no longer are. A page that is still open in
    another tab tells so again by itself."""
    Aanwezigheid.objects.van(dossier).filter(gebruiker=gebruiker).delete()


def ook_bezig(dossier: Invuldossier, gebruiker: Gebruiker, onderdeel: str = "") -> list[str]:
    """The colleagues who have it open now, a sentence for each; who is in the same part comes first. One query."""
    rijen = Aanwezigheid.objects.van(dossier).nu().exclude(gebruiker=gebruiker).select_related("gebruiker")
    plekken: dict[Gebruiker, list[str]] = {}
    for rij in rijen.order_by("gebruiker__naam", "gebruiker_id", "-gezien_op"):
        plekken.setdefault(rij.gebruiker, []).append(rij.onderdeel)
    hier = [persoon for persoon, delen in plekken.items() if onderdeel and onderdeel in delen]
    elders = [persoon for persoon in plekken if persoon not in hier]
    return [
        *(f"{dossier.noem(persoon)} is nu ook met dit onderdeel bezig." for persoon in hier),
        *(f"{dossier.noem(persoon)} {_waar(dossier, plekken[persoon])}." for persoon in elders),
    ]


def _waar(dossier: Invuldossier, delen: Sequence[str]) -> str:
    titels = {deel.code: deel.titel for deel in dossier.onderdelen} | {BIJLAGEN: "Voeg bijlagen toe"}
    titel = next((titels[deel] for deel in delen if deel in titels), "")
    return f"is nu bezig met ‘{titel}’" if titel else f"heeft {dossier.wat} nu ook open"


def opruimen() -> int:
    """Forget who had what open; nobody needs it after a minute. Returns how many rows went."""
    return Aanwezigheid.objects.voorbij().delete()[0]
