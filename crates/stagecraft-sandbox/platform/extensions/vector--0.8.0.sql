-- Vectors without C: the text of a vector is a JSON array, so the type borrows json's input
-- and output, and its functions compute over real[]. Everything is bound when it is created,
-- so the extension can be moved to another schema.
-- Access methods hnsw and ivfflat store a hash of each vector: indexes can be created, kept
-- and dropped, never searched. They take none of the real ones' storage parameters.

create function _vector_error(message text) returns double precision language plpgsql volatile as $$
begin
  raise exception using errcode = '22000', message = message;
end
$$;
-- The first vector, after a look at the length of both.
create function _vector_checked(a real[], b real[], type_name text) returns real[] language plpgsql immutable as $$
begin
  if cardinality(a) <> cardinality(b) then
    raise exception using errcode = '22000', message =
      format('different %s dimensions %s and %s', type_name, cardinality(a), cardinality(b));
  end if;
  return a;
end
$$;
create function _vector_hash(internal) returns integer language internal immutable strict as 'hashvarlena';

-- Type vector.
create type vector;
create function vector_in(cstring, oid, integer) returns vector
  language internal immutable strict parallel safe as 'json_in';
create function vector_out(vector) returns cstring
  language internal immutable strict parallel safe as 'json_out';
create function vector_recv(internal, oid, integer) returns vector
  language internal immutable strict parallel safe as 'json_recv';
create function vector_send(vector) returns bytea
  language internal immutable strict parallel safe as 'json_send';
create function vector_typmod_in(cstring[]) returns integer
  language internal immutable strict parallel safe as 'bittypmodin';
create function vector_typmod_out(integer) returns cstring
  language internal immutable strict parallel safe as 'bittypmodout';
create type vector (
  input = vector_in, output = vector_out, receive = vector_recv, send = vector_send,
  typmod_in = vector_typmod_in, typmod_out = vector_typmod_out, storage = external
);
create cast (vector as text) without function as assignment;

create function vector_to_float4(vector, integer, boolean) returns real[] language sql immutable strict parallel safe
  return replace(replace($1::text, '[', '{'), ']', '}')::real[];
create cast (vector as real[]) with function vector_to_float4(vector, integer, boolean) as implicit;

create function array_to_vector(real[], integer, boolean) returns vector language sql immutable strict parallel safe
  return case
    when cardinality($1) = 0 then _vector_error('vector must have at least 1 dimension')::text
    when cardinality($1) > 16000 then _vector_error('vector cannot have more than 16000 dimensions')::text
    when array_position($1, null) is not null then _vector_error('array must not contain nulls')::text
    when $2 > 0 and cardinality($1) <> $2
      then _vector_error(format('expected %s dimensions, not %s', $2, cardinality($1)))::text
    else replace(replace($1::text, '{', '['), '}', ']')
  end::vector;
create function array_to_vector(integer[], integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector($1::real[], $2, $3);
create function array_to_vector(double precision[], integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector($1::real[], $2, $3);
create function array_to_vector(numeric[], integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector($1::real[], $2, $3);
create cast (real[] as vector) with function array_to_vector(real[], integer, boolean) as assignment;
create cast (integer[] as vector) with function array_to_vector(integer[], integer, boolean) as assignment;
create cast (double precision[] as vector) with function array_to_vector(double precision[], integer, boolean) as assignment;
create cast (numeric[] as vector) with function array_to_vector(numeric[], integer, boolean) as assignment;

-- Columns declared vector(n): checks the dimensions and writes the numbers as real prints them.
create function vector(vector, integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector(vector_to_float4($1, -1, false), $2, $3);
create cast (vector as vector) with function vector(vector, integer, boolean) as implicit;

create function vector_dims(vector) returns integer language sql immutable strict parallel safe
  return cardinality(vector_to_float4($1, -1, false));

create function _vector_pair(a vector, b vector, out x double precision, out y double precision) returns setof record
language sql immutable strict parallel safe
begin atomic
  select u.x::double precision, u.y::double precision
  from unnest(
    _vector_checked(vector_to_float4(a, -1, false), vector_to_float4(b, -1, false), 'vector'),
    vector_to_float4(b, -1, false)
  ) as u (x, y);
end;

create function l2_distance(vector, vector) returns double precision language sql immutable strict parallel safe
  return (select sqrt(sum((x - y) * (x - y))) from _vector_pair($1, $2));
create function inner_product(vector, vector) returns double precision language sql immutable strict parallel safe
  return (select sum(x * y) from _vector_pair($1, $2));
create function vector_negative_inner_product(vector, vector) returns double precision
  language sql immutable strict parallel safe return -inner_product($1, $2);
create function cosine_distance(vector, vector) returns double precision language sql immutable strict parallel safe
  return (
    select case when sum(x * x) = 0 or sum(y * y) = 0 then 'NaN'
      else 1 - greatest(-1, least(1, sum(x * y) / sqrt(sum(x * x) * sum(y * y)))) end
    from _vector_pair($1, $2)
  );
create function l1_distance(vector, vector) returns double precision language sql immutable strict parallel safe
  return (select sum(abs(x - y)) from _vector_pair($1, $2));
create function vector_norm(vector) returns double precision language sql immutable strict parallel safe
  return (select sqrt(sum(x * x)) from _vector_pair($1, $1));
create function l2_normalize(vector) returns vector language sql immutable strict parallel safe
  return array_to_vector((
    select array_agg(case when n = 0 then 0 else x / n end)
    from unnest(vector_to_float4($1, -1, false)) x, vector_norm($1) n
  )::real[], -1, false);
create function subvector(vector, integer, integer) returns vector language sql immutable strict parallel safe
  return array_to_vector((vector_to_float4($1, -1, false))[$2:$2 + $3 - 1], -1, false);
create function binary_quantize(vector) returns bit varying language sql immutable strict parallel safe
  return (select string_agg(case when x > 0 then '1' else '0' end, '') from unnest(vector_to_float4($1, -1, false)) x)::bit varying;

create function vector_add(vector, vector) returns vector language sql immutable strict parallel safe
  return array_to_vector((select array_agg(x + y) from _vector_pair($1, $2))::real[], -1, false);
create function vector_sub(vector, vector) returns vector language sql immutable strict parallel safe
  return array_to_vector((select array_agg(x - y) from _vector_pair($1, $2))::real[], -1, false);
create function vector_mul(vector, vector) returns vector language sql immutable strict parallel safe
  return array_to_vector((select array_agg(x * y) from _vector_pair($1, $2))::real[], -1, false);
create function vector_concat(vector, vector) returns vector language sql immutable strict parallel safe
  return array_to_vector(vector_to_float4($1, -1, false) || vector_to_float4($2, -1, false), -1, false);

create operator <-> (leftarg = vector, rightarg = vector, function = l2_distance, commutator = <->);
create operator <#> (leftarg = vector, rightarg = vector, function = vector_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = vector, rightarg = vector, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = vector, rightarg = vector, function = l1_distance, commutator = <+>);
create operator + (leftarg = vector, rightarg = vector, function = vector_add, commutator = +);
create operator - (leftarg = vector, rightarg = vector, function = vector_sub);
create operator * (leftarg = vector, rightarg = vector, function = vector_mul, commutator = *);
create operator || (leftarg = vector, rightarg = vector, function = vector_concat);

create function vector_lt(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) < vector_to_float4($2, -1, false);
create function vector_le(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) <= vector_to_float4($2, -1, false);
create function vector_eq(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) = vector_to_float4($2, -1, false);
create function vector_ne(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) <> vector_to_float4($2, -1, false);
create function vector_ge(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) >= vector_to_float4($2, -1, false);
create function vector_gt(vector, vector) returns boolean language sql immutable strict parallel safe
  return vector_to_float4($1, -1, false) > vector_to_float4($2, -1, false);
create function vector_cmp(vector, vector) returns integer language sql immutable strict parallel safe
  return btarraycmp(vector_to_float4($1, -1, false), vector_to_float4($2, -1, false));
create operator < (leftarg = vector, rightarg = vector, function = vector_lt, commutator = >, negator = >=, restrict = scalarltsel, join = scalarltjoinsel);
create operator <= (leftarg = vector, rightarg = vector, function = vector_le, commutator = >=, negator = >, restrict = scalarlesel, join = scalarlejoinsel);
create operator = (leftarg = vector, rightarg = vector, function = vector_eq, commutator = =, negator = <>, restrict = eqsel, join = eqjoinsel);
create operator <> (leftarg = vector, rightarg = vector, function = vector_ne, commutator = <>, negator = =, restrict = neqsel, join = neqjoinsel);
create operator >= (leftarg = vector, rightarg = vector, function = vector_ge, commutator = <=, negator = <, restrict = scalargesel, join = scalargejoinsel);
create operator > (leftarg = vector, rightarg = vector, function = vector_gt, commutator = <, negator = <=, restrict = scalargtsel, join = scalargtjoinsel);
create operator class vector_ops default for type vector using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
  function 1 vector_cmp(vector, vector);

create function _vector_avg(double precision[]) returns vector language sql immutable strict parallel safe
  return case when $1[1] = 0 then null
    else array_to_vector((select array_agg(v / $1[1]) from unnest($1[2:]) v)::real[], -1, false) end;
create function _vector_accum(double precision[], vector) returns double precision[] language sql immutable strict parallel safe
  return case when cardinality($1) = 1 then 1::double precision || (vector_to_float4($2, -1, false))::double precision[]
    else ($1[1] + 1) || (
      select array_agg(s + v)
      from unnest($1[2:], vector_to_float4($2, -1, false)) as u (s, v)
    ) end;
create aggregate avg(vector) (sfunc = _vector_accum, stype = double precision[], finalfunc = _vector_avg, initcond = '{0}');
create aggregate sum(vector) (sfunc = vector_add, stype = vector);

-- Type halfvec.
create type halfvec;
create function halfvec_in(cstring, oid, integer) returns halfvec
  language internal immutable strict parallel safe as 'json_in';
create function halfvec_out(halfvec) returns cstring
  language internal immutable strict parallel safe as 'json_out';
create function halfvec_recv(internal, oid, integer) returns halfvec
  language internal immutable strict parallel safe as 'json_recv';
create function halfvec_send(halfvec) returns bytea
  language internal immutable strict parallel safe as 'json_send';
create function halfvec_typmod_in(cstring[]) returns integer
  language internal immutable strict parallel safe as 'bittypmodin';
create function halfvec_typmod_out(integer) returns cstring
  language internal immutable strict parallel safe as 'bittypmodout';
create type halfvec (
  input = halfvec_in, output = halfvec_out, receive = halfvec_recv, send = halfvec_send,
  typmod_in = halfvec_typmod_in, typmod_out = halfvec_typmod_out, storage = external
);
create cast (halfvec as text) without function as assignment;

create function halfvec_to_float4(halfvec, integer, boolean) returns real[] language sql immutable strict parallel safe
  return replace(replace($1::text, '[', '{'), ']', '}')::real[];
create cast (halfvec as real[]) with function halfvec_to_float4(halfvec, integer, boolean) as assignment;

create function array_to_halfvec(real[], integer, boolean) returns halfvec language sql immutable strict parallel safe
  return case
    when cardinality($1) = 0 then _vector_error('halfvec must have at least 1 dimension')::text
    when cardinality($1) > 16000 then _vector_error('halfvec cannot have more than 16000 dimensions')::text
    when array_position($1, null) is not null then _vector_error('array must not contain nulls')::text
    when $2 > 0 and cardinality($1) <> $2
      then _vector_error(format('expected %s dimensions, not %s', $2, cardinality($1)))::text
    else replace(replace($1::text, '{', '['), '}', ']')
  end::halfvec;
create function array_to_halfvec(integer[], integer, boolean) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec($1::real[], $2, $3);
create function array_to_halfvec(double precision[], integer, boolean) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec($1::real[], $2, $3);
create function array_to_halfvec(numeric[], integer, boolean) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec($1::real[], $2, $3);
create cast (real[] as halfvec) with function array_to_halfvec(real[], integer, boolean) as assignment;
create cast (integer[] as halfvec) with function array_to_halfvec(integer[], integer, boolean) as assignment;
create cast (double precision[] as halfvec) with function array_to_halfvec(double precision[], integer, boolean) as assignment;
create cast (numeric[] as halfvec) with function array_to_halfvec(numeric[], integer, boolean) as assignment;

-- Columns declared halfvec(n): checks the dimensions and writes the numbers as real prints them.
create function halfvec(halfvec, integer, boolean) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec(halfvec_to_float4($1, -1, false), $2, $3);
create cast (halfvec as halfvec) with function halfvec(halfvec, integer, boolean) as implicit;

create function vector_dims(halfvec) returns integer language sql immutable strict parallel safe
  return cardinality(halfvec_to_float4($1, -1, false));

create function _halfvec_pair(a halfvec, b halfvec, out x double precision, out y double precision) returns setof record
language sql immutable strict parallel safe
begin atomic
  select u.x::double precision, u.y::double precision
  from unnest(
    _vector_checked(halfvec_to_float4(a, -1, false), halfvec_to_float4(b, -1, false), 'halfvec'),
    halfvec_to_float4(b, -1, false)
  ) as u (x, y);
end;

create function l2_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe
  return (select sqrt(sum((x - y) * (x - y))) from _halfvec_pair($1, $2));
create function inner_product(halfvec, halfvec) returns double precision language sql immutable strict parallel safe
  return (select sum(x * y) from _halfvec_pair($1, $2));
create function halfvec_negative_inner_product(halfvec, halfvec) returns double precision
  language sql immutable strict parallel safe return -inner_product($1, $2);
create function cosine_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe
  return (
    select case when sum(x * x) = 0 or sum(y * y) = 0 then 'NaN'
      else 1 - greatest(-1, least(1, sum(x * y) / sqrt(sum(x * x) * sum(y * y)))) end
    from _halfvec_pair($1, $2)
  );
create function l1_distance(halfvec, halfvec) returns double precision language sql immutable strict parallel safe
  return (select sum(abs(x - y)) from _halfvec_pair($1, $2));
create function l2_norm(halfvec) returns double precision language sql immutable strict parallel safe
  return (select sqrt(sum(x * x)) from _halfvec_pair($1, $1));
create function l2_normalize(halfvec) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec((
    select array_agg(case when n = 0 then 0 else x / n end)
    from unnest(halfvec_to_float4($1, -1, false)) x, l2_norm($1) n
  )::real[], -1, false);
create function subvector(halfvec, integer, integer) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec((halfvec_to_float4($1, -1, false))[$2:$2 + $3 - 1], -1, false);
create function binary_quantize(halfvec) returns bit varying language sql immutable strict parallel safe
  return (select string_agg(case when x > 0 then '1' else '0' end, '') from unnest(halfvec_to_float4($1, -1, false)) x)::bit varying;

create function halfvec_add(halfvec, halfvec) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec((select array_agg(x + y) from _halfvec_pair($1, $2))::real[], -1, false);
create function halfvec_sub(halfvec, halfvec) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec((select array_agg(x - y) from _halfvec_pair($1, $2))::real[], -1, false);
create function halfvec_mul(halfvec, halfvec) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec((select array_agg(x * y) from _halfvec_pair($1, $2))::real[], -1, false);
create function halfvec_concat(halfvec, halfvec) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec(halfvec_to_float4($1, -1, false) || halfvec_to_float4($2, -1, false), -1, false);

create operator <-> (leftarg = halfvec, rightarg = halfvec, function = l2_distance, commutator = <->);
create operator <#> (leftarg = halfvec, rightarg = halfvec, function = halfvec_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = halfvec, rightarg = halfvec, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = halfvec, rightarg = halfvec, function = l1_distance, commutator = <+>);
create operator + (leftarg = halfvec, rightarg = halfvec, function = halfvec_add, commutator = +);
create operator - (leftarg = halfvec, rightarg = halfvec, function = halfvec_sub);
create operator * (leftarg = halfvec, rightarg = halfvec, function = halfvec_mul, commutator = *);
create operator || (leftarg = halfvec, rightarg = halfvec, function = halfvec_concat);

create function halfvec_lt(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) < halfvec_to_float4($2, -1, false);
create function halfvec_le(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) <= halfvec_to_float4($2, -1, false);
create function halfvec_eq(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) = halfvec_to_float4($2, -1, false);
create function halfvec_ne(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) <> halfvec_to_float4($2, -1, false);
create function halfvec_ge(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) >= halfvec_to_float4($2, -1, false);
create function halfvec_gt(halfvec, halfvec) returns boolean language sql immutable strict parallel safe
  return halfvec_to_float4($1, -1, false) > halfvec_to_float4($2, -1, false);
create function halfvec_cmp(halfvec, halfvec) returns integer language sql immutable strict parallel safe
  return btarraycmp(halfvec_to_float4($1, -1, false), halfvec_to_float4($2, -1, false));
create operator < (leftarg = halfvec, rightarg = halfvec, function = halfvec_lt, commutator = >, negator = >=, restrict = scalarltsel, join = scalarltjoinsel);
create operator <= (leftarg = halfvec, rightarg = halfvec, function = halfvec_le, commutator = >=, negator = >, restrict = scalarlesel, join = scalarlejoinsel);
create operator = (leftarg = halfvec, rightarg = halfvec, function = halfvec_eq, commutator = =, negator = <>, restrict = eqsel, join = eqjoinsel);
create operator <> (leftarg = halfvec, rightarg = halfvec, function = halfvec_ne, commutator = <>, negator = =, restrict = neqsel, join = neqjoinsel);
create operator >= (leftarg = halfvec, rightarg = halfvec, function = halfvec_ge, commutator = <=, negator = <, restrict = scalargesel, join = scalargejoinsel);
create operator > (leftarg = halfvec, rightarg = halfvec, function = halfvec_gt, commutator = <, negator = <=, restrict = scalargtsel, join = scalargtjoinsel);
create operator class halfvec_ops default for type halfvec using btree as
  operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >,
  function 1 halfvec_cmp(halfvec, halfvec);

create function _halfvec_avg(double precision[]) returns halfvec language sql immutable strict parallel safe
  return case when $1[1] = 0 then null
    else array_to_halfvec((select array_agg(v / $1[1]) from unnest($1[2:]) v)::real[], -1, false) end;
create function _halfvec_accum(double precision[], halfvec) returns double precision[] language sql immutable strict parallel safe
  return case when cardinality($1) = 1 then 1::double precision || (halfvec_to_float4($2, -1, false))::double precision[]
    else ($1[1] + 1) || (
      select array_agg(s + v)
      from unnest($1[2:], halfvec_to_float4($2, -1, false)) as u (s, v)
    ) end;
create aggregate avg(halfvec) (sfunc = _halfvec_accum, stype = double precision[], finalfunc = _halfvec_avg, initcond = '{0}');
create aggregate sum(halfvec) (sfunc = halfvec_add, stype = halfvec);

create function vector_to_halfvec(vector, integer, boolean) returns halfvec language sql immutable strict parallel safe
  return array_to_halfvec(vector_to_float4($1, -1, false), $2, $3);
create function halfvec_to_vector(halfvec, integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector(halfvec_to_float4($1, -1, false), $2, $3);
create cast (vector as halfvec) with function vector_to_halfvec(vector, integer, boolean) as assignment;
create cast (halfvec as vector) with function halfvec_to_vector(halfvec, integer, boolean) as implicit;

-- Type sparsevec: `{index:value,…}/dimensions`, computed over the full vector.
create type sparsevec;
create function sparsevec_in(cstring, oid, integer) returns sparsevec
  language internal immutable strict parallel safe as 'textin';
create function sparsevec_out(sparsevec) returns cstring
  language internal immutable strict parallel safe as 'textout';
create function sparsevec_typmod_in(cstring[]) returns integer
  language internal immutable strict parallel safe as 'bittypmodin';
create function sparsevec_typmod_out(integer) returns cstring
  language internal immutable strict parallel safe as 'bittypmodout';
create type sparsevec (
  input = sparsevec_in, output = sparsevec_out,
  typmod_in = sparsevec_typmod_in, typmod_out = sparsevec_typmod_out, storage = external
);
create cast (sparsevec as text) without function as assignment;
create function sparsevec_to_vector(sparsevec, integer, boolean) returns vector language sql immutable strict parallel safe
  return array_to_vector((
    select array_agg(coalesce(e.value::real, 0) order by i)
    from generate_series(1, split_part($1::text, '/', 2)::integer) i
    left join (
      select split_part(p, ':', 1)::integer, split_part(p, ':', 2)
      from unnest(string_to_array(translate(split_part($1::text, '/', 1), '{} ', ''), ',')) p
    ) as e (at, value) on e.at = i
  ), $2, $3);
create function vector_to_sparsevec(vector, integer, boolean) returns sparsevec language sql immutable strict parallel safe
  return (
    select '{' || coalesce(string_agg(i || ':' || v, ',' order by i) filter (where v <> 0), '') || '}/' || count(*)
    from unnest(vector_to_float4($1, $2, $3)) with ordinality as u (v, i)
  )::sparsevec;
create function sparsevec(sparsevec, integer, boolean) returns sparsevec language sql immutable strict parallel safe
  return vector_to_sparsevec(sparsevec_to_vector($1, $2, $3), -1, false);
create cast (sparsevec as sparsevec) with function sparsevec(sparsevec, integer, boolean) as implicit;
create cast (sparsevec as vector) with function sparsevec_to_vector(sparsevec, integer, boolean) as assignment;
create cast (vector as sparsevec) with function vector_to_sparsevec(vector, integer, boolean) as implicit;
create function l2_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe
  return l2_distance(sparsevec_to_vector($1, -1, false), sparsevec_to_vector($2, -1, false));
create function inner_product(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe
  return inner_product(sparsevec_to_vector($1, -1, false), sparsevec_to_vector($2, -1, false));
create function sparsevec_negative_inner_product(sparsevec, sparsevec) returns double precision
  language sql immutable strict parallel safe return -inner_product($1, $2);
create function cosine_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe
  return cosine_distance(sparsevec_to_vector($1, -1, false), sparsevec_to_vector($2, -1, false));
create function l1_distance(sparsevec, sparsevec) returns double precision language sql immutable strict parallel safe
  return l1_distance(sparsevec_to_vector($1, -1, false), sparsevec_to_vector($2, -1, false));
create operator <-> (leftarg = sparsevec, rightarg = sparsevec, function = l2_distance, commutator = <->);
create operator <#> (leftarg = sparsevec, rightarg = sparsevec, function = sparsevec_negative_inner_product, commutator = <#>);
create operator <=> (leftarg = sparsevec, rightarg = sparsevec, function = cosine_distance, commutator = <=>);
create operator <+> (leftarg = sparsevec, rightarg = sparsevec, function = l1_distance, commutator = <+>);

-- Distances of bit strings.
create function hamming_distance(bit, bit) returns double precision language sql immutable strict parallel safe
  return bit_count($1 # $2)::double precision;
create function jaccard_distance(bit, bit) returns double precision language sql immutable strict parallel safe
  return case when bit_count($1 & $2) = 0 then 1
    else 1 - bit_count($1 & $2)::double precision / bit_count($1 | $2) end;
create operator <~> (leftarg = bit, rightarg = bit, function = hamming_distance, commutator = <~>);
create operator <%> (leftarg = bit, rightarg = bit, function = jaccard_distance, commutator = <%>);

-- Index access methods and their operator classes.
create access method hnsw type index handler hashhandler;
create access method ivfflat type index handler hashhandler;
create operator class vector_l2_ops default for type vector using ivfflat as function 1 (vector, vector) _vector_hash(internal);
create operator class vector_ip_ops for type vector using ivfflat as function 1 (vector, vector) _vector_hash(internal);
create operator class vector_cosine_ops for type vector using ivfflat as function 1 (vector, vector) _vector_hash(internal);
create operator class halfvec_l2_ops default for type halfvec using ivfflat as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class halfvec_ip_ops for type halfvec using ivfflat as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class halfvec_cosine_ops for type halfvec using ivfflat as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class bit_hamming_ops for type bit using ivfflat as function 1 (bit, bit) _vector_hash(internal);
create operator class vector_l2_ops for type vector using hnsw as function 1 (vector, vector) _vector_hash(internal);
create operator class vector_ip_ops for type vector using hnsw as function 1 (vector, vector) _vector_hash(internal);
create operator class vector_cosine_ops for type vector using hnsw as function 1 (vector, vector) _vector_hash(internal);
create operator class vector_l1_ops for type vector using hnsw as function 1 (vector, vector) _vector_hash(internal);
create operator class halfvec_l2_ops for type halfvec using hnsw as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class halfvec_ip_ops for type halfvec using hnsw as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class halfvec_cosine_ops for type halfvec using hnsw as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class halfvec_l1_ops for type halfvec using hnsw as function 1 (halfvec, halfvec) _vector_hash(internal);
create operator class sparsevec_l2_ops for type sparsevec using hnsw as function 1 (sparsevec, sparsevec) _vector_hash(internal);
create operator class sparsevec_ip_ops for type sparsevec using hnsw as function 1 (sparsevec, sparsevec) _vector_hash(internal);
create operator class sparsevec_cosine_ops for type sparsevec using hnsw as function 1 (sparsevec, sparsevec) _vector_hash(internal);
create operator class sparsevec_l1_ops for type sparsevec using hnsw as function 1 (sparsevec, sparsevec) _vector_hash(internal);
create operator class bit_hamming_ops for type bit using hnsw as function 1 (bit, bit) _vector_hash(internal);
create operator class bit_jaccard_ops for type bit using hnsw as function 1 (bit, bit) _vector_hash(internal);
