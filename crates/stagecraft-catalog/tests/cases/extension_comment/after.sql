comment on extension hstore is 'pairs';
