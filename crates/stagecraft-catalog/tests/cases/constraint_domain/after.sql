alter domain public.grade drop constraint grade_check;
alter domain public.grade add constraint grade_check check (value between 1 and 10);
