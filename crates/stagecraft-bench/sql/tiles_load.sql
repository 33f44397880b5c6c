-- What no row begins as: five live ideas in each shop, approvals under review, and the days that jobs close.
set client_min_messages = warning;
insert into ideas (shop_id, title, hypothesis, is_wildcard, state)
select id, 'i' || n, 'h', n = 5, 'live' from shops cross join generate_series(1, 5) n;
update approvals set state = 'pending_review';

-- Close the days that the sales tiles show, then yesterday's customers, growth and stock.
select count(ops.run_job(shops.id, 'sales', current_date - back))
from shops cross join generate_series(40, 1, -1) back;
select count(*) from ops.run_nightly();
analyze;
