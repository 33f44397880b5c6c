-- nothing
;
