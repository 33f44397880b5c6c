-- Rows that were deleted, and others of their keys since.
delete from app.lines where order_id = 1;
-- since:
insert into app.lines values (1, 1, 'anew', 7), (4, 2, 'since', 1);
update app.lines set quantity = 50 where order_id = 2;
