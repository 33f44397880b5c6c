-- exact
drop trigger touch on app.members;
alter table app.log disable trigger guard;
create trigger touch_shop before update on app.members for each row when (old.role <> new.role) execute function app.touch();
