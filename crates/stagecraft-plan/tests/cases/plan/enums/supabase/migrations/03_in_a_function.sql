alter type status add value 'later';
create function f() returns void language sql as $$ update t set status = 'later' $$;
