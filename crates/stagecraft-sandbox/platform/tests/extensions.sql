-- Each stand-in that the server offers, created as `postgres` and used. Included by check.sql.

set role postgres;
do $$
declare
  name text;
begin
  for name in
    select a.name from pg_available_extensions a
    where comment like 'stagecraft stand-in: %' and installed_version is null order by 1
  loop
    execute format('create extension if not exists %I cascade', name);
  end loop;
end
$$;

select pg_temp.holds('extensions of a new project', count(*) = 7) from pg_extension
where extname in ('uuid-ossp', 'pgcrypto', 'pgjwt', 'pg_stat_statements', 'pg_net', 'pg_graphql', 'supabase_vault');

-- pg_cron
select pg_temp.holds('job ids', cron.schedule('nightly', '0 3 * * *', 'select 1') = 1
  and cron.schedule('*/5 * * * *', 'select 2') = 2 and cron.schedule('nightly', '30 seconds', 'select 3') = 1);
select pg_temp.holds('job replaced', command = 'select 3' and username = 'postgres') from cron.job where jobname = 'nightly';
select cron.alter_job(1, schedule => '@daily', active => false);
select cron.schedule_in_database('else', '1 2 * * mon-fri', 'select 1', 'other');
select pg_temp.refused($$select cron.schedule('bad', 'every now and then', 'select 1')$$, '22023');
select pg_temp.holds('unscheduled', cron.unschedule('nightly') and cron.unschedule(2));
select pg_temp.refused($$select cron.unschedule('nightly')$$, 'P0001', 'could not find valid entry for job ''nightly''');
select pg_temp.holds('one left', count(*) = 1) from cron.job;

-- pg_net, pgjwt, vault
select pg_temp.holds('request is queued', net.http_post('http://x.test', '{"a": 1}') > 0);
select pg_temp.holds('url', url = 'http://x.test?q=a%20b') from net.http_request_queue
where id = (select net.http_get('http://x.test', '{"q": "a b"}'));
select pg_temp.holds('jwt', sign('{"sub":"1234567890","name":"John Doe","admin":true}', 'secret')
  = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiYWRtaW4iOnRydWV9.TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ');
select pg_temp.holds('jwt verifies', valid and payload ->> 'sub' = '1')
from verify(sign('{"sub":"1"}', 'secret'), 'secret');
select pg_temp.holds('jwt does not verify', not valid) from verify(sign('{"sub":"1"}', 'secret'), 'other');
select vault.create_secret('s3cret', 'name', 'text');
select vault.update_secret((select id from vault.secrets where name = 'name'), 'n3w');
select pg_temp.holds('vault', decrypted_secret = 'n3w') from vault.decrypted_secrets where name = 'name';

-- vector
create table items (id integer generated always as identity, e vector(3), h halfvec(3), s sparsevec(5));
insert into items (e, h, s) values ('[1, 2, 3]', '[1,2,3]', '{1:1,3:2}/5'), ('[4,5,6]', '[0,0,1]', '{2:1}/5');
create index on items using hnsw (e vector_cosine_ops);
create index on items using ivfflat (e vector_l2_ops);
create index on items using hnsw (h halfvec_ip_ops);
insert into items (e) select array[i, i, i] from generate_series(1, 50) i;
select pg_temp.holds('distances', e <-> '[1,2,4]' = 1 and e <#> '[1,1,1]' = -6 and e <+> '[0,0,0]' = 6
  and abs((e <=> '[1,2,3]')) < 1e-9 and s <-> '{1:1}/5' = 2 and vector_dims(e) = 3 and e::text = '[1,2,3]')
from items where id = 1;
select pg_temp.holds('aggregates', avg(e) = '[2.5,3.5,4.5]' and sum(e) = '[5,7,9]') from items where id < 3;
select pg_temp.refused($$insert into items (e) values ('[1,2]')$$, '22000', 'expected 3 dimensions, not 2');
select pg_temp.refused($$select '[1,2]'::vector <-> '[1]'$$, '22000', 'different vector dimensions 2 and 1');

-- pgmq
select pgmq.create('jobs');
select pg_temp.holds('send', array_agg(m) = '{1,2}') from (select pgmq.send('jobs', '{"n": 1}') union all select pgmq.send('jobs', '{"n": 2}')) as u (m);
select pg_temp.holds('read hides', array_agg(msg_id) = '{1}') from pgmq.read('jobs', 30, 1);
select pg_temp.holds('pop', msg_id = 2) from pgmq.pop('jobs');
select pg_temp.holds('archive, delete, drop', pgmq.archive('jobs', 1) and not pgmq.delete('jobs', 1) and pgmq.drop_queue('jobs'));

-- postgis
create table places (id integer generated always as identity, spot geography(Point, 4326), g geometry(Point, 4326), area geometry);
create index on places using gist (spot);
create index on places using gist (g);
insert into places (spot, g) values (st_point(-73.99, 40.73), st_setsrid(st_makepoint(1, 2), 4326)), ('POINT(-0.12 51.5)', null);
insert into places (g) select st_setsrid(st_makepoint(i, i), 4326) from generate_series(1, 600) i;
insert into places (area) values ('POLYGON((0 0,0 1,1 1,1 0,0 0))');
delete from places where id between 100 and 200;
select pg_temp.holds('points', st_astext(g) = 'POINT(1 2)' and st_x(g) = 1 and st_srid(g) = 4326 and spot::text like 'SRID=4326;%') from places where id = 1;
select pg_temp.holds('New York to London', abs(st_distance(a.spot, b.spot) - 5570000) < 10000 and not st_dwithin(a.spot, b.spot, 5000000))
from places a, places b where a.id = 1 and b.id = 2;
select pg_temp.holds('box', count(*) = 6) from places where g && st_makeenvelope(0, 0, 5, 5, 4326);
select pg_temp.refused($$insert into places (g) values ('LINESTRING(0 0,1 1)')$$, '22023');
select pg_temp.refused($$insert into places (g) values ('SRID=3857;POINT(0 0)')$$, '22023');
select pg_temp.refused($$select st_area(area) from places where area is not null$$, '0A000', '%: stand-in, not available in a sandbox');

-- The rest.
select pg_temp.holds('json schema', json_matches_schema('{"type":"object","required":["a"],"properties":{"a":{"type":"integer"}}}', '{"a": 1}')
  and not json_matches_schema('{"type":"object","required":["a"]}', '{}') and not jsonb_matches_schema('{"maxLength": 2}', '"abc"'));
select pg_temp.holds('hashids', id_encode(1234567, 'This is my salt', 10) = 'PlRPdzxpR7' and id_encode(array[1, 2, 3]::bigint[], 'this is my salt') = 'laHquq');
select pg_temp.refused($$select * from http_get('http://x.test')$$, '0A000', '%: stand-in, not available in a sandbox');
select pg_temp.refused($$select * from index_advisor('select 1')$$, '0A000', '%: stand-in, not available in a sandbox');
create foreign data wrapper stripe_wrapper handler stripe_fdw_handler validator stripe_fdw_validator;
create server stripe foreign data wrapper stripe_wrapper options (api_key 'x');
create foreign table customers (id text) server stripe options (object 'customers');
reset role;
