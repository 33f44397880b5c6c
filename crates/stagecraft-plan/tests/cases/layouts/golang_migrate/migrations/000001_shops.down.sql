-- No shops.
drop table shops;
