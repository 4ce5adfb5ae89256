-- A request is reserved per budget year: a source has one open reservation on each of its lines.

-- As in 0004, for every open reservation of the source of this booking: each lapses with a counter booking of its own
-- ("vervalt": sleutel, omschrijving). The accounts of all these bookings are taken together, in the order of their id.
CREATE OR REPLACE FUNCTION financien_reservering_vervalt(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_type integer := (p_boeking ->> 'content_type_id')::integer;
    v_bron uuid := (p_boeking ->> 'object_id')::uuid;
    v_dag date := (p_boeking ->> 'boekdatum')::date;
    v_posten bigint[];
    v_rekening bigint;
    v_jaar integer;
    v_tegen uuid;
    rij record;
BEGIN
    SELECT array_agg(open_nu.post_id) INTO v_posten FROM (
        SELECT r.post_id FROM financien_reservering r
        WHERE r.content_type_id = v_type AND r.object_id = v_bron AND r.vervallen_met_id IS NULL
        ORDER BY r.id FOR NO KEY UPDATE
    ) open_nu;
    IF v_posten IS NULL THEN
        RETURN;
    END IF;
    FOR v_rekening IN
        SELECT DISTINCT (SELECT k.id FROM financien_rekening k WHERE k.post_id = n.post AND k.soort = n.soort) AS id
        FROM (
            SELECT eigen.post, eigen.soort FROM jsonb_to_recordset(p_boeking -> 'regels') AS eigen (post bigint, soort text)
            UNION ALL
            SELECT ander.post, soorten.soort FROM unnest(v_posten) AS ander (post),
                unnest(ARRAY['reservering', 'gereserveerd']) AS soorten (soort)
        ) n ORDER BY id
    LOOP
        PERFORM 1 FROM financien_rekening k WHERE k.id = v_rekening FOR NO KEY UPDATE;
    END LOOP;
    FOR rij IN
        SELECT r.id, r.post_id, r.boeking_id FROM financien_reservering r
        WHERE r.content_type_id = v_type AND r.object_id = v_bron AND r.vervallen_met_id IS NULL ORDER BY r.id
    LOOP
        v_tegen := gen_random_uuid();
        SELECT j.jaar INTO v_jaar FROM financien_begrotingsjaar j
        WHERE j.id = (SELECT p.jaar_id FROM financien_begrotingspost p WHERE p.id = rij.post_id);
        INSERT INTO financien_boeking (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, geboekt_op,
            door_id, aantal_regels, keert_om_id, content_type_id, object_id)
        SELECT v_tegen, (p_boeking #>> '{vervalt,sleutel}') || ':' || rij.id, p_boeking ->> 'inhoud', 'reservering',
            p_boeking #>> '{vervalt,omschrijving}', v_dag,
            least(greatest(v_dag, make_date(v_jaar, 1, 1)), make_date(v_jaar, 12, 31)), clock_timestamp(),
            (p_boeking ->> 'door_id')::bigint, b.aantal_regels, b.id, b.content_type_id, b.object_id
        FROM financien_boeking b WHERE b.id = rij.boeking_id;
        INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
        SELECT v_tegen, r.rekening_id, -r.bedrag,
            least(greatest(v_dag, make_date(v_jaar, 1, 1)), make_date(v_jaar, 12, 31))
        FROM financien_boekingsregel r WHERE r.boeking_id = rij.boeking_id ORDER BY r.rekening_id;
    END LOOP;
END $$;
