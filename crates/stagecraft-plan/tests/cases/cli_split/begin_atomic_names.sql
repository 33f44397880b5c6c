create table ban_t (end_at int, the_end int);
create function ban_a() returns setof int begin atomic select end_at from ban_t; select the_end from ban_t; end;
select 1 as atomic, 2 as begin_atomic;
select 3;
