-- first; comment
/* outer /* inner; */ still; */
select 1; -- behind; it
/* between; */
select /* in; */ 2 -- end; of line
;
-- last; one