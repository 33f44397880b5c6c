-- Trusted language extensions. What is installed is written down; CREATE EXTENSION of it fails,
-- because the server looks for a control file.

create type pgtle.pg_tle_features as enum ('passcheck', 'clientauth');
create type pgtle.password_types as enum (
  'PASSWORD_TYPE_PLAINTEXT', 'PASSWORD_TYPE_MD5', 'PASSWORD_TYPE_SCRAM_SHA_256'
);
create table pgtle.feature_info (
  feature pgtle.pg_tle_features, schema_name text, proname text, obj_identity text
);
create table pgtle._installed (
  name name not null, version text not null, description text, ext text, requires text[], schema name,
  is_default boolean not null default true, primary key (name, version)
);

create function pgtle.install_extension(
  name text, version text, description text, ext text, requires text[] default null, schema text default null
)
returns boolean language sql as $$
  insert into pgtle._installed values (name, version, description, ext, requires, schema)
  returning true
$$;
create function pgtle.install_extension_version_sql(name text, version text, ext text) returns boolean language sql as $$
  insert into pgtle._installed values (name, version, '', ext, null, null, false) returning true
$$;
create function pgtle.install_update_path(name text, fromvers text, tovers text, ext text) returns boolean
  language sql return true;
create function pgtle.set_default_version(name text, version text) returns boolean language sql as $$
  update pgtle._installed i set is_default = i.version = set_default_version.version
  where i.name = set_default_version.name;
  select true
$$;
create function pgtle.uninstall_extension(extname text) returns boolean language sql as $$
  delete from pgtle._installed where name = extname;
  select true
$$;
create function pgtle.uninstall_extension(extname text, version text) returns boolean language sql as $$
  delete from pgtle._installed i where i.name = extname and i.version = uninstall_extension.version;
  select true
$$;
create function pgtle.uninstall_extension_if_exists(extname text) returns boolean language sql as $$
  delete from pgtle._installed where name = extname;
  select true
$$;
create function pgtle.available_extensions(out name name, out default_version text, out comment text)
returns setof record language sql as
  $$ select name, version, description from pgtle._installed where is_default $$;
create function pgtle.available_extension_versions(
  out name name, out version text, out superuser boolean, out trusted boolean, out relocatable boolean,
  out schema name, out requires name[], out comment text
)
returns setof record language sql as
  $$ select name, version, false, false, false, schema, requires::name[], description from pgtle._installed $$;
create function pgtle.extension_update_paths(
  name name, out source text, out target text, out path text
)
returns setof record language sql as $$ select null, null, null where false $$;
create function pgtle.register_feature(proc regproc, feature pgtle.pg_tle_features) returns void language sql as $$
  insert into pgtle.feature_info
  select feature, n.nspname, p.proname, proc::regprocedure::text
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.oid = proc
$$;
create function pgtle.unregister_feature(proc regproc, feature pgtle.pg_tle_features) returns void language sql as $$
  delete from pgtle.feature_info f
  where f.feature = unregister_feature.feature and obj_identity = proc::regprocedure::text
$$;

do $$
begin
  if to_regrole('pgtle_admin') is not null then
    grant usage, create on schema pgtle to pgtle_admin, postgres;
    grant usage on schema pgtle to public;
    grant all on all tables in schema pgtle to pgtle_admin, postgres;
    grant all on all functions in schema pgtle to pgtle_admin, postgres;
  end if;
end
$$;
