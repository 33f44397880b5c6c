comment on cast (public.state as text) is 'its label';
