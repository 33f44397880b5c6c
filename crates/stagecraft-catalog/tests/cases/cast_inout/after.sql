create cast (public.state as jsonb) with inout as assignment;
