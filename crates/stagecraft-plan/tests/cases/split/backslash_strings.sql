set standard_conforming_strings = off;
select 'it\'s; one';
select N'x\';y', E'a\';b', $$c\$$;
set standard_conforming_strings to on;
select 'a\';
select pg_catalog.set_config('standard_conforming_strings', 'off', false);
select 'b\';c';
