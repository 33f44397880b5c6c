create type fresh as enum ('a');
alter type fresh add value 'b';
select 'b'::fresh;
