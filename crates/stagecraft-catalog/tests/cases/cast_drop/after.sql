drop cast (text as public.state);
