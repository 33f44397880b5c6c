-- Takes 20261102091000_approval_reviews back.
drop table public.approval_edits;
drop table public.approval_grades;
drop function private.open_for_review();
