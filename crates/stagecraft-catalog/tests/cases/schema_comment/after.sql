comment on schema app is 'ours';
