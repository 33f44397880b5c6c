-- Counts what was seeded, and what is wrong with it: CHECKs by the columns from the fifth on.
select
    (select count(*) from tenants) as tenants,
    (select count(*) from users) as users,
    (select count(*) from orders) as orders,
    (
        select count(*)
        from orders
        join users on users.id = orders.user_id
        where users.tenant_id <> orders.tenant_id
    ) as strays,
    (select count(*) from tenants where plan not in ('free', 'pro', 'enterprise')) as tenants_plan,
    (select count(*) from users where role not in ('owner', 'admin', 'member')) as users_role,
    (select count(*) from users where created_at > updated_at) as users_times,
    (select count(*) from orders where status not in ('draft', 'placed', 'paid', 'cancelled')) as orders_status,
    (select count(*) from orders where amount < 0) as orders_amount,
    (select count(*) from orders where created_at > updated_at) as orders_times
