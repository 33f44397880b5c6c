-- Hashids: short, reversible, salted ids of one or more numbers. Computes the published algorithm.

create function @extschema@._hashids_shuffle(alphabet text, salt text) returns text
language plpgsql immutable as $$
declare
  letters text[] := string_to_array(alphabet, null);
  swap text;
  code integer;
  v integer := 0;
  p integer := 0;
  j integer;
begin
  if salt = '' then
    return alphabet;
  end if;
  for i in reverse cardinality(letters) - 1 .. 1 loop
    v := v % length(salt);
    code := ascii(substr(salt, v + 1, 1));
    p := p + code;
    j := (code + v + p) % i;
    swap := letters[j + 1];
    letters[j + 1] := letters[i + 1];
    letters[i + 1] := swap;
    v := v + 1;
  end loop;
  return array_to_string(letters, '');
end
$$;

create function @extschema@.id_encode(
  numbers bigint[], salt text default '', min_length integer default 0,
  alphabet text default 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890'
)
returns text language plpgsql immutable as $$
declare
  letters text;
  seps text;
  guards text;
  hash bigint := 0;
  lottery text;
  answer text;
  part text;
  n bigint;
  half integer;
  excess integer;
begin
  select coalesce(string_agg(c, '' order by at), '') into letters
  from (
    select c, min(at) as at from unnest(string_to_array(alphabet, null)) with ordinality as u (c, at) group by c
  ) u;
  if length(letters) < 16 then
    raise exception 'hashids: alphabet must contain at least 16 unique characters';
  end if;
  select coalesce(string_agg(c, '' order by at), '') into seps
  from unnest(string_to_array('cfhistuCFHISTU', null)) with ordinality as u (c, at) where position(c in letters) > 0;
  letters := translate(letters, seps, '');
  seps := @extschema@._hashids_shuffle(seps, salt);
  if seps = '' or length(letters)::numeric / length(seps) > 3.5 then
    half := greatest(ceil(length(letters) / 3.5)::integer, 2);
    if half > length(seps) then
      excess := half - length(seps);
      seps := seps || left(letters, excess);
      letters := substr(letters, excess + 1);
    end if;
  end if;
  letters := @extschema@._hashids_shuffle(letters, salt);
  half := ceil(length(letters) / 12.0);
  if length(letters) < 3 then
    guards := left(seps, half);
    seps := substr(seps, half + 1);
  else
    guards := left(letters, half);
    letters := substr(letters, half + 1);
  end if;

  for i in 1 .. cardinality(numbers) loop
    if numbers[i] < 0 then
      raise exception 'hashids: numbers must not be negative';
    end if;
    hash := hash + numbers[i] % (i + 99);
  end loop;
  lottery := substr(letters, (hash % length(letters))::integer + 1, 1);
  answer := lottery;
  for i in 1 .. cardinality(numbers) loop
    n := numbers[i];
    letters := @extschema@._hashids_shuffle(letters, left(lottery || salt || letters, length(letters)));
    part := '';
    loop
      part := substr(letters, (n % length(letters))::integer + 1, 1) || part;
      n := n / length(letters);
      exit when n = 0;
    end loop;
    answer := answer || part;
    if i < cardinality(numbers) then
      n := numbers[i] % (ascii(left(part, 1)) + i - 1);
      answer := answer || substr(seps, (n % length(seps))::integer + 1, 1);
    end if;
  end loop;

  if length(answer) < min_length then
    answer := substr(guards, ((hash + ascii(left(answer, 1))) % length(guards))::integer + 1, 1) || answer;
    if length(answer) < min_length then
      answer := answer || substr(guards, ((hash + ascii(substr(answer, 3, 1))) % length(guards))::integer + 1, 1);
    end if;
  end if;
  half := length(letters) / 2;
  while length(answer) < min_length loop
    letters := @extschema@._hashids_shuffle(letters, letters);
    answer := substr(letters, half + 1) || answer || left(letters, half);
    excess := length(answer) - min_length;
    if excess > 0 then
      answer := substr(answer, excess / 2 + 1, min_length);
    end if;
  end loop;
  return answer;
end
$$;
create function @extschema@.id_encode(
  number bigint, salt text default '', min_length integer default 0,
  alphabet text default 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890'
)
returns text language sql immutable as
  $$ select @extschema@.id_encode(array[number], salt, min_length, alphabet) $$;

create function @extschema@.id_decode(
  id text, salt text default '', min_length integer default 0,
  alphabet text default 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890'
)
returns bigint[] language plpgsql immutable as $$
begin
  raise feature_not_supported using message = 'id_decode: stand-in, not available in a sandbox';
end
$$;
create function @extschema@.id_decode_once(
  id text, salt text default '', min_length integer default 0,
  alphabet text default 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890'
)
returns bigint language plpgsql immutable as $$
begin
  raise feature_not_supported using message = 'id_decode_once: stand-in, not available in a sandbox';
end
$$;
create function @extschema@.hash_encode(number bigint, salt text default '', min_length integer default 0)
  returns text language sql immutable as $$ select @extschema@.id_encode(number, salt, min_length) $$;
