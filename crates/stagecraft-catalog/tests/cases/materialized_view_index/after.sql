create unique index m_id on public.m (id);
