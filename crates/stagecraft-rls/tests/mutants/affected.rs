//! What mutants can be noticed at, as the catalogs of real servers say.

use stagecraft_testkit::{client, majors, sandbox};

use super::{SCHEMA, made};

#[tokio::test]
async fn what_a_mutant_can_be_noticed_at_is_known() {
    let major = majors()[0];
    let sandbox = sandbox(major).await;
    let client = client(&sandbox).await;
    client.batch_execute(SCHEMA).await.unwrap();
    let (_, mutants) = made(&client).await;
    let affected = |id: &str| {
        let found = mutants.iter().find(|it| it.id == id);
        let affected = &found.unwrap_or_else(|| panic!("no {id}")).affected;
        let relations: Vec<_> = affected.relations.iter().map(ToString::to_string).collect();
        let routines: Vec<_> = affected.routines.iter().map(String::as_str).collect();
        format!("{} / {}", relations.join(" "), routines.join(" "))
    };
    // Its own policies, policies that read it as the caller, and what reads those.
    // Helpers that read it as an owner whom policies never hold for are not asked.
    assert_eq!(
        affected("M01:public.members.own:1"),
        "public.members public.note_list public.notes public.shapes / public.count_notes()"
    );
    // What only reads does not ask a policy for DELETE.
    assert_eq!(
        affected("M01:public.notes.remove:1"),
        "public.note_list public.notes / "
    );
    // A change of nothing is tried where it is made.
    assert_eq!(affected("C3:public.members.admins:1"), "public.members / ");
    // Whoever asks the helper.
    assert_eq!(
        affected("M28:private.is_member(uuid):true"),
        "public.members public.note_list public.notes public.shapes / private.is_member(uuid) public.count_notes()"
    );
    // A partition is reached by its parent, too.
    assert_eq!(
        affected("M32:public.events_old:off"),
        "private.events_new public.events public.events_old / "
    );
    sandbox.stop().await.unwrap();
}
