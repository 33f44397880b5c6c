-- The platform's tables come first, and a profile comes with its user.
create table profiles (
  id uuid primary key references auth.users on delete cascade,
  name text not null, username text unique check (username ~ '^[a-z0-9]{3,20}$')
);
create function on_user() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  insert into public.profiles (id, name, username)
  values (new.id, new.raw_user_meta_data ->> 'full_name', new.raw_user_meta_data ->> 'user_name');
  return new;
end $$;
create trigger on_user after insert on auth.users for each row execute function on_user();
create table uploads (
  id uuid primary key default gen_random_uuid(),
  bucket text not null references storage.buckets,
  owner uuid not null references profiles,
  user_id uuid not null references auth.users default auth.uid()
);
alter table uploads enable row level security;
alter table uploads force row level security;
alter table profiles enable row level security;
