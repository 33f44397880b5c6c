-- Asynchronous HTTP: requests are recorded in the queue, nothing leaves the server, and
-- no response ever comes.

do $$
begin
  if to_regnamespace('net') is null then
    create schema net;
  end if;
end
$$;

create domain net.http_method as text check (
  value is null or lower(value) in ('get', 'post', 'delete')
);

create unlogged table net.http_request_queue (
  id bigserial,
  method net.http_method not null,
  url text not null,
  headers jsonb,
  body bytea,
  timeout_milliseconds integer not null
);

create unlogged table net._http_response (
  id bigint,
  status_code integer,
  content_type text,
  headers jsonb,
  content text,
  timed_out boolean,
  error_msg text,
  created timestamptz not null default now()
);
create index on net._http_response (created);

create type net.request_status as enum ('PENDING', 'SUCCESS', 'ERROR');
create type net.http_response as (status_code integer, headers jsonb, body text);
create type net.http_response_result as (
  status net.request_status, message text, response net.http_response
);

create function net._urlencode_string(string varchar) returns text language sql immutable strict as $$
  select string_agg(
    case when c ~ '[A-Za-z0-9_.~-]' then c
      else (select string_agg('%' || upper(lpad(to_hex(get_byte(b, i)), 2, '0')), '' order by i)
        from convert_to(c, 'utf8') b, generate_series(0, length(b) - 1) i) end,
    '' order by at
  )
  from unnest(string_to_array(string, null)) with ordinality as s (c, at)
$$;

create function net._encode_url_with_params_array(url text, params_array text[])
returns text language sql immutable strict as $$
  select url || coalesce(
    case when position('?' in url) > 0 then '&' else '?' end || nullif(array_to_string(params_array, '&'), ''), ''
  )
$$;

create function net._record(method text, url text, params jsonb, headers jsonb, body bytea, timeout integer)
returns bigint language sql as $$
  insert into net.http_request_queue (method, url, headers, body, timeout_milliseconds)
  values (
    method,
    net._encode_url_with_params_array(url, coalesce(
      (select array_agg(net._urlencode_string(key) || '=' || net._urlencode_string(value))
        from jsonb_each_text(params)),
      '{}'
    )),
    headers, body, timeout
  )
  returning id
$$;

create function net.http_get(
  url text, params jsonb default '{}', headers jsonb default '{}', timeout_milliseconds integer default 5000
)
returns bigint language sql security definer set search_path = net as $$
  select net._record('GET', url, params, headers, null, timeout_milliseconds)
$$;

create function net.http_delete(
  url text, params jsonb default '{}', headers jsonb default '{}',
  timeout_milliseconds integer default 5000, body jsonb default null
)
returns bigint language sql security definer set search_path = net as $$
  select net._record('DELETE', url, params, headers, convert_to(body::text, 'utf8'), timeout_milliseconds)
$$;

create function net.http_post(
  url text, body jsonb default '{}', params jsonb default '{}',
  headers jsonb default '{"Content-Type": "application/json"}', timeout_milliseconds integer default 5000
)
returns bigint language plpgsql security definer set search_path = net as $$
declare
  content_type text;
begin
  select value into content_type from jsonb_each_text(headers) where lower(key) = 'content-type';
  if content_type is null then
    headers := coalesce(headers, '{}') || '{"Content-Type": "application/json"}';
  elsif content_type not like 'application/json%' then
    raise exception 'Content-Type header must be "application/json"';
  end if;
  return net._record('POST', url, params, headers, convert_to(body::text, 'utf8'), timeout_milliseconds);
end
$$;

create function net._await_response(request_id bigint) returns boolean language sql as
  $$ select exists (select from net._http_response where id = request_id) $$;

create function net._http_collect_response(request_id bigint, async boolean default true)
returns net.http_response_result language sql as $$
  select ('PENDING', 'request is recorded, a sandbox sends nothing', null)::net.http_response_result
$$;

create function net.http_collect_response(request_id bigint, async boolean default true)
returns net.http_response_result language sql as
  $$ select net._http_collect_response(request_id, async) $$;

create function net.worker_restart() returns boolean language sql as $$ select true $$;
create function net.wait_until_running() returns void language sql as $$ select $$;
create function net.check_worker_is_up() returns void language sql as $$ select $$;

revoke all on function net.http_get(text, jsonb, jsonb, integer) from public;
revoke all on function net.http_post(text, jsonb, jsonb, jsonb, integer) from public;
revoke all on function net._record(text, text, jsonb, jsonb, bytea, integer) from public;

do $$
begin
  if to_regrole('supabase_functions_admin') is not null then
    grant usage on schema net to supabase_functions_admin, postgres, anon, authenticated, service_role;
    grant all on all tables in schema net to postgres, service_role;
    grant all on all sequences in schema net to postgres, service_role;
    grant execute on function net.http_get(text, jsonb, jsonb, integer),
      net.http_post(text, jsonb, jsonb, jsonb, integer)
      to supabase_functions_admin, postgres, anon, authenticated, service_role;
  else
    grant usage on schema net to public;
    grant execute on function net.http_get(text, jsonb, jsonb, integer),
      net.http_post(text, jsonb, jsonb, jsonb, integer) to public;
  end if;
end
$$;
