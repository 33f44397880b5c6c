-- exact
drop materialized view app.shop_totals;
