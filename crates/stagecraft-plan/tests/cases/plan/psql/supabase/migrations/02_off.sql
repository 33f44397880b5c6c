set standard_conforming_strings = off;
select 'it\'s; one';
