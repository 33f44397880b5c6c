select 'café; x';
select 'ÿþ';
select 2;
