alter type public.state rename value 'done' to 'closed';
