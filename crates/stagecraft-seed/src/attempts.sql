-- Tries each row's statements until one succeeds; says which, or why none did.
-- The first of a row's statements is run before them, if there is one.
declare
    stagecraft_work jsonb := $work$;
    stagecraft_outcome jsonb := '[]';
    stagecraft_errors jsonb;
    stagecraft_got jsonb;
    stagecraft_state text;
    stagecraft_constraint text;
    stagecraft_message text;
    stagecraft_context text;
begin
    for stagecraft_row in 0 .. jsonb_array_length(stagecraft_work) - 1 loop
        stagecraft_errors := '[]';
        if stagecraft_work -> stagecraft_row ->> 0 <> '' then
            execute stagecraft_work -> stagecraft_row ->> 0;
        end if;
        for stagecraft_attempt in 1 .. jsonb_array_length(stagecraft_work -> stagecraft_row) - 1 loop
            begin
                stagecraft_got := null;
                execute stagecraft_work -> stagecraft_row ->> stagecraft_attempt into stagecraft_got;
                if stagecraft_got is not null then
                    stagecraft_outcome := stagecraft_outcome || jsonb_build_array(jsonb_build_object(
                        'row', stagecraft_row,
                        'attempt', stagecraft_attempt - 1,
                        'values', stagecraft_got
                    ));
                    stagecraft_errors := null;
                    exit;
                end if;
                stagecraft_errors := stagecraft_errors || jsonb_build_array(jsonb_build_object(
                    'sqlstate', '', 'constraint', '', 'message', 'a trigger skipped the row', 'context', ''
                ));
            exception when others then
                get stacked diagnostics
                    stagecraft_state = returned_sqlstate,
                    stagecraft_constraint = constraint_name,
                    stagecraft_message = message_text,
                    stagecraft_context = pg_exception_context;
                stagecraft_errors := stagecraft_errors || jsonb_build_array(jsonb_build_object(
                    'sqlstate', stagecraft_state,
                    'constraint', stagecraft_constraint,
                    'message', stagecraft_message,
                    'context', stagecraft_context
                ));
            end;
        end loop;
        if stagecraft_errors is not null then
            stagecraft_outcome := stagecraft_outcome || jsonb_build_array(jsonb_build_object(
                'row', stagecraft_row, 'errors', stagecraft_errors
            ));
        end if;
    end loop;
    perform set_config('$outcome$', stagecraft_outcome::text, true);
end
