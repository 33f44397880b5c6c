create foreign data wrapper far options (debug 'true');
comment on foreign data wrapper far is 'far away';
