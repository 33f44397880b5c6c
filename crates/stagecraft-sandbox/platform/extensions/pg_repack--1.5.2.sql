-- Repacking is done by a client program with C functions of the server: only the names are here.

do $$
begin
  if to_regnamespace('repack') is null then
    create schema repack;
  end if;
end
$$;
create function repack.version() returns text language sql return 'pg_repack stand-in';
create function repack.repack_trigger() returns trigger language plpgsql as $$
begin
  raise feature_not_supported using message = 'pg_repack: stand-in, not available in a sandbox';
end
$$;
