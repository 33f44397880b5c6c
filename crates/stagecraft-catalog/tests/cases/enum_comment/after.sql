comment on type public.state is 'a state';
