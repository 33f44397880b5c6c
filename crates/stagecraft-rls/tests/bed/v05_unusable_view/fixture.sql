-- V05: rows beside those of every case.
insert into private.stats select gen_random_uuid(), id from private.tenants;
