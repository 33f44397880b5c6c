drop aggregate public.share(float8 order by float8);
create aggregate public.share(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal, finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = shareable);
