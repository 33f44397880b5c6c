//! Many starts at once.

use crate::support::{Tool, assert_clean, left_in, stderr, stdout};

#[test]
fn four_first_starts_at_once_make_one_template() {
    let tool = Tool::with_empty_cache();
    let outputs: Vec<_> = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    tool.output(&["run", "--engine", "15", "--", "sh", "-c", "echo $PGPORT"])
                })
            })
            .collect();
        runs.into_iter().map(|it| it.join().unwrap()).collect()
    });
    for output in &outputs {
        assert!(output.status.success(), "{}", stderr(output));
        assert!(stdout(output).trim().parse::<u16>().is_ok());
    }
    for kind in ["templates", "trees"] {
        let left = left_in(&tool.cache_dir().join(kind));
        assert_eq!(left.iter().filter(|it| it.is_dir()).count(), 1, "{left:?}");
    }
    assert_clean(tool.folder.path());
}
