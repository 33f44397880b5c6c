set standard_conforming_strings = off;
select 'a\';b';
select 2;
