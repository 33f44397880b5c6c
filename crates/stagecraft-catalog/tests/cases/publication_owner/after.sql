alter publication changes owner to postgres;
comment on publication changes is 'all changes';
