-- Money on an account that follows rows comes with its row: no award without a commitment, no payment without an
-- instalment (SWV18). A row already had to say what its booking says; now its booking says nothing more than its rows.
-- As an approval, the row is written before the regels. A correction is looked at elsewhere: it is the exact opposite
-- of what it points at (0004).

-- What the row of a booking says about one account of a line; nothing without such a row.
CREATE FUNCTION financien_volgens_rij(p_boeking uuid, p_post bigint, p_soort text) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE
    toegekend numeric;
    betaald numeric;
    verschoven numeric;
    gereserveerd numeric;
BEGIN
    CASE p_soort
    WHEN 'toegekend', 'betaald' THEN
        SELECT b.bedrag INTO betaald FROM financien_betaling b
        JOIN financien_betalingstermijn t ON t.id = b.termijn_id JOIN financien_verplichting v ON v.id = t.verplichting_id
        WHERE b.boeking_id = p_boeking AND v.post_id = p_post;
        IF p_soort = 'betaald' OR betaald IS NOT NULL THEN
            RETURN CASE p_soort WHEN 'betaald' THEN betaald ELSE -betaald END;
        END IF;
        SELECT v.bedrag INTO toegekend FROM financien_verplichting v WHERE v.boeking_id = p_boeking AND v.post_id = p_post;
        IF toegekend IS NOT NULL THEN
            RETURN toegekend;
        END IF;
        SELECT s.bedrag INTO verschoven FROM financien_verplichting naar
        JOIN financien_verschuiving s ON s.naar_id = naar.id JOIN financien_verplichting van ON van.id = s.van_id
        WHERE naar.boeking_id = p_boeking AND van.post_id = p_post;
        RETURN -verschoven;
    WHEN 'vrijgevallen' THEN
        RETURN (SELECT -w.bedrag FROM financien_vrijval w JOIN financien_verplichting v ON v.id = w.verplichting_id
            WHERE w.boeking_id = p_boeking AND v.post_id = p_post);
    WHEN 'teruggevorderd' THEN
        RETURN (SELECT -w.bedrag FROM financien_terugvordering w WHERE w.boeking_id = p_boeking AND w.post_id = p_post);
    WHEN 'gereserveerd', 'reservering' THEN
        SELECT r.bedrag INTO gereserveerd FROM financien_reservering r
        WHERE r.boeking_id = p_boeking AND r.post_id = p_post;
        RETURN CASE p_soort WHEN 'gereserveerd' THEN gereserveerd ELSE -gereserveerd END;
    ELSE
        RETURN (SELECT CASE p_soort WHEN 'overgeheveld_uit' THEN s.bedrag ELSE -s.bedrag END
            FROM financien_verplichting naar
            JOIN financien_verschuiving s ON s.naar_id = naar.id JOIN financien_verplichting van ON van.id = s.van_id
            WHERE naar.boeking_id = p_boeking
                AND p_post = CASE p_soort WHEN 'overgeheveld_uit' THEN van.post_id ELSE naar.post_id END);
    END CASE;
END $$;

-- Of these bookings, every account that follows rows moved by what its row says.
CREATE FUNCTION financien_regels_hebben_rij(p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    geboekt record;
BEGIN
    FOR geboekt IN
        SELECT r.boeking_id, k.post_id, k.soort, sum(r.bedrag) AS bedrag
        FROM financien_boekingsregel r,
            LATERAL (SELECT a.post_id, a.soort FROM financien_rekening a WHERE a.id = r.rekening_id) k
        WHERE r.boeking_id = ANY (p_boekingen)
            AND k.soort NOT IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen')
            AND (SELECT b.keert_om_id FROM financien_boeking b WHERE b.id = r.boeking_id) IS NULL
        GROUP BY r.boeking_id, k.post_id, k.soort
    LOOP
        IF geboekt.bedrag IS DISTINCT FROM financien_volgens_rij(geboekt.boeking_id, geboekt.post_id, geboekt.soort) THEN
            RAISE EXCEPTION 'Booking % moves % on % and no row says so', geboekt.boeking_id, geboekt.bedrag, geboekt.soort
                USING ERRCODE = 'SWV18';
        END IF;
    END LOOP;
END $$;

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
