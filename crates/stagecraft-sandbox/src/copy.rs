//! Copies a cluster, file by file, by reference where the file system can.

use std::fs::{DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use crate::account::Account;

/// Copies the folder `from` to `to`, which must not exist, and gives all of it
/// to the server's account.
pub(crate) fn cluster(from: &Path, to: &Path, account: &Account) -> io::Result<()> {
    let mut files = Vec::new();
    folders(from, to, account, &mut files)?;
    let middle = files.len() / 2;
    let (one, other) = files.split_at(middle);
    std::thread::scope(|scope| {
        let half = scope.spawn(|| copy_all(one, account));
        let rest = copy_all(other, account);
        let half = half
            .join()
            .unwrap_or_else(|_| Err(io::Error::other("the copying thread panicked")));
        half.and(rest)
    })
}

fn folders(
    from: &Path,
    to: &Path,
    account: &Account,
    files: &mut Vec<(PathBuf, PathBuf)>,
) -> io::Result<()> {
    DirBuilder::new().mode(0o700).create(to)?;
    std::fs::set_permissions(to, Permissions::from_mode(0o700))?;
    account.own(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            folders(&entry.path(), &target, account, files)?;
        } else {
            files.push((entry.path(), target));
        }
    }
    Ok(())
}

fn copy_all(files: &[(PathBuf, PathBuf)], account: &Account) -> io::Result<()> {
    for (from, to) in files {
        std::fs::copy(from, to)?;
        account.own(to)?;
    }
    Ok(())
}
