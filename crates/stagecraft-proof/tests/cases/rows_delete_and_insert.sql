-- exact
delete from app.lines where order_id = 1;
insert into app.lines values (1, 1, 'other', 9), (3, 1, 'x', 1);
