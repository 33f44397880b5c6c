alter subscription near rename to nearer;
alter subscription nearer set (slot_name = 'it');
alter subscription nearer enable;
comment on subscription nearer is 'so';
