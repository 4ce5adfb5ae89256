"""How well a question in somebody's own words fits the sentences that we have.

A plain question has few words that mean something by themselves ("komt niet meer naar school"), and people make typing
errors. So a sentence is compared as a whole by its letter triples, and by the words that are rare among our sentences.
"""

from django.db import connections

MINSTE_WOORDEN = 3  # with fewer it is no sentence but a search word
PAST = 0.62  # of at most 2: below this the sentences only share the words that all of them have
BIJNA_ZO_GOED = 0.55  # of the best: what fits much less than something else is not what was asked
MEESTE = 12

_BIJ_VOORZIENING = """
    SELECT voorziening_id AS id, naam AS tekst FROM voorzieningen_alias
    UNION ALL SELECT id, naam FROM voorzieningen_voorziening
"""
_BIJ_STAP = """
    SELECT id, antwoord AS tekst FROM voorzieningen_wijzerstap
    UNION ALL SELECT id, regexp_split_to_table(zoekwoorden, ',\\s*') FROM voorzieningen_wijzerstap
"""
_SCORES = """
WITH vraag AS (SELECT lower(unaccent(%s)) AS tekst),
zin AS MATERIALIZED (
    SELECT id, lower(unaccent(tekst)) AS tekst, to_tsvector('dutch', unaccent(tekst)) AS vector FROM ({zinnen}) AS z
),
woord AS MATERIALIZED (
    SELECT w.zoek, ln((SELECT count(*) FROM zin)::float / count(DISTINCT zin.id)) AS zeldzaam
      FROM (SELECT plainto_tsquery('simple', lexeme) AS zoek FROM vraag, unnest(to_tsvector('dutch', tekst))) AS w
      JOIN zin ON zin.vector @@ w.zoek GROUP BY w.zoek
),
alles AS MATERIALIZED (SELECT nullif(sum(zeldzaam), 0) AS zeldzaam FROM woord),
score AS (
    SELECT zin.id, similarity(zin.tekst, vraag.tekst) + coalesce(
        (SELECT sum(woord.zeldzaam) FROM woord WHERE zin.vector @@ woord.zoek) / alles.zeldzaam, 0) AS hoog
      FROM zin, vraag, alles
)
SELECT id, max(hoog) FROM score GROUP BY id
HAVING max(hoog) >= greatest(%s, %s * (SELECT max(hoog) FROM score)) ORDER BY 2 DESC, id LIMIT %s
"""


def passende_voorzieningen(tekst: str, *, using: str) -> dict[int, float]:
    """The facilities of which a name or a question fits `tekst`, best first, with how well (up to 2). One query."""
    return _scores(_BIJ_VOORZIENING, tekst, using)


def passende_stappen(tekst: str, *, using: str) -> dict[int, float]:
    """The same for the steps of the wijzer, by their answer and search words."""
    return _scores(_BIJ_STAP, tekst, using)


def _scores(zinnen: str, tekst: str, using: str) -> dict[int, float]:
    with connections[using].cursor() as cursor:
        cursor.execute(_SCORES.format(zinnen=zinnen), [tekst, PAST, BIJNA_ZO_GOED, MEESTE])
        return dict(cursor.fetchall())
