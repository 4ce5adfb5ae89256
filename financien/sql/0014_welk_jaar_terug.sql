-- Back to 0013: the line without its year.
CREATE OR REPLACE FUNCTION financien_saldo_bijzonder(p_rekening bigint, p_bedrag numeric, p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rij record;
    tekort numeric;
    goedgekeurd numeric;
BEGIN
    SELECT r.*, p.code, p.naam, j.jaar INTO rij
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE r.id = p_rekening FOR NO KEY UPDATE OF r;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Account % does not exist', p_rekening USING ERRCODE = 'SWV15';
    END IF;
    IF rij.gesloten THEN
        RAISE EXCEPTION 'Year % is closed', rij.jaar
            USING ERRCODE = 'SWV11', DETAIL = json_build_object('jaar', rij.jaar)::text;
    END IF;
    tekort := greatest(-(rij.saldo + p_bedrag), 0) - greatest(-rij.saldo, 0);
    SELECT coalesce(sum(bedrag), 0) INTO goedgekeurd FROM financien_overschrijding
    WHERE post_id = rij.post_id AND boeking_id = ANY (p_boekingen);
    IF tekort > goedgekeurd THEN
        RAISE EXCEPTION 'Line % has % free, % is asked', rij.code, rij.saldo, -p_bedrag
            USING ERRCODE = 'SWV10',
            DETAIL = json_build_object('post', rij.code || ' ' || rij.naam, 'vrij', rij.saldo::text, 'bedrag', (-p_bedrag)::text)::text;
    END IF;
    UPDATE financien_rekening SET saldo = saldo + p_bedrag WHERE id = p_rekening;
END $$;
