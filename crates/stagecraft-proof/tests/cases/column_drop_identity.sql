-- equivalent
alter table app.shops drop column id cascade;
