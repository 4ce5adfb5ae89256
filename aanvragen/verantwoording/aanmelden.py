"""What this part tells the rest of the portal when it starts: acts, background work, admin, files, home and menu."""

from collections.abc import Iterable


def aanmelden() -> None:
    """Called once by `AppConfig.ready`."""
    from aanvragen.models import Verantwoording
    from aanvragen.verantwoording import admin, opdrachten, rules, tasks, werk
    from swv.documenten.toegang import registreer
    from swv.kern.werk import registreer as werk_registreren
    from swv.organisaties.context import menu_erbij

    assert admin
    assert opdrachten
    assert tasks
    registreer(Verantwoording, rules.mag_antwoorden_lezen)
    werk_registreren(werk.schoolwerk)
    werk_registreren(werk.bureauwerk)
    menu_erbij(_menu)


def _menu(gebruiker: object) -> Iterable[tuple[str, str]]:
    """A school and its board go to their own, others to the total; who is both goes to their own. Costs no query."""
    from swv.organisaties.models import Gebruiker, Rolsoort

    assert isinstance(gebruiker, Gebruiker)
    if gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        yield "Verantwoording", "verantwoording:lijst"
    elif gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR, Rolsoort.CONTROLLER):
        yield "Verantwoording", "verantwoording:rapport"
