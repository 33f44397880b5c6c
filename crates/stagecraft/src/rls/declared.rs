//! Reading a project's contract with its fixture.

use std::path::Path;

use stagecraft_plan::Project;
use stagecraft_rls::{Contract, Declared};

use super::Error;

/// Where a project has its contract.
pub(crate) const CONTRACT: &str = "supabase/rls.toml";

/// Reads a contract: the project's own unless another one is named.
pub(crate) fn read(project: &Project, contract: Option<&Path>) -> Result<Declared, Error> {
    let path = contract.map_or_else(|| project.root.join(CONTRACT), Path::to_path_buf);
    if !path.is_file() {
        return Err(Error::NoContract { path });
    }
    let text = text_of(&path)?;
    let file = path.strip_prefix(&project.root).unwrap_or(&path);
    let file = file.to_string_lossy().replace('\\', "/");
    let contract = match Contract::parse(&file, &text) {
        Ok(contract) => contract,
        Err(error) => return Err(Error::Contract { error, text }),
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let fixture = match &contract.fixture {
        Some(name) => text_of(&folder.join(name.get_ref()))?,
        None => String::new(),
    };
    Ok(Declared {
        contract,
        file,
        text,
        fixture,
    })
}

fn text_of(path: &Path) -> Result<String, Error> {
    std::fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: path.to_path_buf(),
        source,
    })
}
