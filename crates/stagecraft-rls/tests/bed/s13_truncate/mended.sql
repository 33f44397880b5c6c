-- S13, mended.
revoke truncate on public.docs from authenticated;
