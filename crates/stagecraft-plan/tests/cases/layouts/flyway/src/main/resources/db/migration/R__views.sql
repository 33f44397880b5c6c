create or replace view all_shops as select * from shops;
