-- Back to 0008: money may stand on an account without its row.
DROP TRIGGER volgt_rij ON financien_boekingsregel;
DROP FUNCTION financien_volgt_rij, financien_regels_hebben_rij, financien_volgens_rij;
