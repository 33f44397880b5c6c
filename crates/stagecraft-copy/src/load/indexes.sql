-- Indexes of a table ($1), with the constraints that they are for: how each is
-- taken down and put back, or why it has to stay.
select coalesce('constraint ' || quote_ident(c.conname), 'index ' || quote_ident(i.relname))
        as name,
    case
        when not x.indisvalid then 'it is not valid'
        when i.reltablespace <> 0 then 'it has a tablespace of its own'
        when c.oid is not null and i.reloptions is not null then 'it has storage parameters'
        when exists (
            select from pg_attribute a where a.attrelid = i.oid and a.attstattarget >= 0
        ) then 'it has a statistics target'
        when exists (
            select from pg_depend d
            where d.classid = 'pg_class'::regclass and d.objid = i.oid
                and d.deptype in ('x', 'e')
        ) then 'it belongs to an extension'
    end as stays,
    case when c.oid is null then format('drop index %s', i.oid::regclass)
        else format('alter table %s drop constraint %I', t.name, c.conname)
    end as take,
    array_remove(array[
        case when c.oid is null then pg_get_indexdef(i.oid)
            else format('alter table %s add constraint %I %s', t.name, c.conname,
                pg_get_constraintdef(c.oid))
        end,
        case when x.indisclustered then format('alter table %s cluster on %I', t.name, i.relname)
        end,
        case when x.indisreplident then
            format('alter table %s replica identity using index %I', t.name, i.relname)
        end,
        case when obj_description(c.oid, 'pg_constraint') is not null then
            format('comment on constraint %I on %s is %L', c.conname, t.name,
                obj_description(c.oid, 'pg_constraint'))
        end,
        case when obj_description(i.oid, 'pg_class') is not null then
            format('comment on index %s is %L', i.oid::regclass, obj_description(i.oid, 'pg_class'))
        end
    ], null) as restore
from pg_index x
join pg_class i on i.oid = x.indexrelid
cross join lateral (select x.indrelid::regclass::text as name) as t
left join pg_constraint c on c.conindid = i.oid and c.conrelid = x.indrelid
    and c.contype in ('p', 'u', 'x')
where x.indrelid = $1
order by c.contype is distinct from 'p', i.relname
