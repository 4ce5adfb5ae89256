"""Reminders: beat asks the database what is due, the row makes it happen once, an opdracht delivers it.

The statement below is the whole plan of a day. It may run twice, at two places at once, or not for three days:
the unique key of `Herinnering` lets a moment in once, and of several overdue moments of a term only the last is
sent. The rest is kept as skipped, so that the dossier shows why nobody heard of it.
"""

import logging
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from swv.kern.opdrachten import klaarzetten
from swv.termijnen import selectors
from swv.termijnen.models import Herinnering
from swv.termijnen.rekenen import feestdagen
from swv.termijnen.schema import MOMENTEN

logger = logging.getLogger(__name__)

# Holidays are only needed around the dates of terms that are due now.
JAREN_TERUG, JAREN_VOORUIT = 3, 1

# A term is due for a moment when its date is not after `grens`: a range of a partial index of open terms.
# The planned day itself is counted per due row: in calendar days, or by walking over `vrij` for working days.
# What would have been planned before the present date came into being (`loopt_sinds`) is no reminder of it.
PLANNEN = """
WITH moment AS (
    SELECT * FROM unnest(
        %(soorten)s::text[], %(codes)s::text[], %(ankers)s::text[], %(dagen)s::int[], %(werkdagen)s::bool[],
        %(grenzen)s::date[]
    ) AS m (soort, code, anker, dagen, in_werkdagen, grens)
),
toe AS MATERIALIZED (
    SELECT t.id, moment.code, t.anker, t.loopt_sinds,
        CASE WHEN moment.in_werkdagen THEN (
            SELECT t.anker + sign(moment.dagen)::int * stap
            FROM generate_series(1, abs(moment.dagen) * 7 + 14) AS stap
            WHERE extract(isodow FROM t.anker + sign(moment.dagen)::int * stap) < 6
                AND t.anker + sign(moment.dagen)::int * stap <> ALL (%(vrij)s::date[])
            ORDER BY stap OFFSET abs(moment.dagen) - 1 LIMIT 1
        ) ELSE t.anker + moment.dagen END AS gepland_op
    FROM moment CROSS JOIN LATERAL (
        SELECT id, uiterlijk AS anker, loopt_sinds FROM termijnen_termijn
        WHERE moment.anker = 'uiterlijk' AND soort = moment.soort AND uiterlijk <= moment.grens
            AND afgerond_op IS NULL AND uiterlijk IS NOT NULL AND herinner_opdracht <> ''
        UNION ALL
        SELECT id, begin, loopt_sinds FROM termijnen_termijn
        WHERE moment.anker = 'begin' AND soort = moment.soort AND begin <= moment.grens
            AND afgerond_op IS NULL AND uiterlijk IS NOT NULL AND herinner_opdracht <> ''
    ) AS t
    WHERE NOT EXISTS (
        SELECT FROM termijnen_herinnering AS h
        WHERE h.termijn_id = t.id AND h.moment = moment.code AND h.anker = t.anker
    )
)
INSERT INTO termijnen_herinnering (termijn_id, moment, anker, gepland_op, te_laat, staat, aangemaakt_op)
SELECT id, code, anker, gepland_op, gepland_op < %(vandaag)s,
    CASE WHEN row_number() OVER (PARTITION BY id ORDER BY gepland_op DESC, code) > 1 OR EXISTS (
        SELECT FROM termijnen_herinnering AS later
        WHERE later.termijn_id = toe.id AND later.anker = toe.anker AND later.gepland_op > toe.gepland_op
    ) THEN 'overgeslagen' ELSE 'klaar' END,
    %(nu)s
FROM toe
WHERE gepland_op > loopt_sinds
ON CONFLICT DO NOTHING
RETURNING id
"""


@transaction.atomic
def herinneringen_plannen(vandaag: date) -> list[Herinnering]:
    """Write every reminder that is due and not yet there, and ask for the delivery of those to be sent.

    Returns the new rows, skipped ones too. Safe to run twice, at once, or after days of silence.
    """
    extra = selectors.extra_feestdagen()
    momenten = [(str(soort), moment) for soort, rij in MOMENTEN.items() for moment in rij]
    jaren = range(vandaag.year - JAREN_TERUG, vandaag.year + JAREN_VOORUIT + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            PLANNEN,
            {
                "soorten": [soort for soort, _ in momenten],
                "codes": [moment.code for _, moment in momenten],
                "ankers": [str(moment.anker) for _, moment in momenten],
                "dagen": [moment.dagen for _, moment in momenten],
                "werkdagen": [moment.in_werkdagen for _, moment in momenten],
                "grenzen": [moment.grens(vandaag, extra=extra) for _, moment in momenten],
                "vrij": [dag for jaar in jaren for dag in feestdagen(jaar, extra=extra)],
                "vandaag": vandaag,
                "nu": timezone.now(),
            },
        )
        pks = [pk for (pk,) in cursor.fetchall()]
    nieuw = list(Herinnering.objects.filter(pk__in=pks).select_related("termijn"))
    for herinnering in nieuw:
        if herinnering.staat == Herinnering.Staat.KLAAR:
            _laat_bezorgen(herinnering)
    return nieuw


def _laat_bezorgen(herinnering: Herinnering) -> None:
    try:
        klaarzetten(
            herinnering.termijn.herinner_opdracht,
            sleutel=f"herinnering:{herinnering.pk}",
            object_id=herinnering.pk,
        )
    except LookupError:
        # One term with a name that nobody knows must not stop the reminders of all the others.
        logger.error("Termijn %s: niemand bezorgt de herinnering", herinnering.termijn_id)
        herinnering.staat = Herinnering.Staat.MISLUKT
        herinnering.save(update_fields=["staat"])


def herinnering_oppakken(pk: int | str) -> Herinnering | None:
    """Lock a reminder that must go out now; None when it already did or is no longer needed.

    To be called by the opdracht of the term, in the transaction in which it queues the message. A reminder of a
    term that is finished, stands still or has another date by now expires instead.
    """
    herinnering = (
        Herinnering.objects.select_for_update(of=("self",), no_key=True)
        .select_related("termijn")
        .filter(pk=pk, staat=Herinnering.Staat.KLAAR)
        .first()
    )
    if herinnering is None:
        return None
    termijn = herinnering.termijn
    if termijn.is_open and termijn.uiterlijk and herinnering.anker in (termijn.uiterlijk, termijn.begin):
        return herinnering
    herinnering.staat = Herinnering.Staat.VERVALLEN
    herinnering.save(update_fields=["staat"])
    return None


def herinnering_verzonden(pk: int | str) -> None:
    """Note that the message of this reminder is queued. Call it in the transaction that queues the message."""
    Herinnering.objects.filter(pk=pk, staat=Herinnering.Staat.KLAAR).update(
        staat=Herinnering.Staat.VERZONDEN, verzonden_op=timezone.now()
    )
