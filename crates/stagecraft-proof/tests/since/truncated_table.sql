-- A table that was emptied and filled since.
truncate app.lines;
-- since:
insert into app.lines values (1, 1, 'anew', 7), (3, 9, 'since', 1);
