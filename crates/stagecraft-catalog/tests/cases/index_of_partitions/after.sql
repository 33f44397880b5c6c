create index events_at on public.events (made_at);
