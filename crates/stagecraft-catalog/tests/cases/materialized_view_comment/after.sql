comment on materialized view public.m is 'kept';
