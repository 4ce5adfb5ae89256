DROP FUNCTION voorzieningen_vrij_vanaf(bigint, date, date);
DROP FUNCTION voorzieningen_stukken(bigint, date, date);
