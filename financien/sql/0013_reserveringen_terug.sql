-- Back to 0012: one open reservation per source.
-- The open reservation of the source of this booking lapses, with a counter booking of its own ("vervalt": id, sleutel,
-- omschrijving). The accounts of both bookings are taken together, in the order of their id.
CREATE OR REPLACE FUNCTION financien_reservering_vervalt(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rij record;
    dag date := (p_boeking ->> 'boekdatum')::date;
    tegen uuid := (p_boeking #>> '{vervalt,id}')::uuid;
BEGIN
    SELECT r.post_id, r.boeking_id, j.jaar INTO rij
    FROM financien_reservering r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE r.content_type_id = (p_boeking ->> 'content_type_id')::integer AND r.object_id = (p_boeking ->> 'object_id')::uuid
        AND r.vervallen_met_id IS NULL
    FOR NO KEY UPDATE OF r;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM 1 FROM financien_rekening k
    WHERE k.id IN (
        SELECT eigen.id FROM financien_rekening eigen
        WHERE eigen.post_id = rij.post_id AND eigen.soort IN ('reservering', 'gereserveerd')
        UNION
        SELECT ander.id FROM jsonb_to_recordset(p_boeking -> 'regels') AS n (post bigint, soort text)
        JOIN financien_rekening ander ON ander.post_id = n.post AND ander.soort = n.soort
    ) ORDER BY k.id FOR NO KEY UPDATE;
    dag := least(greatest(dag, make_date(rij.jaar, 1, 1)), make_date(rij.jaar, 12, 31));
    INSERT INTO financien_boeking (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, geboekt_op,
        door_id, aantal_regels, keert_om_id, content_type_id, object_id)
    SELECT tegen, p_boeking #>> '{vervalt,sleutel}', p_boeking ->> 'inhoud', 'reservering', p_boeking #>> '{vervalt,omschrijving}',
        (p_boeking ->> 'boekdatum')::date, dag, clock_timestamp(), (p_boeking ->> 'door_id')::bigint,
        b.aantal_regels, b.id, b.content_type_id, b.object_id
    FROM financien_boeking b WHERE b.id = rij.boeking_id;
    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT tegen, r.rekening_id, -r.bedrag, dag FROM financien_boekingsregel r WHERE r.boeking_id = rij.boeking_id
    ORDER BY r.rekening_id;
END $$;
