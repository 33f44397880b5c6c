do $$
begin
  perform 1;
  raise exception 'no good' using hint = 'be good', detail = 'it was bad', errcode = 'P0042';
end
$$;
