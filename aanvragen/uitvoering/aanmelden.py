"""What this part tells the rest of the portal when it starts: acts, worklist, background work, files, home and menu."""

from collections.abc import Iterable


def aanmelden() -> None:
    """Called once by `AppConfig.ready`."""
    from aanvragen.models import Afspraak
    from aanvragen.uitvoering import rules, tasks, werk
    from swv.documenten.toegang import registreer
    from swv.kern.werk import registreer as werk_registreren
    from swv.organisaties.context import menu_erbij

    assert tasks
    registreer(Afspraak, rules.mag_lezen)
    werk_registreren(werk.uitvoeringswerk)
    menu_erbij(_menu)


def _menu(gebruiker: object) -> Iterable[tuple[str, str]]:
    """Costs no query."""
    from swv.organisaties.models import Gebruiker, Rolsoort

    assert isinstance(gebruiker, Gebruiker)
    if gebruiker.heeft_rol(Rolsoort.PARTNER):
        yield "Uitvoering", "uitvoering:lijst"
    elif gebruiker.heeft_rol(Rolsoort.BUREAU):
        yield "Uitvoering", "admin:aanvragen_uitvoering_changelist"
