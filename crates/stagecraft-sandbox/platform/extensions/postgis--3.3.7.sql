-- PostGIS without C: a geometry is its EWKT text. Types with shape and SRID, points, envelopes,
-- planar and great-circle distances compute; whatever would need real geometry raises.
-- GiST indexes keep a text signature of each value: they can be created, kept and dropped,
-- never searched.

create table @extschema@.spatial_ref_sys (
  srid integer primary key check (srid > 0 and srid <= 998999),
  auth_name varchar(256), auth_srid integer, srtext varchar(2048), proj4text varchar(2048)
);
insert into @extschema@.spatial_ref_sys values
  (4326, 'EPSG', 4326, null, '+proj=longlat +datum=WGS84 +no_defs'),
  (3857, 'EPSG', 3857, null, '+proj=merc +a=6378137 +b=6378137 +units=m +no_defs');
grant select on @extschema@.spatial_ref_sys to public;

create function @extschema@._absent(what text) returns text language plpgsql as $$
begin
  raise feature_not_supported using message = format('%s: stand-in, not available in a sandbox', what);
end
$$;

-- Shape and SRID in one number: srid * 64 + shape * 4 + z * 2 + m. A lone number is that number,
-- since it is what the type prints.
create function @extschema@._typmod_in(cstring[]) returns integer language plpgsql immutable strict as $$
declare
  mods text[] := string_to_array(array_to_string($1, ','), ',');
  shape text := lower(mods[1]);
  at integer;
begin
  if shape ~ '^[0-9]+$' then
    return shape::integer;
  end if;
  at := array_position(
    array['geometry', 'point', 'linestring', 'polygon', 'multipoint', 'multilinestring', 'multipolygon', 'geometrycollection'],
    regexp_replace(shape, 'z?m?$', '')
  );
  if at is null then
    raise exception using errcode = '22023', message = format('Invalid geometry type modifier: %s', mods[1]);
  end if;
  return coalesce(mods[2]::integer, 0) * 64 + (at - 1) * 4
    + case when shape ~ 'zm?$' then 2 else 0 end + case when shape ~ 'm$' then 1 else 0 end;
end
$$;
create function @extschema@._typmod_out(integer) returns cstring language internal immutable strict as 'bittypmodout';

create type @extschema@.geometry;
create function @extschema@.geometry_in(cstring, oid, integer) returns @extschema@.geometry
  language internal immutable strict parallel safe as 'textin';
create function @extschema@.geometry_out(@extschema@.geometry) returns cstring
  language internal immutable strict parallel safe as 'textout';
create function @extschema@.geometry_typmod_in(cstring[]) returns integer
  language plpgsql immutable strict as $$ begin return @extschema@._typmod_in($1); end $$;
create type @extschema@.geometry (
  input = @extschema@.geometry_in, output = @extschema@.geometry_out,
  typmod_in = @extschema@.geometry_typmod_in, typmod_out = @extschema@._typmod_out, storage = extended
);
create cast (@extschema@.geometry as text) without function as assignment;
create cast (text as @extschema@.geometry) without function as assignment;

create type @extschema@.geography;
create function @extschema@.geography_in(cstring, oid, integer) returns @extschema@.geography
  language internal immutable strict parallel safe as 'textin';
create function @extschema@.geography_out(@extschema@.geography) returns cstring
  language internal immutable strict parallel safe as 'textout';
create function @extschema@.geography_typmod_in(cstring[]) returns integer
  language plpgsql immutable strict as $$ begin return @extschema@._typmod_in($1); end $$;
create type @extschema@.geography (
  input = @extschema@.geography_in, output = @extschema@.geography_out,
  typmod_in = @extschema@.geography_typmod_in, typmod_out = @extschema@._typmod_out, storage = extended
);
create cast (@extschema@.geography as text) without function as assignment;
create cast (text as @extschema@.geography) without function as assignment;

create cast (@extschema@.geometry as @extschema@.geography) without function as implicit;
create cast (@extschema@.geography as @extschema@.geometry) without function;

create function @extschema@._srid(g text) returns integer language sql immutable strict parallel safe as
  $$ select coalesce(substring(g from '^SRID=([0-9]+);')::integer, 0) $$;
create function @extschema@._wkt(g text) returns text language sql immutable strict parallel safe as
  $$ select upper(regexp_replace(g, '^SRID=[0-9]+; *', '')) $$;
create function @extschema@._shape(g text) returns text language sql immutable strict parallel safe as
  $$ select substring(@extschema@._wkt(g) from '^([A-Z]+?) *Z?M? *(?:\(|EMPTY)') $$;
create function @extschema@._coordinates(g text) returns double precision[] language plpgsql immutable strict parallel safe as $$
begin
  if @extschema@._wkt(g) !~ '^POINT *Z?M? *\( *[-+0-9.eE]+( +[-+0-9.eE]+)+ *\)$' then
    raise feature_not_supported using
      message = format('coordinates of a %s: stand-in, not available in a sandbox', coalesce(@extschema@._shape(g), 'value'));
  end if;
  return regexp_split_to_array(substring(@extschema@._wkt(g) from '\( *(.*?) *\)'), ' +')::double precision[];
end
$$;

-- Columns declared with a shape or an SRID.
create function @extschema@._fit(g text, typmod integer) returns text language plpgsql immutable strict as $$
declare
  shapes constant text[] := array['POINT', 'LINESTRING', 'POLYGON', 'MULTIPOINT', 'MULTILINESTRING', 'MULTIPOLYGON', 'GEOMETRYCOLLECTION'];
  wanted constant text := shapes[(typmod / 4) % 16];
  srid constant integer := typmod / 64;
begin
  if @extschema@._shape(g) is null then
    raise exception using errcode = 'XX000', message = 'parse error - invalid geometry';
  elsif wanted is not null and @extschema@._shape(g) <> wanted then
    raise exception using errcode = '22023',
      message = format('Geometry type (%s) does not match column type (%s)', initcap(@extschema@._shape(g)), initcap(wanted));
  elsif srid > 0 and @extschema@._srid(g) not in (0, srid) then
    raise exception using errcode = '22023',
      message = format('Geometry SRID (%s) does not match column SRID (%s)', @extschema@._srid(g), srid);
  end if;
  return case when srid > 0 and @extschema@._srid(g) = 0 then format('SRID=%s;', srid) else '' end || g;
end
$$;
create function @extschema@.geometry(@extschema@.geometry, integer, boolean) returns @extschema@.geometry
  language plpgsql immutable strict as $$ begin return @extschema@._fit($1::text, $2); end $$;
create function @extschema@.geography(@extschema@.geography, integer, boolean) returns @extschema@.geography
  language plpgsql immutable strict as $$ begin return @extschema@._fit($1::text, $2); end $$;
create cast (@extschema@.geometry as @extschema@.geometry)
  with function @extschema@.geometry(@extschema@.geometry, integer, boolean) as implicit;
create cast (@extschema@.geography as @extschema@.geography)
  with function @extschema@.geography(@extschema@.geography, integer, boolean) as implicit;

-- Making, reading and writing.
create function @extschema@.st_makepoint(double precision, double precision) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select format('POINT(%s %s)', $1, $2)::@extschema@.geometry $$;
create function @extschema@.st_makepoint(double precision, double precision, double precision) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select format('POINT Z (%s %s %s)', $1, $2, $3)::@extschema@.geometry $$;
create function @extschema@.st_point(double precision, double precision) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select format('POINT(%s %s)', $1, $2)::@extschema@.geometry $$;
create function @extschema@.st_point(double precision, double precision, srid integer) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select format('SRID=%s;POINT(%s %s)', $3, $1, $2)::@extschema@.geometry $$;
create function @extschema@.st_srid(@extschema@.geometry) returns integer language sql immutable strict parallel safe as
  $$ select @extschema@._srid($1::text) $$;
create function @extschema@.st_astext(@extschema@.geometry) returns text language sql immutable strict parallel safe as
  $$ select @extschema@._wkt($1::text) $$;
create function @extschema@.st_asewkt(@extschema@.geometry) returns text language sql immutable strict parallel safe as
  $$ select $1::text $$;
create function @extschema@.geometrytype(@extschema@.geometry) returns text language sql immutable strict parallel safe as
  $$ select @extschema@._shape($1::text) $$;
create function @extschema@.st_srid(@extschema@.geography) returns integer language sql immutable strict parallel safe as
  $$ select @extschema@._srid($1::text) $$;
create function @extschema@.st_astext(@extschema@.geography) returns text language sql immutable strict parallel safe as
  $$ select @extschema@._wkt($1::text) $$;
create function @extschema@.st_asewkt(@extschema@.geography) returns text language sql immutable strict parallel safe as
  $$ select $1::text $$;
create function @extschema@.geometrytype(@extschema@.geography) returns text language sql immutable strict parallel safe as
  $$ select @extschema@._shape($1::text) $$;
create function @extschema@.st_setsrid(@extschema@.geometry, integer) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select (format('SRID=%s;', $2) || @extschema@._wkt($1::text))::@extschema@.geometry $$;
create function @extschema@.st_geometrytype(@extschema@.geometry) returns text language sql immutable strict parallel safe as
  $$ select 'ST_' || initcap(@extschema@._shape($1::text)) $$;
create function @extschema@.st_geomfromtext(text) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select $1::@extschema@.geometry $$;
create function @extschema@.st_geometryfromtext(text) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select $1::@extschema@.geometry $$;
create function @extschema@.st_pointfromtext(text) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select $1::@extschema@.geometry $$;
create function @extschema@.st_geomfromewkt(text) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select $1::@extschema@.geometry $$;
create function @extschema@.st_geomfromtext(text, integer) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select (format('SRID=%s;', $2) || $1)::@extschema@.geometry $$;
create function @extschema@.st_geometryfromtext(text, integer) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select (format('SRID=%s;', $2) || $1)::@extschema@.geometry $$;
create function @extschema@.st_pointfromtext(text, integer) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select (format('SRID=%s;', $2) || $1)::@extschema@.geometry $$;
create function @extschema@.st_geographyfromtext(text) returns @extschema@.geography language sql immutable strict parallel safe as
  $$ select (case when $1 like 'SRID=%' then '' else 'SRID=4326;' end || $1)::@extschema@.geography $$;
create function @extschema@.st_geogfromtext(text) returns @extschema@.geography language sql immutable strict parallel safe as
  $$ select (case when $1 like 'SRID=%' then '' else 'SRID=4326;' end || $1)::@extschema@.geography $$;
create function @extschema@.st_x(@extschema@.geometry) returns double precision language sql immutable strict parallel safe as
  $$ select (@extschema@._coordinates($1::text))[1] $$;
create function @extschema@.st_y(@extschema@.geometry) returns double precision language sql immutable strict parallel safe as
  $$ select (@extschema@._coordinates($1::text))[2] $$;
create function @extschema@.st_z(@extschema@.geometry) returns double precision language sql immutable strict parallel safe as
  $$ select (@extschema@._coordinates($1::text))[3] $$;
create function @extschema@.st_makeenvelope(double precision, double precision, double precision, double precision, integer default 0) returns @extschema@.geometry language sql immutable strict parallel safe as
  $$ select (case when $5 > 0 then format('SRID=%s;', $5) else '' end || format('POLYGON((%1$s %2$s,%1$s %4$s,%3$s %4$s,%3$s %2$s,%1$s %2$s))', $1, $2, $3, $4))::@extschema@.geometry $$;
create function @extschema@.st_asgeojson(@extschema@.geometry, integer default 9, integer default 8) returns text language sql immutable strict parallel safe as
  $$ select json_build_object('type', 'Point', 'coordinates', @extschema@._coordinates($1::text))::text $$;
create function @extschema@.st_asgeojson(@extschema@.geography, integer default 9, integer default 0) returns text language sql immutable strict parallel safe as
  $$ select json_build_object('type', 'Point', 'coordinates', @extschema@._coordinates($1::text))::text $$;
create function @extschema@.st_geomfromgeojson(jsonb) returns @extschema@.geometry language sql volatile strict parallel safe as
  $$ select case when $1 ->> 'type' = 'Point'
    then format('SRID=4326;POINT(%s %s)', $1 -> 'coordinates' -> 0, $1 -> 'coordinates' -> 1)
    else @extschema@._absent('st_geomfromgeojson of a ' || ($1 ->> 'type')) end::@extschema@.geometry $$;
create function @extschema@.st_geomfromgeojson(text) returns @extschema@.geometry language sql volatile strict parallel safe as
  $$ select @extschema@.st_geomfromgeojson($1::jsonb) $$;

-- Distances: planar between geometries, on a sphere of 6371008.77 m between geographies.
create function @extschema@._pair(a text, b text, out x1 double precision, out y1 double precision,
  out x2 double precision, out y2 double precision)
language plpgsql immutable strict parallel safe as $$
declare
  p constant double precision[] := @extschema@._coordinates(a);
  q constant double precision[] := @extschema@._coordinates(b);
begin
  if @extschema@._srid(a) <> @extschema@._srid(b) and least(@extschema@._srid(a), @extschema@._srid(b)) > 0 then
    raise exception using errcode = 'XX000', message =
      format('Operation on mixed SRID geometries (%s) != (%s)', @extschema@._srid(a), @extschema@._srid(b));
  end if;
  x1 := p[1]; y1 := p[2]; x2 := q[1]; y2 := q[2];
end
$$;
create function @extschema@.st_distance(@extschema@.geometry, @extschema@.geometry) returns double precision language sql immutable strict parallel safe as
  $$ select sqrt((x1 - x2) ^ 2 + (y1 - y2) ^ 2) from @extschema@._pair($1::text, $2::text) $$;
create function @extschema@.st_distance(@extschema@.geography, @extschema@.geography, use_spheroid boolean default true) returns double precision language sql immutable strict parallel safe as
  $$ select 2 * 6371008.77 * asin(sqrt(least(1, sind((y2 - y1) / 2) ^ 2 + cosd(y1) * cosd(y2) * sind((x2 - x1) / 2) ^ 2)))
  from @extschema@._pair($1::text, $2::text) $$;
create function @extschema@.st_distancesphere(@extschema@.geometry, @extschema@.geometry) returns double precision language sql immutable strict parallel safe as
  $$ select 2 * 6371008.77 * asin(sqrt(least(1, sind((y2 - y1) / 2) ^ 2 + cosd(y1) * cosd(y2) * sind((x2 - x1) / 2) ^ 2)))
  from @extschema@._pair($1::text, $2::text) $$;
create function @extschema@.st_dwithin(@extschema@.geometry, @extschema@.geometry, double precision) returns boolean language sql immutable strict parallel safe as
  $$ select @extschema@.st_distance($1, $2) <= $3 $$;
create function @extschema@.st_dwithin(@extschema@.geography, @extschema@.geography, double precision, use_spheroid boolean default true) returns boolean language sql immutable strict parallel safe as
  $$ select @extschema@.st_distance($1, $2) <= $3 $$;
create function @extschema@.st_transform(@extschema@.geometry, integer) returns @extschema@.geometry language sql volatile strict parallel safe as
  $$ select case when @extschema@._srid($1::text) = $2 then $1::text else @extschema@._absent('st_transform') end::@extschema@.geometry $$;
create function @extschema@._distance(@extschema@.geography, @extschema@.geography) returns double precision language sql immutable strict parallel safe as
  $$ select @extschema@.st_distance($1, $2) $$;

-- Boxes: of all coordinates in the text.
create function @extschema@._box(g text) returns box language sql immutable strict parallel safe as $$
  select box(point(min(c[1]), min(c[2])), point(max(c[1]), max(c[2])))
  from regexp_matches(@extschema@._wkt(g), '([-+0-9.E]+) +([-+0-9.E]+)', 'g') m
  cross join lateral (select m::double precision[] as c) n
$$;
create function @extschema@._overlaps(@extschema@.geometry, @extschema@.geometry) returns boolean language sql immutable strict parallel safe as
  $$ select @extschema@._box($1::text) && @extschema@._box($2::text) $$;
create operator @extschema@.&& (leftarg = @extschema@.geometry, rightarg = @extschema@.geometry, function = @extschema@._overlaps, commutator = operator(@extschema@.&&));
create function @extschema@._overlaps(@extschema@.geography, @extschema@.geography) returns boolean language sql immutable strict parallel safe as
  $$ select @extschema@._box($1::text) && @extschema@._box($2::text) $$;
create operator @extschema@.&& (leftarg = @extschema@.geography, rightarg = @extschema@.geography, function = @extschema@._overlaps, commutator = operator(@extschema@.&&));
create operator @extschema@.<-> (leftarg = @extschema@.geometry, rightarg = @extschema@.geometry, function = @extschema@.st_distance, commutator = operator(@extschema@.<->));
create operator @extschema@.<-> (leftarg = @extschema@.geography, rightarg = @extschema@.geography, function = @extschema@._distance, commutator = operator(@extschema@.<->));
create function @extschema@._equal(@extschema@.geometry, @extschema@.geometry) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text = $2::text $$;
create operator @extschema@.= (leftarg = @extschema@.geometry, rightarg = @extschema@.geometry, function = @extschema@._equal, commutator = operator(@extschema@.=));
create function @extschema@._compare(@extschema@.geometry, @extschema@.geometry) returns integer language sql immutable strict as
  $$ select bttextcmp($1::text collate "C", $2::text collate "C") $$;
create function @extschema@._less(@extschema@.geometry, @extschema@.geometry) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text < $2::text collate "C" $$;
create operator @extschema@.< (leftarg = @extschema@.geometry, rightarg = @extschema@.geometry, function = @extschema@._less);
create function @extschema@._more(@extschema@.geometry, @extschema@.geometry) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text > $2::text collate "C" $$;
create operator @extschema@.> (leftarg = @extschema@.geometry, rightarg = @extschema@.geometry, function = @extschema@._more);
create operator class @extschema@.btree_geometry_ops default for type @extschema@.geometry using btree as
  operator 1 @extschema@.<, operator 3 @extschema@.=, operator 5 @extschema@.>, function 1 @extschema@._compare(@extschema@.geometry, @extschema@.geometry);
create function @extschema@._equal(@extschema@.geography, @extschema@.geography) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text = $2::text $$;
create operator @extschema@.= (leftarg = @extschema@.geography, rightarg = @extschema@.geography, function = @extschema@._equal, commutator = operator(@extschema@.=));
create function @extschema@._compare(@extschema@.geography, @extschema@.geography) returns integer language sql immutable strict as
  $$ select bttextcmp($1::text collate "C", $2::text collate "C") $$;
create function @extschema@._less(@extschema@.geography, @extschema@.geography) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text < $2::text collate "C" $$;
create operator @extschema@.< (leftarg = @extschema@.geography, rightarg = @extschema@.geography, function = @extschema@._less);
create function @extschema@._more(@extschema@.geography, @extschema@.geography) returns boolean language sql immutable strict parallel safe as
  $$ select $1::text > $2::text collate "C" $$;
create operator @extschema@.> (leftarg = @extschema@.geography, rightarg = @extschema@.geography, function = @extschema@._more);
create operator class @extschema@.btree_geography_ops default for type @extschema@.geography using btree as
  operator 1 @extschema@.<, operator 3 @extschema@.=, operator 5 @extschema@.>, function 1 @extschema@._compare(@extschema@.geography, @extschema@.geography);

-- What needs real geometry.
create function @extschema@.st_area(@extschema@.geometry) returns double precision language sql stable as
  $$ select @extschema@._absent('st_area')::double precision $$;
create function @extschema@.st_length(@extschema@.geometry) returns double precision language sql stable as
  $$ select @extschema@._absent('st_length')::double precision $$;
create function @extschema@.st_perimeter(@extschema@.geometry) returns double precision language sql stable as
  $$ select @extschema@._absent('st_perimeter')::double precision $$;
create function @extschema@.st_buffer(@extschema@.geometry, double precision) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_buffer')::@extschema@.geometry $$;
create function @extschema@.st_centroid(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_centroid')::@extschema@.geometry $$;
create function @extschema@.st_intersects(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_intersects')::boolean $$;
create function @extschema@.st_covers(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_covers')::boolean $$;
create function @extschema@.st_intersection(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_intersection')::@extschema@.geometry $$;
create function @extschema@.st_area(@extschema@.geography) returns double precision language sql stable as
  $$ select @extschema@._absent('st_area')::double precision $$;
create function @extschema@.st_length(@extschema@.geography) returns double precision language sql stable as
  $$ select @extschema@._absent('st_length')::double precision $$;
create function @extschema@.st_perimeter(@extschema@.geography) returns double precision language sql stable as
  $$ select @extschema@._absent('st_perimeter')::double precision $$;
create function @extschema@.st_buffer(@extschema@.geography, double precision) returns @extschema@.geography language sql stable as
  $$ select @extschema@._absent('st_buffer')::@extschema@.geography $$;
create function @extschema@.st_centroid(@extschema@.geography) returns @extschema@.geography language sql stable as
  $$ select @extschema@._absent('st_centroid')::@extschema@.geography $$;
create function @extschema@.st_intersects(@extschema@.geography, @extschema@.geography) returns boolean language sql stable as
  $$ select @extschema@._absent('st_intersects')::boolean $$;
create function @extschema@.st_covers(@extschema@.geography, @extschema@.geography) returns boolean language sql stable as
  $$ select @extschema@._absent('st_covers')::boolean $$;
create function @extschema@.st_intersection(@extschema@.geography, @extschema@.geography) returns @extschema@.geography language sql stable as
  $$ select @extschema@._absent('st_intersection')::@extschema@.geography $$;
create function @extschema@.st_contains(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_contains')::boolean $$;
create function @extschema@.st_within(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_within')::boolean $$;
create function @extschema@.st_overlaps(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_overlaps')::boolean $$;
create function @extschema@.st_touches(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_touches')::boolean $$;
create function @extschema@.st_crosses(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_crosses')::boolean $$;
create function @extschema@.st_disjoint(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_disjoint')::boolean $$;
create function @extschema@.st_equals(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_equals')::boolean $$;
create function @extschema@.st_coveredby(@extschema@.geometry, @extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_coveredby')::boolean $$;
create function @extschema@.st_isvalid(@extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_isvalid')::boolean $$;
create function @extschema@.st_isempty(@extschema@.geometry) returns boolean language sql stable as
  $$ select @extschema@._absent('st_isempty')::boolean $$;
create function @extschema@.st_envelope(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_envelope')::@extschema@.geometry $$;
create function @extschema@.st_makevalid(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_makevalid')::@extschema@.geometry $$;
create function @extschema@.st_makepolygon(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_makepolygon')::@extschema@.geometry $$;
create function @extschema@.st_convexhull(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_convexhull')::@extschema@.geometry $$;
create function @extschema@.st_boundary(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_boundary')::@extschema@.geometry $$;
create function @extschema@.st_pointonsurface(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_pointonsurface')::@extschema@.geometry $$;
create function @extschema@.st_startpoint(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_startpoint')::@extschema@.geometry $$;
create function @extschema@.st_endpoint(@extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_endpoint')::@extschema@.geometry $$;
create function @extschema@.st_union(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_union')::@extschema@.geometry $$;
create function @extschema@.st_difference(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_difference')::@extschema@.geometry $$;
create function @extschema@.st_collect(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_collect')::@extschema@.geometry $$;
create function @extschema@.st_makeline(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_makeline')::@extschema@.geometry $$;
create function @extschema@.st_closestpoint(@extschema@.geometry, @extschema@.geometry) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_closestpoint')::@extschema@.geometry $$;
create function @extschema@.st_simplify(@extschema@.geometry, double precision) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_simplify')::@extschema@.geometry $$;
create function @extschema@.st_snaptogrid(@extschema@.geometry, double precision) returns @extschema@.geometry language sql stable as
  $$ select @extschema@._absent('st_snaptogrid')::@extschema@.geometry $$;
create function @extschema@.st_asbinary(@extschema@.geometry) returns bytea language sql stable as
  $$ select @extschema@._absent('st_asbinary')::bytea $$;
create function @extschema@.st_geohash(@extschema@.geometry, integer default 0) returns text language sql stable as
  $$ select @extschema@._absent('st_geohash')::text $$;

-- GiST over text signatures, with the code of pg_trgm where the server has it.
do $$
declare
  f text;
begin
  create type @extschema@._geometry_key;
  create function @extschema@._geometry_key_in(cstring) returns @extschema@._geometry_key
    language c immutable strict as '$libdir/pg_trgm', 'gtrgm_in';
  create function @extschema@._geometry_key_out(@extschema@._geometry_key) returns cstring
    language c immutable strict as '$libdir/pg_trgm', 'gtrgm_out';
  create type @extschema@._geometry_key (
    internallength = -1, input = @extschema@._geometry_key_in, output = @extschema@._geometry_key_out
  );
  foreach f in array array['compress', 'decompress', 'penalty', 'picksplit', 'union', 'same', 'consistent'] loop
    execute format(
      'create function @extschema@._gist_%1$s(%2$s) returns %3$s language c immutable strict as ''$libdir/pg_trgm'', ''gtrgm_%1$s''',
      f,
      case f when 'consistent' then 'internal, text, smallint, oid, internal' when 'penalty' then 'internal, internal, internal'
        when 'compress' then 'internal' when 'decompress' then 'internal'
        when 'same' then '@extschema@._geometry_key, @extschema@._geometry_key, internal' else 'internal, internal' end,
      case f when 'consistent' then 'boolean' when 'union' then '@extschema@._geometry_key' else 'internal' end
    );
  end loop;
  foreach f in array array[
    'gist_geometry_ops_2d default for type @extschema@.geometry', 'gist_geometry_ops_nd for type @extschema@.geometry',
    'gist_geography_ops default for type @extschema@.geography'
  ]
  loop
    execute format(
      'create operator class @extschema@.%s using gist as storage @extschema@._geometry_key,
        function 1 @extschema@._gist_consistent(internal, text, smallint, oid, internal),
        function 2 @extschema@._gist_union(internal, internal), function 3 @extschema@._gist_compress(internal),
        function 4 @extschema@._gist_decompress(internal),
        function 5 @extschema@._gist_penalty(internal, internal, internal),
        function 6 @extschema@._gist_picksplit(internal, internal),
        function 7 @extschema@._gist_same(@extschema@._geometry_key, @extschema@._geometry_key, internal)',
      f
    );
  end loop;
exception
  when undefined_file or undefined_function then
    raise notice 'postgis: stand-in without GiST operator classes, the server has no pg_trgm';
end
$$;

create function @extschema@.postgis_version() returns text language sql immutable as $$ select '3.3 STAND-IN' $$;
create function @extschema@.postgis_full_version() returns text language sql immutable as
  $$ select 'POSTGIS="3.3.7" stand-in' $$;
create view @extschema@.geometry_columns as
select current_database()::varchar as f_table_catalog, n.nspname as f_table_schema, c.relname as f_table_name,
  a.attname as f_geometry_column, 2 as coord_dimension, greatest(a.atttypmod, 0) / 64 as srid
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where a.atttypid = '@extschema@.geometry'::regtype and not a.attisdropped and c.relkind in ('r', 'v', 'm', 'f', 'p');
grant select on @extschema@.geometry_columns to public;
