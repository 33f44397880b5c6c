-- equivalent
drop extension citext cascade;
