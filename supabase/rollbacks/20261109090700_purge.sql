-- Takes 20261109090700_purge back.
drop function ops.apply_retention(integer, timestamptz);
drop function ops.purge_batch(text, timestamptz);
drop function ops.drop_signal_partition(timestamptz);
drop function ops.record_purge(text, timestamptz, jsonb, text);
