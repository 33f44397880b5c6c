-- Synchronous HTTP. Its callers want an answer, so a request cannot be stood in for: it raises.
-- Types, option functions and encoders are as in the real extension.

create domain http_method as text;
create domain content_type as text check (value ~ '^\S+\/\S+');
create type http_header as (field varchar, value varchar);
create type http_response as (
  status integer, content_type varchar, headers http_header[], content varchar
);
create type http_request as (
  method http_method, uri varchar, headers http_header[], content_type varchar, content varchar
);

create function http_header(field varchar, value varchar) returns http_header language sql immutable
  return row(field, value)::http_header;

create function http(request http_request) returns http_response language plpgsql as $$
begin
  raise feature_not_supported using message = 'http: stand-in, not available in a sandbox';
end
$$;

create function http_get(uri varchar) returns http_response language sql
  return http(row('GET', uri, null, null, null)::http_request);
create function http_post(uri varchar, content varchar, content_type varchar) returns http_response language sql
  return http(row('POST', uri, null, content_type, content)::http_request);
create function http_put(uri varchar, content varchar, content_type varchar) returns http_response language sql
  return http(row('PUT', uri, null, content_type, content)::http_request);
create function http_patch(uri varchar, content varchar, content_type varchar) returns http_response language sql
  return http(row('PATCH', uri, null, content_type, content)::http_request);
create function http_delete(uri varchar) returns http_response language sql
  return http(row('DELETE', uri, null, null, null)::http_request);
create function http_delete(uri varchar, content varchar, content_type varchar) returns http_response language sql
  return http(row('DELETE', uri, null, content_type, content)::http_request);
create function http_head(uri varchar) returns http_response language sql
  return http(row('HEAD', uri, null, null, null)::http_request);

create function urlencode(string varchar) returns text language sql immutable strict
  return (
    select string_agg(
      case when c ~ '[A-Za-z0-9_.~-]' then c
        else (select string_agg('%' || upper(lpad(to_hex(get_byte(b, i)), 2, '0')), '' order by i)
          from convert_to(c, 'utf8') b, generate_series(0, length(b) - 1) i) end,
      '' order by at
    )
    from unnest(string_to_array(string, null)) with ordinality as s (c, at)
  );
create function urlencode(string bytea) returns text language sql immutable strict
  return urlencode(convert_from(string, 'utf8')::varchar);
create function urlencode(data jsonb) returns text language sql immutable strict
  return (
    select string_agg(urlencode(key::varchar) || '=' || urlencode(value::varchar), '&')
    from jsonb_each_text(data)
  );
create function http_get(uri varchar, data jsonb) returns http_response language sql
  return http(row('GET', uri || '?' || urlencode(data), null, null, null)::http_request);
create function http_post(uri varchar, data jsonb) returns http_response language sql
  return http(row('POST', uri, null, 'application/x-www-form-urlencoded', urlencode(data))::http_request);

-- Options are accepted and mean nothing.
create function http_set_curlopt(curlopt varchar, value varchar) returns boolean language sql return true;
create function http_reset_curlopt() returns boolean language sql return true;
create function http_list_curlopt() returns table (curlopt text, value text) language sql as
  $$ select null::text, null::text where false $$;
create function text_to_bytea(data text) returns bytea language sql immutable strict
  return convert_to(data, 'utf8');
create function bytea_to_text(data bytea) returns text language sql immutable strict
  return convert_from(data, 'utf8');
