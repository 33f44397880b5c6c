-- S12: rows beside those of every case.
refresh materialized view public.counts;
