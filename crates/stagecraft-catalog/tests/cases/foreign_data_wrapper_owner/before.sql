create role far_boss superuser;
create foreign data wrapper far;
