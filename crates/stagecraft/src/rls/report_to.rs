//! `--report FORMAT=FILE`: a report in another tool's format, beside what the
//! terminal gets.

use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use jiff::Timestamp;
use stagecraft_model::Document;
use stagecraft_rls::Declared;
use stagecraft_rls::report::{CHECK_SCHEMA, Places, Report, github, human, junit, markdown, sarif};
use stagecraft_terminal::{Palette, Terminal};

use super::error::{Error, write};

/// A format that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A matrix and what did not hold, as text
    Human,
    /// The document `stagecraft.rls-check/1`
    Json,
    /// JUnit's XML
    Junit,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// Markdown
    Markdown,
}

/// A report and where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportTo {
    /// The format.
    pub format: ReportFormat,
    /// The file; stdout without one.
    pub file: Option<PathBuf>,
}

impl FromStr for ReportTo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (format, file) = match text.split_once('=') {
            Some((format, file)) => (format, Some(file).filter(|it| !it.is_empty() && *it != "-")),
            None => (text, None),
        };
        let format = ReportFormat::from_str(format, true).map_err(|_| {
            let names: Vec<_> = ReportFormat::value_variants()
                .iter()
                .filter_map(ValueEnum::to_possible_value)
                .map(|it| it.get_name().to_owned())
                .collect();
            format!(
                "no format is called `{format}`; there are {}",
                names.join(", ")
            )
        })?;
        Ok(Self {
            format,
            file: file.map(PathBuf::from),
        })
    }
}

impl ReportTo {
    /// Writes a report; what looks like a secret is redacted.
    pub(super) fn write(
        &self,
        report: &Report,
        declared: &Declared,
        terminal: &Terminal,
    ) -> Result<(), Error> {
        let palette = if self.file.is_some() {
            Palette::default()
        } else {
            terminal.palette()
        };
        let text = text(self.format, report, declared, palette)?;
        let text = stagecraft_evidence::redact(&text);
        match &self.file {
            None => terminal.data(&text),
            Some(path) => write(path, &text)?,
        }
        Ok(())
    }
}

fn text(
    format: ReportFormat,
    report: &Report,
    declared: &Declared,
    palette: Palette,
) -> Result<String, Error> {
    Ok(match format {
        ReportFormat::Human => human(report, palette),
        ReportFormat::Json => Document::new(CHECK_SCHEMA, Timestamp::now(), report)
            .to_json()
            .unwrap_or_default(),
        ReportFormat::Junit => junit(report).map_err(Error::Junit)?,
        ReportFormat::Sarif => sarif(report, &Places::of(declared)),
        ReportFormat::Github => github(report, &Places::of(declared)),
        ReportFormat::Markdown => markdown(report),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_have_files_or_stdout() {
        let read = |text: &str| text.parse::<ReportTo>().unwrap();
        assert_eq!(read("junit=a=b.xml").file, Some(PathBuf::from("a=b.xml")));
        assert_eq!(read("github").file, None);
        assert_eq!(read("sarif=-").file, None);
        let error = "xml=x".parse::<ReportTo>().unwrap_err();
        assert!(error.contains("junit, sarif"), "{error}");
    }
}
