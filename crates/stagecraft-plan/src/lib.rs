//! What a supabase folder holds and what applying it would do, read without a database.
