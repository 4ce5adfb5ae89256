-- A period of a facility in pieces on which nothing changes: how many places are taken, and how many there are.
-- Without limit `plaatsen` is null; where nobody filled in a number `is_bekend` is false too.
CREATE FUNCTION voorzieningen_stukken(facility bigint, begin_dag date, eind_dag date)
RETURNS TABLE (van date, tot date, bezet bigint, plaatsen integer, is_bekend boolean)
LANGUAGE sql STABLE AS $$
    WITH plaatsing AS (
        SELECT p.van, p.tot FROM voorzieningen_plaatsing AS p
        WHERE p.voorziening_id = facility AND p.status IN ('aangeboden', 'geplaatst', 'beeindigd')
            AND p.van <= eind_dag AND p.tot >= begin_dag
    ), capaciteit AS (
        SELECT c.van, c.tot, c.telling, c.aantal FROM voorzieningen_capaciteit AS c
        WHERE c.voorziening_id = facility AND c.van <= eind_dag AND c.tot >= begin_dag
    ), knip AS (
        SELECT begin_dag AS dag
        UNION SELECT p.van FROM plaatsing AS p
        UNION SELECT p.tot + 1 FROM plaatsing AS p
        UNION SELECT c.van FROM capaciteit AS c
        UNION SELECT c.tot + 1 FROM capaciteit AS c
    ), stuk AS (
        SELECT k.dag, coalesce(lead(k.dag) OVER (ORDER BY k.dag) - 1, eind_dag) AS einde
        FROM knip AS k WHERE k.dag BETWEEN begin_dag AND eind_dag
    )
    SELECT s.dag, s.einde, (SELECT count(*) FROM plaatsing AS p WHERE s.dag BETWEEN p.van AND p.tot),
        c.aantal, coalesce(c.telling <> 'onbekend', false)
    FROM stuk AS s LEFT JOIN capaciteit AS c ON s.dag BETWEEN c.van AND c.tot
    ORDER BY s.dag
$$;

-- The first day from which a place is free up to and including the last day; null when there is none. Where the
-- number is not known no place is known to be free.
CREATE FUNCTION voorzieningen_vrij_vanaf(facility bigint, begin_dag date, eind_dag date)
RETURNS date
LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN gevonden.dag <= eind_dag THEN gevonden.dag END FROM (
        SELECT coalesce(max(s.tot) FILTER (WHERE NOT s.is_bekend OR s.bezet >= s.plaatsen) + 1, begin_dag) AS dag
        FROM voorzieningen_stukken(facility, begin_dag, eind_dag) AS s
    ) AS gevonden
$$;
