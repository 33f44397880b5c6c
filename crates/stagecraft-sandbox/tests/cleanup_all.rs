//! `cleanup_all` ends the sandboxes of a whole process and lets it start no
//! more, so this test has a process of its own.

use stagecraft_sandbox::{Error, Sandbox, SandboxConfig, cleanup_all};

#[tokio::test]
async fn cleanup_all_ends_what_is_not_dropped() {
    let folder = tempfile::Builder::new()
        .prefix("sc-")
        .permissions(std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .tempdir_in("/tmp")
        .unwrap();
    let run_dir = folder.path().join("run");
    let config = SandboxConfig::new(15).with_run_dir(&run_dir);
    let one = Sandbox::start(&config).await.unwrap();
    let _other = Sandbox::start(&config).await.unwrap();
    let starting = tokio::spawn({
        let config = config.clone();
        async move { Sandbox::start(&config).await.map(drop) }
    });
    tokio::task::yield_now().await;
    cleanup_all();

    let refused = Sandbox::start(&config).await.map(drop);
    assert!(matches!(refused, Err(Error::Interrupted)));
    assert!(matches!(starting.await.unwrap(), Err(Error::Interrupted)));
    assert_eq!(std::fs::read_dir(&run_dir).unwrap().count(), 0);
    assert!(one.config().connect(tokio_postgres::NoTls).await.is_err());
    // Stopping what is gone is fine.
    one.stop().await.unwrap();
}
