alter table members add note text;
