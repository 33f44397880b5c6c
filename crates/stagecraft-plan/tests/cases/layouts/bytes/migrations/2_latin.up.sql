select 'café';
