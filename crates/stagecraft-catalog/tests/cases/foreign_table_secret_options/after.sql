alter foreign table public.shops options (set api_key 'another-secret');
