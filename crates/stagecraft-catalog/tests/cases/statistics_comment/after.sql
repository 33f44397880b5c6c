comment on statistics public.together is 'correlated';
