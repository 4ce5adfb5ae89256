-- The floor: the cheapest ledger that still stores a booking, its two amounts and both balances. No key against double
-- entry, no guard on the room of a line, no check that a booking adds up, no foreign keys.
CREATE SCHEMA vloer;
CREATE TABLE vloer.rekening (id int PRIMARY KEY, saldo numeric(14, 2) NOT NULL) WITH (fillfactor = 50);
INSERT INTO vloer.rekening SELECT id, 0 FROM generate_series(1, 2000) AS id;
CREATE TABLE vloer.boeking (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dag date NOT NULL,
    omschrijving text NOT NULL
);
CREATE TABLE vloer.regel (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    boeking_id bigint NOT NULL,
    rekening_id int NOT NULL,
    bedrag numeric(14, 2) NOT NULL,
    dag date NOT NULL
);
CREATE INDEX ON vloer.regel (rekening_id, dag) INCLUDE (bedrag);

CREATE FUNCTION vloer.boek(van int, naar int, bedrag numeric, dag date, omschrijving text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    nummer bigint;
BEGIN
    INSERT INTO vloer.boeking (dag, omschrijving) VALUES (boek.dag, boek.omschrijving) RETURNING id INTO nummer;
    INSERT INTO vloer.regel (boeking_id, rekening_id, bedrag, dag)
    VALUES (nummer, van, -boek.bedrag, boek.dag), (nummer, naar, boek.bedrag, boek.dag);
    UPDATE vloer.rekening SET saldo = saldo + CASE WHEN id = van THEN -boek.bedrag ELSE boek.bedrag END WHERE id = least(van, naar);
    UPDATE vloer.rekening SET saldo = saldo + CASE WHEN id = van THEN -boek.bedrag ELSE boek.bedrag END WHERE id = greatest(van, naar);
    RETURN nummer;
END $$;

-- Many at once, from arrays.
CREATE FUNCTION vloer.boek_reeks(van int[], naar int[], bedrag numeric[], dag date, omschrijving text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    WITH nieuw AS (
        SELECT nextval('vloer.boeking_id_seq') AS id, v, n, b FROM unnest(van, naar, bedrag) AS rijen (v, n, b)
    ), kop AS (
        INSERT INTO vloer.boeking (id, dag, omschrijving) OVERRIDING SYSTEM VALUE
        SELECT id, boek_reeks.dag, boek_reeks.omschrijving FROM nieuw
    ), regels AS (
        INSERT INTO vloer.regel (boeking_id, rekening_id, bedrag, dag)
        SELECT id, v, -b, boek_reeks.dag FROM nieuw UNION ALL SELECT id, n, b, boek_reeks.dag FROM nieuw
        RETURNING rekening_id, regel.bedrag
    ), som AS (SELECT rekening_id, sum(r.bedrag) AS bedrag FROM regels r GROUP BY rekening_id)
    UPDATE vloer.rekening k SET saldo = saldo + som.bedrag FROM som WHERE som.rekening_id = k.id;
END $$;
