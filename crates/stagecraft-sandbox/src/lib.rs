//! A throwaway Postgres with the Supabase platform in it.
