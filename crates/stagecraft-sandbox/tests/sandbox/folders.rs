//! Folders that can't be used are named, with what to do.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;

use stagecraft_model::{ErrorClass, Fault as _};
use stagecraft_sandbox::{Error, Sandbox, SandboxConfig};

use crate::support::folder;

async fn refusal(config: &SandboxConfig) -> Error {
    let error = Sandbox::start(config).await.map(drop).unwrap_err();
    assert_eq!(error.class(), ErrorClass::Environment);
    assert!(error.hint().unwrap().contains("STAGECRAFT_"), "{error}");
    error
}

#[tokio::test]
async fn a_cache_that_can_not_be_written() {
    let folder = folder();
    let file = folder.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let config = SandboxConfig::new(15)
        .with_run_dir(folder.path().join("run"))
        .with_cache_dir(file.join("cache"));
    let error = refusal(&config).await;
    assert!(matches!(error, Error::CacheUnwritable { .. }), "{error}");
    assert!(error.to_string().contains("file/cache"), "{error}");
}

#[tokio::test]
async fn a_run_folder_that_others_can_write() {
    let folder = folder();
    let shared = folder.path().join("shared");
    std::fs::create_dir(&shared).unwrap();
    std::fs::set_permissions(&shared, Permissions::from_mode(0o777)).unwrap();
    let error = refusal(&SandboxConfig::new(15).with_run_dir(&shared)).await;
    assert!(matches!(error, Error::RunDirUnsafe { .. }), "{error}");
}

#[tokio::test]
async fn a_run_folder_whose_path_is_too_long() {
    let folder = folder();
    let long = folder.path().join("x".repeat(90));
    let error = refusal(&SandboxConfig::new(15).with_run_dir(long)).await;
    assert!(matches!(error, Error::RunDirTooLong { .. }), "{error}");
}

#[tokio::test]
async fn as_root_a_folder_that_the_server_can_not_enter() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let folder = folder();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(0o700)).unwrap();
    let error = refusal(&SandboxConfig::new(15).with_cache_dir(folder.path().join("cache"))).await;
    assert!(matches!(error, Error::Unreachable { .. }), "{error}");
}
