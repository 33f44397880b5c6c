-- Takes 20261109090400_stock_rollup back.
drop function ops.roll_stock(uuid, date);
