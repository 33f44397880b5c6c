drop table made_by_code;
