alter table tills add column note text not null default '';
