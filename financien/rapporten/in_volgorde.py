"""One page of the bookings behind a figure of lines, read in the order of the page.

The regels of each account come out of the index regel_op_volgorde; the database merges these rows and stops when the
page is full. So a page of a line with a million bookings costs what a page of one with a hundred costs. Values:
`dag`, `boeking` and `post` (the place where the page begins), `aantal`, `soorten` and `gewichten`.
"""

from collections.abc import Iterable

_TAK = """(
    SELECT DISTINCT r.ingangsdatum, r.boeking_id, {post:d}::bigint AS post_id, {rekening:d}::bigint AS rekening_id
    FROM financien_boekingsregel r
    WHERE r.rekening_id = {rekening:d} AND (r.ingangsdatum, r.boeking_id) >= (%(dag)s, %(boeking)s) AND {dagen}
)"""
# A booking with more accounts of a line counts once, at the first; one that cancels out does not count at all.
_PAGINA = """
    SELECT b.ingangsdatum, b.boekdatum, b.soort, b.omschrijving, j.jaar, p.code, p.naam, s.bedrag, b.sleutel, b.id, p.id
    FROM ({takken}) kandidaat
    CROSS JOIN LATERAL (
        SELECT sum(r.bedrag * w.gewicht) AS bedrag
        FROM financien_boekingsregel r
        JOIN financien_rekening k ON k.id = r.rekening_id
        JOIN unnest(%(soorten)s::text[], %(gewichten)s::numeric[]) AS w (soort, gewicht) ON w.soort = k.soort
        WHERE r.boeking_id = kandidaat.boeking_id AND k.post_id = kandidaat.post_id
        HAVING sum(r.bedrag * w.gewicht) <> 0 AND min(k.id) = kandidaat.rekening_id
    ) s
    JOIN financien_boeking b ON b.id = kandidaat.boeking_id
    JOIN financien_begrotingspost p ON p.id = kandidaat.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE (kandidaat.ingangsdatum, kandidaat.boeking_id, kandidaat.post_id) > (%(dag)s, %(boeking)s, %(post)s)
    ORDER BY kandidaat.ingangsdatum, kandidaat.boeking_id, kandidaat.post_id LIMIT %(aantal)s
"""


def in_volgorde(rekeningen: Iterable[tuple[int, int]], dagen: str) -> str:
    """The question for these accounts, each with its line; `dagen` is the condition on the days of regels `r`."""
    takken = " UNION ALL ".join(_TAK.format(rekening=rekening, post=post, dagen=dagen) for rekening, post in rekeningen)
    return _PAGINA.format(takken=takken)
