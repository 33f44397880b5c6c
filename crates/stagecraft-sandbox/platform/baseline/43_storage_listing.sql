-- Listings of a bucket, as folders and files. The platform's versions walk the index from
-- folder to folder; these read the prefix once: the answers are the same, the plans are not.

create function storage.search_v2(
  prefix text, bucket_name text, limits integer default 100, levels integer default 1,
  start_after text default '', sort_order text default 'asc', sort_column text default 'name',
  sort_column_after text default ''
)
returns table (
  key text, name text, id uuid, updated_at timestamptz, created_at timestamptz,
  last_accessed_at timestamptz, metadata jsonb
)
language plpgsql stable as $$
declare
  direction text := case when lower(sort_order) = 'desc' then 'desc' else 'asc' end;
  comparison text := case when lower(sort_order) = 'desc' then '<' else '>' end;
  -- Folders have no timestamps: they sort by name in front of a file of the same instant.
  rank text := case
    when lower(sort_column) in ('created_at', 'updated_at')
      then format('coalesce(%I, ''-infinity'')', lower(sort_column))
    else quote_literal('-infinity') || '::timestamptz'
  end;
begin
  return query execute format(
    $q$
      with entry as (
        select
          case when cardinality(o.path_tokens) > $3 then array_to_string(o.path_tokens[1:$3], '/') || '/'
            else o.name end as path,
          cardinality(o.path_tokens) > $3 as folder,
          o.*
        from storage.objects o
        where o.bucket_id = $2 and lower(o.name) like lower($1) || '%%'
      ),
      listed as (
        select distinct on (path)
          path,
          case when folder then null else e.id end as id,
          case when folder then null else e.updated_at end as updated_at,
          case when folder then null else e.created_at end as created_at,
          case when folder then null else e.last_accessed_at end as last_accessed_at,
          case when folder then null else e.metadata end as metadata
        from entry e
        order by path
      )
      select rtrim(path, '/'), path, id, updated_at, created_at, last_accessed_at, metadata
      from listed
      where $4 = '' or (%1$s, path collate "C") %2$s (coalesce(nullif($5, '')::timestamptz, '-infinity'), $4)
      order by %1$s %3$s, path collate "C" %3$s
      limit $6
    $q$,
    rank, comparison, direction
  )
  using coalesce(prefix, ''), bucket_name, levels, coalesce(start_after, ''),
    coalesce(sort_column_after, ''), limits;
end
$$;

create function storage.search(
  prefix text, bucketname text, limits integer default 100, levels integer default 1,
  offsets integer default 0, search text default '', sortcolumn text default 'name',
  sortorder text default 'asc'
)
returns table (
  name text, id uuid, updated_at timestamptz, created_at timestamptz,
  last_accessed_at timestamptz, metadata jsonb
)
language plpgsql stable as $$
declare
  direction text := case when lower(sortorder) = 'desc' then 'desc' else 'asc' end;
  ordering text := case
    when lower(sortcolumn) in ('created_at', 'updated_at', 'last_accessed_at')
      then quote_ident(lower(sortcolumn))
    else 'name collate "C"'
  end;
begin
  return query execute format(
    $q$
      with entry as (
        select o.path_tokens[$3] as part, cardinality(o.path_tokens) > $3 as folder, o.*
        from storage.objects o
        where o.bucket_id = $2 and lower(o.name) like lower($1 || $5) || '%%'
          and cardinality(o.path_tokens) >= $3
      )
      (select distinct part as name, null::uuid as id, null::timestamptz as updated_at,
        null::timestamptz as created_at, null::timestamptz as last_accessed_at, null::jsonb as metadata
      from entry where folder)
      union all
      select part, id, updated_at, created_at, last_accessed_at, metadata
      from entry where not folder
      order by %1$s %2$s nulls first
      limit $6 offset $4
    $q$,
    case when ordering like 'name%' then 'name' else ordering end, direction
  )
  using coalesce(prefix, ''), bucketname, levels, offsets, coalesce(search, ''), limits;
end
$$;

create function storage.search_by_timestamp(
  p_prefix text, p_bucket_id text, p_limit integer, p_level integer, p_start_after text,
  p_sort_order text, p_sort_column text, p_sort_column_after text
)
returns table (
  key text, name text, id uuid, updated_at timestamptz, created_at timestamptz,
  last_accessed_at timestamptz, metadata jsonb
)
language sql stable as $$
  select * from storage.search_v2(
    p_prefix, p_bucket_id, p_limit, p_level, p_start_after, p_sort_order, p_sort_column,
    p_sort_column_after
  )
$$;

create function storage.list_objects_with_delimiter(
  _bucket_id text, prefix_param text, delimiter_param text, max_keys integer default 100,
  start_after text default '', next_token text default '', sort_order text default 'asc'
)
returns table (
  name text, id uuid, metadata jsonb, updated_at timestamptz, created_at timestamptz,
  last_accessed_at timestamptz
)
language plpgsql stable as $$
declare
  after text := coalesce(nullif(next_token, ''), start_after, '');
  direction text := case when lower(sort_order) = 'desc' then 'desc' else 'asc' end;
begin
  return query execute format(
    $q$
      select distinct on (e.entry collate "C") rtrim(e.entry, $3),
        case when e.folder is null then o.id end, case when e.folder is null then o.metadata end,
        case when e.folder is null then o.updated_at end,
        case when e.folder is null then o.created_at end,
        case when e.folder is null then o.last_accessed_at end
      from storage.objects o
      cross join lateral (select storage.get_common_prefix(o.name, $2, $3) as folder) f
      cross join lateral (select f.folder, coalesce(f.folder, o.name) as entry) e
      where o.bucket_id = $1 and starts_with(o.name, $2)
        and ($4 = '' or e.entry collate "C" %1$s $4)
      order by e.entry collate "C" %2$s
      limit $5
    $q$,
    case direction when 'asc' then '>' else '<' end, direction
  )
  using _bucket_id, coalesce(prefix_param, ''), delimiter_param, after, max_keys;
end
$$;

create function storage.list_multipart_uploads_with_delimiter(
  bucket_id text, prefix_param text, delimiter_param text, max_keys integer default 100,
  next_key_token text default '', next_upload_token text default ''
)
returns table (key text, id text, created_at timestamptz) language sql as $$
  select distinct on (e.entry collate "C") e.entry, u.id, u.created_at
  from storage.s3_multipart_uploads u
  cross join lateral (
    select coalesce(storage.get_common_prefix(u.key, $2, $3), u.key) as entry
  ) e
  where u.bucket_id = $1 and u.key ilike $2 || '%'
    and ($5 = '' or $6 <> '' or e.entry collate "C" > $5)
    and ($6 = '' or u.id collate "C" > $6)
  order by e.entry collate "C", u.created_at
  limit $4
$$;
