-- libsodium's key management without libsodium: keys have ids, names and states; encrypting and
-- decrypting raise; random bytes and generic hashes of a project's setup compute with core
-- functions (a hash is SHA-512 cut to 32 bytes, not BLAKE2b).

create type pgsodium.key_status as enum ('default', 'valid', 'invalid', 'expired');
create type pgsodium.key_type as enum (
  'aead-ietf', 'aead-det', 'hmacsha512', 'hmacsha256', 'auth', 'shorthash', 'generichash', 'kdf',
  'secretbox', 'secretstream', 'stream_xchacha20'
);

create sequence pgsodium.key_key_id_seq;
create table pgsodium.key (
  id uuid primary key default gen_random_uuid(),
  status pgsodium.key_status default 'valid',
  created timestamptz not null default current_timestamp,
  expires timestamptz,
  key_type pgsodium.key_type,
  key_id bigint default nextval('pgsodium.key_key_id_seq'),
  key_context bytea default '\x7067736f6469756d' check (length(key_context) = 8),
  name text unique,
  associated_data text default 'associated',
  raw_key bytea,
  raw_key_nonce bytea,
  parent_key uuid references pgsodium.key (id),
  comment text,
  user_data text
);
create index on pgsodium.key (status) where status in ('valid', 'default');
select pg_catalog.pg_extension_config_dump('pgsodium.key', '');

create view pgsodium.valid_key as
select id, name, status, key_type, key_id, key_context, created, expires, associated_data
from pgsodium.key
where status in ('valid', 'default') and (expires is null or expires > now());
create view pgsodium.decrypted_key as
select id, status, created, expires, key_type, key_id, key_context, name, associated_data, raw_key,
  raw_key as decrypted_raw_key, raw_key_nonce, parent_key, comment
from pgsodium.key;

create function pgsodium.create_key(
  key_type pgsodium.key_type default 'aead-det', name text default null, raw_key bytea default null,
  raw_key_nonce bytea default null, parent_key uuid default null, key_context bytea default '\x7067736f6469756d',
  expires timestamptz default null, associated_data text default ''
)
returns pgsodium.valid_key language plpgsql security definer set search_path = pgsodium as $$
declare
  made uuid;
  answer pgsodium.valid_key;
begin
  insert into pgsodium.key as k (key_type, name, raw_key, raw_key_nonce, parent_key, key_context, expires, associated_data)
  values (
    create_key.key_type, create_key.name, create_key.raw_key, create_key.raw_key_nonce,
    create_key.parent_key, create_key.key_context, create_key.expires, create_key.associated_data
  )
  returning k.id into made;
  select * into answer from pgsodium.valid_key v where v.id = made;
  return answer;
end
$$;
create function pgsodium.get_key_by_id(uuid) returns pgsodium.valid_key language sql security definer as
  $$ select * from pgsodium.valid_key where id = $1 $$;
create function pgsodium.get_key_by_name(text) returns pgsodium.valid_key language sql security definer as
  $$ select * from pgsodium.valid_key where name = $1 $$;
create function pgsodium.get_named_keys(filter text default '%') returns setof pgsodium.valid_key
  language sql security definer as $$ select * from pgsodium.valid_key where name like filter $$;

create function pgsodium._absent(what text) returns bytea language plpgsql as $$
begin
  raise feature_not_supported using message = format('pgsodium.%s: stand-in, not available in a sandbox', what);
end
$$;
create function pgsodium.crypto_aead_det_encrypt(message bytea, additional bytea, key_uuid uuid, nonce bytea default null)
  returns bytea language sql as $$ select pgsodium._absent('crypto_aead_det_encrypt') $$;
create function pgsodium.crypto_aead_det_decrypt(ciphertext bytea, additional bytea, key_uuid uuid, nonce bytea default null)
  returns bytea language sql as $$ select pgsodium._absent('crypto_aead_det_decrypt') $$;
create function pgsodium.crypto_secretbox(message bytea, nonce bytea, key_uuid uuid)
  returns bytea language sql as $$ select pgsodium._absent('crypto_secretbox') $$;
create function pgsodium.crypto_secretbox_open(ciphertext bytea, nonce bytea, key_uuid uuid)
  returns bytea language sql as $$ select pgsodium._absent('crypto_secretbox_open') $$;
create function pgsodium.crypto_auth_hmacsha256(message bytea, secret bytea)
  returns bytea language sql as $$ select pgsodium._absent('crypto_auth_hmacsha256') $$;

create function pgsodium._random(size integer) returns bytea language sql volatile as $$
  select substr(string_agg(decode(replace(gen_random_uuid()::text, '-', ''), 'hex'), ''), 1, size)
  from generate_series(0, size / 16)
$$;
create function pgsodium.randombytes_buf(size integer) returns bytea language sql as
  $$ select pgsodium._random(size) $$;
create function pgsodium.randombytes_random() returns integer language sql as
  $$ select floor(random() * 4294967296 - 2147483648)::integer $$;
create function pgsodium.crypto_aead_det_keygen() returns bytea language sql as
  $$ select pgsodium._random(32) $$;
create function pgsodium.crypto_secretbox_keygen() returns bytea language sql as
  $$ select pgsodium._random(32) $$;
create function pgsodium.crypto_secretbox_noncegen() returns bytea language sql as
  $$ select pgsodium._random(24) $$;
create function pgsodium.crypto_aead_det_noncegen() returns bytea language sql as
  $$ select pgsodium._random(32) $$;
create function pgsodium.crypto_generichash(message bytea, key bytea default null) returns bytea language sql immutable as
  $$ select substr(sha512(coalesce(key, '') || message), 1, 32) $$;

do $$
begin
  if to_regrole('pgsodium_keyholder') is not null then
    grant usage on schema pgsodium to pgsodium_keyiduser, pgsodium_keyholder, pgsodium_keymaker, postgres, service_role;
    grant select on pgsodium.valid_key to pgsodium_keyiduser;
    grant select, insert, update, delete on pgsodium.key to pgsodium_keymaker;
    grant select on pgsodium.decrypted_key to pgsodium_keyholder;
    grant usage on sequence pgsodium.key_key_id_seq to pgsodium_keymaker;
    grant execute on all functions in schema pgsodium to pgsodium_keyholder, service_role;
  end if;
end
$$;
