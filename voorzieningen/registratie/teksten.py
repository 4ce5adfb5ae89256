"""What the screens say about a registration."""

from collections.abc import Mapping

from voorzieningen.models import Registratie

Status = Registratie.Status

GELUKT: Mapping[str, str] = {
    "registratie_wijzigen": "De afspraken zijn gewijzigd.",
    "registratie_afronden": "De registratie is afgerond. Het effect is vastgelegd.",
    "registratie_vervallen": "De registratie is vervallen.",
    "effect_verbeteren": "Het effect is verbeterd.",
}
UITLEG: Mapping[str, tuple[str, ...]] = {
    "registratie_afronden": ("De voorziening stopt op de dag die u invult.", "Het effect telt mee in het rapport."),
    "registratie_vervallen": ("De registratie telt dan niet meer mee in het rapport.",),
}
GEVAARLIJK = frozenset({"registratie_vervallen"})


def stand(registratie: Registratie) -> tuple[str, str]:
    """The words and the kind of the badge."""
    if registratie.is_voorbij:
        return "Effect gevraagd", "aandacht"
    soort = {Status.LOOPT: "info", Status.AFGEROND: "succes"}.get(Status(registratie.status), "neutraal")
    return registratie.get_status_display().capitalize(), soort
