-- JSON Web Tokens over pgcrypto's HMAC. Works as the real extension does.

create function @extschema@.url_encode(data bytea) returns text language sql immutable as $$
  select translate(encode(data, 'base64'), E'+/=\n', '-_')
$$;

create function @extschema@.url_decode(data text) returns bytea language sql immutable as $$
  select decode(
    translate(data, '-_', '+/') || repeat('=', (4 - length(data) % 4) % 4), 'base64'
  )
$$;

-- pgcrypto may live in any schema: look it up once, when the extension is created.
do $$
begin
  execute format(
    $f$
      create function @extschema@.algorithm_sign(signables text, secret text, algorithm text)
      returns text language sql immutable as $body$
        select @extschema@.url_encode(%s.hmac(signables, secret, case algorithm
          when 'HS256' then 'sha256' when 'HS384' then 'sha384' when 'HS512' then 'sha512' else '' end))
      $body$
    $f$,
    (select extnamespace::regnamespace from pg_extension where extname = 'pgcrypto')
  );
end
$$;

create function @extschema@.sign(payload json, secret text, algorithm text default 'HS256')
returns text language sql immutable as $$
  with signable as (
    select @extschema@.url_encode(convert_to(format('{"alg":"%s","typ":"JWT"}', algorithm), 'utf8'))
      || '.' || @extschema@.url_encode(convert_to(payload::text, 'utf8')) as part
  )
  select part || '.' || @extschema@.algorithm_sign(part, secret, algorithm) from signable
$$;

create function @extschema@.try_cast_double(inp text) returns double precision language plpgsql immutable as $$
begin
  return inp::double precision;
exception
  when others then
    return null;
end
$$;

create function @extschema@.verify(token text, secret text, algorithm text default 'HS256')
returns table (header json, payload json, valid boolean) language sql immutable as $$
  select
    h, p,
    s = @extschema@.algorithm_sign(head || '.' || body, secret, algorithm)
      and tstzrange(
        to_timestamp(@extschema@.try_cast_double(p ->> 'nbf')),
        to_timestamp(@extschema@.try_cast_double(p ->> 'exp'))
      ) @> current_timestamp
  from (
    select split_part(token, '.', 1) as head, split_part(token, '.', 2) as body, split_part(token, '.', 3) as s
  ) parts
  cross join lateral (
    select convert_from(@extschema@.url_decode(head), 'utf8')::json as h,
      convert_from(@extschema@.url_decode(body), 'utf8')::json as p
  ) decoded
$$;
