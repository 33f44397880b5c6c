-- exact
delete from app.orders where id = 4;
delete from app.members where role = 'staff';
