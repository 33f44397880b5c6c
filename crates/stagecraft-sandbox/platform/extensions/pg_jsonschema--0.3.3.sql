-- JSON Schema: types, enum, const, lengths, ranges, patterns, items, properties, combinators.
-- A schema with `$ref` or another keyword that is not computed here raises: no guess is made.

create function @extschema@._jsonschema(s jsonb, d jsonb, at text) returns setof text
language plpgsql immutable as $$
declare
  known constant text[] := array[
    '$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'format', 'readOnly',
    'writeOnly', 'deprecated', 'type', 'enum', 'const', 'minLength', 'maxLength', 'pattern', 'minimum',
    'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'items', 'minItems', 'maxItems',
    'uniqueItems', 'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties',
    'allOf', 'anyOf', 'oneOf', 'not'
  ];
  kind constant text := jsonb_typeof(d);
  number numeric;
  key text;
  sub jsonb;
  matches integer;
begin
  if s = 'true' then
    return;
  elsif s = 'false' then
    return next format('False schema does not allow %s', d);
    return;
  end if;
  select k into key from jsonb_object_keys(s) k where k <> all (known) limit 1;
  if found then
    raise feature_not_supported
      using message = format('pg_jsonschema keyword %s: stand-in, not available in a sandbox', key);
  end if;

  if s ? 'type' and not exists (
    select from jsonb_array_elements_text(
      case jsonb_typeof(s -> 'type') when 'array' then s -> 'type' else jsonb_build_array(s -> 'type') end
    ) as t
    where t = kind or (t = 'integer' and kind = 'number' and d::numeric % 1 = 0)
  ) then
    return next format('%s is not of type %s', d, s -> 'type');
  end if;
  if s ? 'enum' and not (s -> 'enum') @> jsonb_build_array(d) then
    return next format('%s is not one of %s', d, s -> 'enum');
  end if;
  if s ? 'const' and s -> 'const' <> d then
    return next format('%s was expected', s -> 'const');
  end if;

  if kind = 'string' then
    if length(d #>> '{}') < (s ->> 'minLength')::integer then
      return next format('%s is shorter than %s characters', d, s -> 'minLength');
    elsif length(d #>> '{}') > (s ->> 'maxLength')::integer then
      return next format('%s is longer than %s characters', d, s -> 'maxLength');
    end if;
    if (d #>> '{}') !~ (s ->> 'pattern') then
      return next format('%s does not match %s', d, s -> 'pattern');
    end if;
  elsif kind = 'number' then
    number := d::numeric;
    if number < (s ->> 'minimum')::numeric then
      return next format('%s is less than the minimum of %s', d, s -> 'minimum');
    end if;
    if number > (s ->> 'maximum')::numeric then
      return next format('%s is greater than the maximum of %s', d, s -> 'maximum');
    end if;
    if number <= (s ->> 'exclusiveMinimum')::numeric then
      return next format('%s is less than or equal to the minimum of %s', d, s -> 'exclusiveMinimum');
    end if;
    if number >= (s ->> 'exclusiveMaximum')::numeric then
      return next format('%s is greater than or equal to the maximum of %s', d, s -> 'exclusiveMaximum');
    end if;
    if number % (s ->> 'multipleOf')::numeric <> 0 then
      return next format('%s is not a multiple of %s', d, s -> 'multipleOf');
    end if;
  elsif kind = 'array' then
    if jsonb_array_length(d) < (s ->> 'minItems')::integer then
      return next format('%s has less than %s items', d, s -> 'minItems');
    elsif jsonb_array_length(d) > (s ->> 'maxItems')::integer then
      return next format('%s has more than %s items', d, s -> 'maxItems');
    end if;
    if (s -> 'uniqueItems') = 'true'
      and (select count(*) <> count(distinct e) from jsonb_array_elements(d) e) then
      return next format('%s has non-unique elements', d);
    end if;
    if s ? 'items' then
      for sub in select e from jsonb_array_elements(d) e loop
        return query select @extschema@._jsonschema(s -> 'items', sub, at || '/items');
      end loop;
    end if;
  elsif kind = 'object' then
    for key in select k from jsonb_array_elements_text(coalesce(s -> 'required', '[]')) k where not d ? k loop
      return next format('%s is a required property', to_jsonb(key));
    end loop;
    if (select count(*) from jsonb_object_keys(d)) < (s ->> 'minProperties')::integer then
      return next format('%s has less than %s properties', d, s -> 'minProperties');
    elsif (select count(*) from jsonb_object_keys(d)) > (s ->> 'maxProperties')::integer then
      return next format('%s has more than %s properties', d, s -> 'maxProperties');
    end if;
    for key, sub in select e.key, e.value from jsonb_each(d) e loop
      if s -> 'properties' ? key then
        return query select @extschema@._jsonschema(s -> 'properties' -> key, sub, at || '/' || key);
      elsif s -> 'additionalProperties' = 'false' then
        return next format('Additional properties are not allowed (''%s'' was unexpected)', key);
      elsif s ? 'additionalProperties' then
        return query select @extschema@._jsonschema(s -> 'additionalProperties', sub, at || '/' || key);
      end if;
    end loop;
  end if;

  for sub in select e from jsonb_array_elements(coalesce(s -> 'allOf', '[]')) e loop
    return query select @extschema@._jsonschema(sub, d, at);
  end loop;
  if s ? 'anyOf' or s ? 'oneOf' then
    select count(*) into matches
    from jsonb_array_elements(coalesce(s -> 'anyOf', s -> 'oneOf')) e
    where not exists (select @extschema@._jsonschema(e, d, at));
    if matches = 0 or (matches > 1 and not s ? 'anyOf') then
      return next format('%s is not valid under exactly the schemas listed', d);
    end if;
  end if;
  if s ? 'not' and not exists (select @extschema@._jsonschema(s -> 'not', d, at)) then
    return next format('%s is not allowed for %s', s -> 'not', d);
  end if;
end
$$;

create function @extschema@.jsonschema_is_valid(schema json) returns boolean language plpgsql immutable strict as $$
begin
  return jsonb_typeof(schema::jsonb) in ('object', 'boolean');
end
$$;
create function @extschema@.json_matches_schema(schema json, instance json) returns boolean
language plpgsql immutable strict as $$
begin
  return not exists (select @extschema@._jsonschema(schema::jsonb, instance::jsonb, ''));
end
$$;
create function @extschema@.jsonb_matches_schema(schema json, instance jsonb) returns boolean
language plpgsql immutable strict as $$
begin
  return not exists (select @extschema@._jsonschema(schema::jsonb, instance, ''));
end
$$;
create function @extschema@.jsonschema_validation_errors(schema json, instance json) returns text[]
language plpgsql immutable strict as $$
begin
  return array(select @extschema@._jsonschema(schema::jsonb, instance::jsonb, ''));
end
$$;
