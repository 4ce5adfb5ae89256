-- Money on an account that follows rows comes with its row: no award without a commitment, no payment without an
-- instalment (SWV18). A row already had to say what its booking says; now its booking says nothing more than its rows.
-- As an approval, the row is written before the regels. A correction is looked at elsewhere: it is the exact opposite
-- of what it points at (0004).

-- What the row of a booking says about one account of a line; nothing without such a row. One look-up by key each.
CREATE FUNCTION financien_volgens_rij(p_boeking uuid, p_post bigint, p_soort text) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_bedrag numeric;
    v_termijn bigint;
    v_van uuid;
    v_naar uuid;
    v_naar_post bigint;
BEGIN
    IF p_soort IN ('gereserveerd', 'reservering') THEN
        SELECT r.bedrag INTO v_bedrag FROM financien_reservering r WHERE r.boeking_id = p_boeking AND r.post_id = p_post;
        RETURN CASE p_soort WHEN 'gereserveerd' THEN v_bedrag ELSE -v_bedrag END;
    ELSIF p_soort = 'teruggevorderd' THEN
        RETURN (SELECT -w.bedrag FROM financien_terugvordering w WHERE w.boeking_id = p_boeking AND w.post_id = p_post);
    ELSIF p_soort = 'vrijgevallen' THEN
        SELECT -w.bedrag, w.verplichting_id INTO v_bedrag, v_van FROM financien_vrijval w WHERE w.boeking_id = p_boeking;
        RETURN CASE WHEN (SELECT v.post_id FROM financien_verplichting v WHERE v.id = v_van) = p_post THEN v_bedrag END;
    END IF;
    -- toegekend, betaald, overgeheveld: of a commitment that this booking made, or of a payment
    SELECT v.id, v.post_id, v.bedrag INTO v_naar, v_naar_post, v_bedrag FROM financien_verplichting v WHERE v.boeking_id = p_boeking;
    IF v_naar IS NULL THEN
        SELECT b.termijn_id, b.bedrag INTO v_termijn, v_bedrag FROM financien_betaling b WHERE b.boeking_id = p_boeking;
        SELECT t.verplichting_id INTO v_van FROM financien_betalingstermijn t WHERE t.id = v_termijn;
        RETURN CASE WHEN (SELECT v.post_id FROM financien_verplichting v WHERE v.id = v_van) = p_post
            THEN CASE p_soort WHEN 'betaald' THEN v_bedrag WHEN 'toegekend' THEN -v_bedrag END END;
    ELSIF p_soort = 'toegekend' AND v_naar_post = p_post THEN
        RETURN v_bedrag;
    END IF;
    SELECT s.van_id, s.bedrag INTO v_van, v_bedrag FROM financien_verschuiving s WHERE s.naar_id = v_naar;
    IF p_soort = 'overgeheveld_in' THEN
        RETURN CASE WHEN v_naar_post = p_post THEN -v_bedrag END;
    END IF;
    RETURN CASE WHEN (SELECT v.post_id FROM financien_verplichting v WHERE v.id = v_van) = p_post
        THEN CASE p_soort WHEN 'toegekend' THEN -v_bedrag WHEN 'overgeheveld_uit' THEN v_bedrag END END;
END $$;

-- Of these bookings, every account that follows rows moved by what its row says.
CREATE FUNCTION financien_regels_hebben_rij(p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_boeking uuid;
    v_post bigint;
    v_soort text;
    geboekt record;
BEGIN
    FOREACH v_boeking IN ARRAY p_boekingen LOOP
        CONTINUE WHEN (SELECT b.keert_om_id FROM financien_boeking b WHERE b.id = v_boeking) IS NOT NULL;
        FOR geboekt IN
            SELECT r.rekening_id, sum(r.bedrag) AS bedrag FROM financien_boekingsregel r
            WHERE r.boeking_id = v_boeking GROUP BY r.rekening_id
        LOOP
            SELECT k.post_id, k.soort INTO v_post, v_soort FROM financien_rekening k WHERE k.id = geboekt.rekening_id;
            CONTINUE WHEN v_soort IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen');
            IF geboekt.bedrag IS DISTINCT FROM financien_volgens_rij(v_boeking, v_post, v_soort) THEN
                RAISE EXCEPTION 'Booking % moves % on % and no row says so', v_boeking, geboekt.bedrag, v_soort
                    USING ERRCODE = 'SWV18';
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- The accounts of costs and of the budget follow no rows: a booking on those alone pays for one look.
CREATE FUNCTION financien_volgt_rij() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    boekingen uuid[];
BEGIN
    SELECT array_agg(DISTINCT n.boeking_id) INTO boekingen FROM nieuw n
    WHERE (SELECT k.soort FROM financien_rekening k WHERE k.id = n.rekening_id)
        NOT IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen');
    IF boekingen IS NOT NULL THEN
        PERFORM financien_regels_hebben_rij(boekingen);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER volgt_rij AFTER INSERT ON financien_boekingsregel REFERENCING NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION financien_volgt_rij();
