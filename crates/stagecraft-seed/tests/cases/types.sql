-- A column of every type of the server, each of them nullable.
create type mood as enum ('sad', 'so so', 'it''s "fine"', 'glad');
create type place as (street text, number int, spot point);
create type height_range as range (subtype = float8);
create table every_type (
  id bigint generated always as identity primary key,
  a_bool bool, a_smallint smallint, an_int int, a_bigint bigint,
  a_real real, a_double double precision,
  a_numeric numeric, a_price numeric(10, 2), a_share numeric(3, 3), a_big numeric(40), a_round numeric(5, -2),
  a_money money,
  a_text text, a_short varchar(3), a_varchar varchar(200), a_char char(2), a_name name, an_inner_char "char",
  a_uuid uuid, a_bytea bytea,
  a_date date, a_time time(3), a_timetz timetz, a_timestamp timestamp, a_timestamptz timestamptz(0),
  an_interval interval, a_day_interval interval day to second,
  a_json json, a_jsonb jsonb, a_jsonpath jsonpath, an_xml xml,
  a_bit bit(5), a_varbit bit varying(8), a_varbit_any bit varying,
  an_inet inet, a_cidr cidr, a_mac macaddr, a_mac8 macaddr8,
  an_lsn pg_lsn, a_tsvector tsvector, a_tsquery tsquery,
  a_point point, a_line line, a_lseg lseg, a_box box, a_path path, a_polygon polygon, a_circle circle,
  an_oid oid, a_class regclass, a_type regtype, a_config regconfig, a_role regrole, a_space regnamespace,
  an_xid xid, an_xid8 xid8, a_tid tid, a_snapshot pg_snapshot, a_cursor refcursor,
  a_mood mood, a_place place, a_row mood[],
  ints int[], texts text[], moods mood[], places place[], days date[], jsons jsonb[],
  an_int4range int4range, an_int8range int8range, a_numrange numrange, a_daterange daterange,
  a_tsrange tsrange, a_tstzrange tstzrange, a_height height_range,
  an_int4multirange int4multirange, a_datemultirange datemultirange
);
