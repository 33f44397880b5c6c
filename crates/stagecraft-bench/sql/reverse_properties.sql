-- What the `reverse` benchmark asks of the catalog, one text for each property:
-- whatever has no answer, or another, is lost. The order of options and of
-- grants means nothing to the server, so they are sorted.

-- property: column order
select string_agg(relation || ': ' || columns, '; ' order by relation) from (
    select c.relname as relation, string_agg(a.attname, ', ' order by a.attnum) as columns
    from pg_class as c join pg_attribute as a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
      and a.attnum > 0 and not a.attisdropped
    group by c.relname) as t;

-- property: dropped column: type, not null, collation
select format_type(atttypid, atttypmod) || ' ' || attnotnull || ' ' || attcollation::regcollation
from pg_attribute where attrelid = to_regclass('public.customers') and attname = 'region';

-- property: dropped column: storage, statistics target, options
select concat_ws(' ', attstorage, attcompression, attstattarget, attoptions)
from pg_attribute where attrelid = to_regclass('public.customers') and attname = 'region';

-- property: dropped column: its check
select pg_get_constraintdef(oid) from pg_constraint
where conrelid = to_regclass('public.customers') and conname = 'customers_region' and convalidated;

-- property: dropped column: its comment
select col_description(attrelid, attnum) from pg_attribute
where attrelid = to_regclass('public.customers') and attname = 'region';

-- property: dropped column: its index
select pg_get_indexdef(to_regclass('public.customers_by_region'));

-- property: dropped column: its grants
select string_agg(acl::text, ', ' order by acl::text) from pg_attribute, unnest(attacl) as acl
where attrelid = to_regclass('public.customers') and attname = 'region';

-- property: generated column
select concat_ws(' ', format_type(atttypid, atttypmod), attgenerated, pg_get_expr(adbin, adrelid))
from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
where attrelid = to_regclass('public.orders') and attname = 'net';

-- property: type of a column that was narrowed
select format_type(atttypid, atttypmod) from pg_attribute
where attrelid = to_regclass('public.orders') and attname = 'total';

-- property: default of a column
select pg_get_expr(adbin, adrelid) from pg_attribute join pg_attrdef on adrelid = attrelid and adnum = attnum
where attrelid = to_regclass('public.orders') and attname = 'state';

-- property: fillfactor of a table
select string_agg(option, ', ' order by option) from pg_class, unnest(reloptions) as option
where oid = to_regclass('public.customers');

-- property: SET STORAGE
select attstorage::text from pg_attribute
where attrelid = to_regclass('public.customers') and attname = 'notes';

-- property: statistics target
select attstattarget::text from pg_attribute
where attrelid = to_regclass('public.customers') and attname = 'name';

-- property: UNLOGGED
select relpersistence::text from pg_class where oid = to_regclass('public.scratch');

-- property: CLUSTER ON
select string_agg(indexrelid::regclass::text, ',') from pg_index
where indrelid = to_regclass('public.orders') and indisclustered;

-- property: replica identity
select concat_ws(' ', c.relreplident, i.indexrelid::regclass)
from pg_class as c left join pg_index as i on i.indrelid = c.oid and i.indisreplident
where c.oid = to_regclass('public.customers');

-- property: identity: kind and options
select concat_ws(' ', attidentity, seqstart, seqincrement, seqmax, seqcache, seqcycle)
from pg_attribute, pg_sequence
where attrelid = to_regclass('public.customers') and attname = 'id'
  and seqrelid = to_regclass('public.customers_id_seq');

-- property: FORCE RLS
select relrowsecurity || ' ' || relforcerowsecurity from pg_class where oid = to_regclass('public.orders');

-- property: FORCE RLS of a dropped table
select relrowsecurity || ' ' || relforcerowsecurity from pg_class where oid = to_regclass('public.coupons');

-- property: restrictive policy
select concat_ws(' ', polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid),
    pg_get_expr(polwithcheck, polrelid))
from pg_policy where polrelid = to_regclass('public.customers') and polname = 'never_abroad';

-- property: policy that was widened
select concat_ws(' ', polpermissive, polcmd, polroles::regrole[], pg_get_expr(polqual, polrelid),
    pg_get_expr(polwithcheck, polrelid))
from pg_policy where polrelid = to_regclass('public.orders') and polname = 'own';

-- property: comment of a table
select obj_description(to_regclass('public.customers'), 'pg_class');

-- property: comment of a column
select col_description(attrelid, attnum) from pg_attribute
where attrelid = to_regclass('public.customers') and attname = 'notes';

-- property: extended statistics
select concat_ws(' ', pg_get_statisticsobjdef(oid), stxstattarget, obj_description(oid, 'pg_statistic_ext'))
from pg_statistic_ext where stxname = 'customers_spread';

-- property: rule
select concat_ws(' ', pg_get_ruledef(oid), ev_enabled) from pg_rewrite
where ev_class = to_regclass('public.ledger') and rulename = 'ledger_stays';

-- property: index options
select pg_get_indexdef(to_regclass('public.orders_once'));

-- property: foreign key: actions, deferrable
select pg_get_constraintdef(oid) from pg_constraint
where conrelid = to_regclass('public.orders') and conname = 'orders_customer';

-- property: NOT VALID check
select pg_get_constraintdef(oid) from pg_constraint
where conrelid = to_regclass('public.orders') and conname = 'orders_total';

-- property: trigger enabled ALWAYS
select tgenabled::text from pg_trigger where tgrelid = to_regclass('public.orders') and tgname = 'audit';

-- property: dropped trigger enabled REPLICA
select concat_ws(' ', pg_get_triggerdef(oid), tgenabled) from pg_trigger
where tgrelid = to_regclass('public.lines') and tgname = 'audit';

-- property: enum labels
select string_agg(enumlabel, ', ' order by enumsortorder) from pg_enum
where enumtypid = to_regtype('public.order_state');

-- property: domain check
select string_agg(conname || ' ' || pg_get_constraintdef(oid), ', ' order by conname) from pg_constraint
where contypid = to_regtype('public.email_address');

-- property: definer function: body and settings
select pg_get_functiondef(to_regprocedure('public.owns(bigint)'));

-- property: EXECUTE revoked from PUBLIC on a definer function
select string_agg(acl::text, ', ' order by acl::text)
from pg_proc, unnest(coalesce(proacl, acldefault('f', proowner))) as acl
where oid = to_regprocedure('public.owns(bigint)');

-- property: replaced function: body, volatility, cost, SET
select pg_get_functiondef(to_regprocedure('public.with_tax(numeric)'));

-- property: GRANT OPTION
select string_agg(acl::text, ', ' order by acl::text) from pg_class, unnest(relacl) as acl
where oid = to_regclass('public.customers');

-- property: column-level grants
select string_agg(attname || ' ' || acl::text, ', ' order by attname, acl::text)
from pg_attribute, unnest(attacl) as acl
where attrelid = to_regclass('public.customers') and attname in ('name', 'notes');

-- property: column-level grants of a dropped table
select string_agg(attname || ' ' || acl::text, ', ' order by attname, acl::text)
from pg_attribute, unnest(attacl) as acl where attrelid = to_regclass('public.coupons');

-- property: grants of a dropped table, and no more
select string_agg(acl::text, ', ' order by acl::text) from pg_class, unnest(relacl) as acl
where oid = to_regclass('public.coupons');

-- property: grants of a dropped view, and no more
select string_agg(acl::text, ', ' order by acl::text) from pg_class, unnest(relacl) as acl
where oid = to_regclass('public.open_orders');

-- property: default privileges
select string_agg(acl::text, ', ' order by acl::text) from pg_default_acl, unnest(defaclacl) as acl
where defaclnamespace = 'public'::regnamespace and defaclrole = 'postgres'::regrole and defaclobjtype = 'r';

-- property: security_invoker of a dropped view
select concat_ws(' ', pg_get_viewdef(oid), (select string_agg(it, ', ' order by it) from unnest(reloptions) as it))
from pg_class where oid = to_regclass('public.open_orders');

-- property: security_invoker of an altered view
select array_to_string(reloptions, ',') from pg_class where oid = to_regclass('public.customer_names');

-- property: owner and check option of a view
select concat_ws(' ', relowner::regrole, (select string_agg(it, ', ' order by it) from unnest(reloptions) as it))
from pg_class where oid = to_regclass('public.marketing');

-- property: materialized view: query, options
select pg_get_viewdef(oid) || array_to_string(reloptions, ',') || ' ' || relispopulated from pg_class
where oid = to_regclass('public.totals');

-- property: materialized view: its index
select pg_get_indexdef(to_regclass('public.totals_key'));

-- property: publication: what it publishes
select concat_ws(' ', puballtables, pubinsert, pubupdate, pubdelete, pubtruncate, pubviaroot)
from pg_publication where pubname = 'shop_feed';

-- property: publication: members, row filters, column lists
select string_agg(concat_ws(' ', pubname, schemaname, tablename, attnames, rowfilter), '; '
    order by pubname, schemaname, tablename)
from pg_publication_tables where pubname in ('shop_feed', 'shop_lines');

-- property: dropped table: columns
select string_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attcollation,
    pg_get_expr(adbin, adrelid)), ', ' order by attname)
from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
where attrelid = to_regclass('public.coupons') and attnum > 0 and not attisdropped;

-- property: dropped table: constraints, and keys that point at it
select string_agg(conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid), ', ' order by conname)
from pg_constraint
where to_regclass('public.coupons') in (conrelid, confrelid) and contype <> 'n';

-- property: dropped table: options, indexes, comment
select string_agg(concat_ws(' ', array_to_string(c.reloptions, ','), pg_get_indexdef(i.indexrelid),
    obj_description(c.oid, 'pg_class')), ', ' order by i.indexrelid::regclass::text)
from pg_class as c join pg_index as i on i.indrelid = c.oid where c.oid = to_regclass('public.coupons');

-- property: dropped table: identity sequence
select concat_ws(' ', seqstart, seqincrement, seqmax, seqcache) from pg_sequence
where seqrelid = to_regclass('public.coupons_id_seq');

-- property: dropped partition: bounds, options
select pg_get_expr(relpartbound, oid) || ' ' || array_to_string(reloptions, ',') from pg_class
where oid = to_regclass('public.events_january');

-- property: dropped sequence: options
select concat_ws(' ', seqtypid::regtype, seqstart, seqincrement, seqmax, seqcache, seqcycle) from pg_sequence
where seqrelid = to_regclass('public.invoice_number');
