//! What the catalogs say.

use stagecraft_rls::facts;
use stagecraft_testkit::{client, majors, sandbox};

#[tokio::test]
async fn facts_of_a_platform_are_read() {
    for major in majors() {
        let sandbox = sandbox(major).await;
        let client = client(&sandbox).await;
        client
            .batch_execute(
                "create table public.notes (id uuid primary key, owner uuid default auth.uid());
                 alter table public.notes enable row level security;
                 create policy own on public.notes for select to authenticated using (owner = auth.uid())",
            )
            .await
            .unwrap();
        let facts = facts::read(&client, &[]).await.unwrap();
        let [policy] = facts
            .policies
            .iter()
            .filter(|it| it.name.as_str() == "own")
            .collect::<Vec<_>>()[..]
        else {
            panic!("{:?}", facts.policies);
        };
        assert_eq!(policy.using.as_deref(), Some("(owner = auth.uid())"));
        assert_eq!(policy.calls, ["auth.uid()"]);
        let notes = facts.relation(&policy.relation).unwrap();
        assert!(notes.grants("anon", "SELECT"));
        assert!(
            facts
                .role("authenticated")
                .is_some_and(|it| policy.applies_to(it))
        );
        let path: String = client
            .query_one("show search_path", &[])
            .await
            .unwrap()
            .get(0);
        assert!(path.contains("public"), "{path}");
        sandbox.stop().await.unwrap();
    }
}
