//! What `doctor` and `clean` say.

use std::path::Path;

use crate::support::{Tool, left_in, stderr, stdout};

#[test]
fn doctor_names_every_engine_and_where_things_are() {
    let tool = Tool::new();
    let output = tool.output(&["doctor", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["schema"], "stagecraft.sandbox-doctor/1");
    let body = &document["body"];
    let engines = body["engines"].as_array().unwrap();
    let majors: Vec<_> = engines
        .iter()
        .map(|it| it["major"].as_u64().unwrap())
        .collect();
    assert_eq!(majors, [15, 16, 17, 18]);
    assert_eq!(body["run_dir"]["path"], tool.run_dir().to_str().unwrap());
    for engine in engines.iter().filter(|it| !it["server"].is_null()) {
        let version = engine["server"]["version"].as_str().unwrap();
        assert!(version.starts_with(&engine["major"].to_string()));
        let stand_ins = engine["stand_ins"].as_array().unwrap();
        assert!(stand_ins.iter().any(|it| it["name"] == "pg_net"));
        if let Some(folder) = engine["server"]["origin"]["installed"].as_str() {
            assert!(Path::new(folder).join("initdb").exists());
        }
    }

    let text = stdout(&tool.output(&["doctor"]));
    for word in ["engine", "15", "18", "npm", "cache", "sandboxes"] {
        assert!(text.contains(word), "{word} is missing in\n{text}");
    }
}

#[test]
fn doctor_fails_when_a_folder_can_not_be_used() {
    let tool = Tool::new();
    let output = tool
        .command(&["doctor"])
        .env("STAGECRAFT_CACHE_DIR", "/dev/null/cache")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("`/dev/null/cache` can't be written"));
}

#[test]
fn clean_leaves_what_is_in_use() {
    let tool = Tool::with_empty_cache();
    let (mut child, _, _lines) = tool.run_until_line(15, "echo $$; exec sleep 600");
    assert!(tool.output(&["clean"]).status.success());
    let trees = tool.cache_dir().join("trees");
    let kept = left_in(&trees).iter().filter(|it| it.is_dir()).count();
    assert_eq!(kept, 1, "the running server's tree");
    let pid = nix::unistd::Pid::from_raw(child.id().try_into().unwrap());
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
    child.wait().unwrap();
    assert!(tool.output(&["clean"]).status.success());
    for kind in ["trees", "templates"] {
        let left = left_in(&tool.cache_dir().join(kind));
        assert!(left.iter().all(|it| !it.is_dir()), "{left:?}");
    }
}
