-- Partition maintenance: a parent is written down and gets no partitions; it says so.

create table @extschema@.part_config (
  parent_table text primary key, control text not null, partition_interval text not null,
  partition_type text not null default 'range', premake integer not null default 4, retention text,
  retention_schema text, retention_keep_table boolean not null default true,
  retention_keep_index boolean not null default true, automatic_maintenance text not null default 'on',
  infinite_time_partitions boolean not null default false, template_table text, jobmon boolean default true,
  default_table boolean default true, date_trunc_interval text
);

create function @extschema@.create_parent(
  p_parent_table text, p_control text, p_interval text, p_type text default 'range',
  p_epoch text default 'none', p_premake integer default 4, p_start_partition text default null,
  p_default_table boolean default true, p_automatic_maintenance text default 'on',
  p_constraint_cols text[] default null, p_template_table text default null, p_jobmon boolean default true,
  p_date_trunc_interval text default null
)
returns boolean language plpgsql as $$
begin
  insert into @extschema@.part_config (parent_table, control, partition_interval, partition_type, premake)
  values (p_parent_table, p_control, p_interval, p_type, p_premake);
  raise notice 'create_parent: stand-in, % gets no partitions in a sandbox', p_parent_table;
  return true;
end
$$;
create function @extschema@.run_maintenance(
  p_parent_table text default null, p_analyze boolean default false, p_jobmon boolean default true
)
returns void language plpgsql as $$
begin
  raise notice 'run_maintenance: stand-in, nothing is done in a sandbox';
end
$$;
create procedure @extschema@.run_maintenance_proc(
  p_wait integer default 0, p_analyze boolean default null, p_jobmon boolean default true
)
language plpgsql as $$
begin
  raise notice 'run_maintenance_proc: stand-in, nothing is done in a sandbox';
end
$$;
