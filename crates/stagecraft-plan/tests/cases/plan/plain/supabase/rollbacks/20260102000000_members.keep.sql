-- What keeps rows of this migration, as it is now.
-- migration: blake3:43ab765b47d79e312605c62a30a81f6ffc198c3c081da122ee6f189739220b6f
-- stagecraft: before the migration
select 1;
