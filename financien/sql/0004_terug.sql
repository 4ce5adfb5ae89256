-- Back to the ledger of 0002: the new guards and accounts go. Afterwards 0001_grootboek.sql is run again.
DROP FUNCTION financien_boeken_reeks, financien_rijen_erbij, financien_reservering_vervalt, financien_termijnen_verlagen,
    financien_niet_open;
DROP FUNCTION financien_termijn_op_tijd, financien_betaling_verwerken, financien_terugvordering_verwerken,
    financien_verschuiving_verwerken, financien_omkering_verwerken, financien_hoort_bij_boeking CASCADE;
DROP FUNCTION financien_geboekt;
ALTER TABLE financien_rekening DISABLE TRIGGER niet_verwijderen;
-- Refused by the regels that point at them when any of these accounts was used.
DELETE FROM financien_rekening WHERE soort IN ('reservering', 'gereserveerd', 'kosten', 'teruggevorderd',
    'overgeheveld_uit', 'overgeheveld_in');
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE financien_rekening ENABLE TRIGGER niet_verwijderen;
