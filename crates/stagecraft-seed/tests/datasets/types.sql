-- Types that few tables have.
create type mood as enum ('sad', 'fine', 'very glad', 'it''s "odd"');
create domain quantity as int check (value >= 0 and value <= 500);
create domain short_name as text check (char_length(value) <= 12) not null;
create type point_3 as (x int, y int, label text);
create table numbers (
  id smallint primary key, a bigint, b real, c double precision, d numeric, e numeric(12, 4), f money, g oid
);
create table texts (
  id int primary key, a char(3), b varchar(10), c name, d "char", e xml, f bit(5), g varbit(9), h mood not null, i short_name
);
create table times (
  id int primary key, a date, b time, c timetz, d timestamp, e timestamptz(0), f interval, g interval day to second
);
create table networks (id int primary key, a inet, b cidr, c macaddr, d macaddr8, e uuid);
create table ranges (
  id int primary key, a int4range, b int8range, c numrange, d tsrange, e tstzrange, f daterange, g int4multirange
);
create table shapes (id int primary key, a point, b box, c path, d polygon, e circle, f lseg, g line);
create table collections (
  id int primary key, a int[], b text[] not null, c mood[], d jsonb, e json, f bytea, g tsvector, h tsquery, i quantity not null,
  j point_3, k quantity[], l uuid[], m numeric(6, 2)[], n timestamptz[]
);
