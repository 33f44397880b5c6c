-- exact
insert into auth.users (id, email) values ('00000000-0000-0000-0000-0000000000a1', 'a@example.com');
-- migration:
insert into storage.buckets (id, name, public) values ('pictures', 'pictures', true);
create policy pictures on storage.objects for select to authenticated using (bucket_id = 'pictures');
update auth.users set created_at = now(), confirmation_token = '';
insert into auth.identities (id, provider_id, provider, user_id, identity_data)
select gen_random_uuid(), email, 'email', id, '{}' from auth.users;
create trigger made after insert on auth.users for each row execute function app.touch();
create trigger made after insert on auth.mfa_factors for each row execute function app.touch();
