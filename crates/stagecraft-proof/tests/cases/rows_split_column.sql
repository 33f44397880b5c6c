-- equivalent
alter table app.shops add column first text, add column rest text;
update app.shops set first = left(name, 1), rest = substr(name, 2);
alter table app.shops drop column name cascade;
