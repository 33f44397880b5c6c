-- Enum types of the storage schema.

create type storage.buckettype as enum ('STANDARD', 'ANALYTICS', 'VECTOR');
