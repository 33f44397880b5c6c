alter table tills drop column remark;
