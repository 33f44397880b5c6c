-- Takes 20261109090300_rollups back.
drop function ops.roll_cx(uuid, date);
drop function ops.roll_growth(uuid, date);
drop function ops.roll_sales(uuid, date);
