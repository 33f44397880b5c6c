-- Foreign keys of a table ($1) and those that point at it: how each is taken
-- down and put back, and whether it keeps a late column ($2) late.
select 'foreign key ' || quote_ident(c.conname) as name,
    case when exists (
        select from pg_trigger g where g.tgconstraint = c.oid and g.tgenabled <> 'O'
    ) then 'its triggers are disabled' end as stays,
    c.confrelid = $1 and c.conrelid <> $1 as incoming,
    c.conrelid = $1 and c.confrelid <> $1 and exists (
        select from pg_attribute a
        where a.attrelid = c.conrelid and a.attnum = any (c.conkey)
            and a.attname = any ($2::text[])
    ) as late_elsewhere,
    format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as take,
    array_remove(array[
        format('alter table %s add constraint %I %s',
            c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)),
        case when obj_description(c.oid, 'pg_constraint') is not null then
            format('comment on constraint %I on %s is %L', c.conname, c.conrelid::regclass,
                obj_description(c.oid, 'pg_constraint'))
        end
    ], null) as restore
from pg_constraint c
where c.contype = 'f' and (c.conrelid = $1 or c.confrelid = $1)
    -- What points at a partition is a part of what points at its parent.
    and (c.conparentid = 0 or c.confrelid = $1 and (
        select t.relispartition from pg_class t where t.oid = $1
    ))
order by c.conrelid <> $1, c.conname
