;;
;select 1;;
-- nothing
;