//! Seeding side by side: tenants, their users, and orders that know both; by
//! ours and by those who read a schema and fill it.
//!
//! Everybody gets an empty database twice. First the schema is as it is
//! declared. Then its CHECKs are gone, so that there are rows to time and to
//! judge of those who do not honour them, and it is counted which rows would
//! have broken which. The foreign keys, the unique email and the indexes stay.
//! A peer runs as its manual says, with nothing told but how many rows.

mod board;
mod measure;
mod ours;
mod peers;
mod stage;

use std::path::PathBuf;

use stagecraft_terminal::Terminal;

use crate::layer::Trouble;
use measure::Measured;
use peers::Peers;
use stage::Stage;

pub(crate) use board::Board;

/// How many rows there are to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Rows {
    tenants: u64,
    users: u64,
    orders: u64,
}

impl Rows {
    const WANTED: Self = Self {
        tenants: 100,
        users: 10_000,
        orders: 100_000,
    };

    /// Fewer, for who cannot do them all.
    fn fewer(self) -> Self {
        Self {
            users: self.users / 10,
            orders: self.orders / 10,
            ..self
        }
    }

    fn total(self) -> u64 {
        self.tenants + self.users + self.orders
    }

    /// Returns `tenants=…,users=…,orders=…`.
    fn list(self) -> String {
        let Self {
            tenants,
            users,
            orders,
        } = self;
        format!("tenants={tenants},users={users},orders={orders}")
    }
}

/// Who seeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Contender {
    Ours,
    Snaplet,
    Drizzle,
    Seedgen,
    Postseed,
}

impl Contender {
    const ALL: [Self; 5] = [
        Self::Ours,
        Self::Snaplet,
        Self::Drizzle,
        Self::Seedgen,
        Self::Postseed,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Ours => "stagecraft",
            Self::Snaplet => "@snaplet/seed",
            Self::Drizzle => "drizzle-seed",
            Self::Seedgen => "seedgen",
            Self::Postseed => "postseed",
        }
    }
}

/// Whether the schema has its CHECKs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checks {
    Declared,
    Dropped,
}

impl Checks {
    const ALL: [Self; 2] = [Self::Declared, Self::Dropped];
}

/// What somebody left in the database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Left {
    rows: u64,
    orders: u64,
    /// Orders of another tenant than their user's.
    strays: u64,
    /// CHECKs, and how many rows break them.
    broken: Vec<(String, u64)>,
}

/// One contender's runs on one schema.
struct Tried {
    contender: Contender,
    checks: Checks,
    rows: Rows,
    runs: Vec<Measured>,
    left: Left,
}

/// What the bench is asked for.
pub(crate) struct Wish {
    pub(crate) major: u16,
    pub(crate) runs: usize,
    /// The seedgen that is already there, or `build`; it is left out otherwise.
    pub(crate) seedgen: Option<PathBuf>,
    /// Where the report goes, in Markdown.
    pub(crate) report: Option<PathBuf>,
}

/// Everybody runs once before anybody runs again, so that a slow moment of the
/// machine hits all of them.
pub(crate) async fn bench(wish: &Wish, terminal: &Terminal) -> Result<Board, Trouble> {
    terminal.say("seed-peers: fetching the peers into a temporary folder");
    let peers = Peers::fetch(wish.seedgen.as_deref()).await?;
    let stage = Stage::start(wish.major).await?;
    let mut board = Board::new(wish.major, stage.server());
    for contender in Contender::ALL {
        match peers.missing(contender) {
            Some(reason) => board.missing.push((contender, reason)),
            None => board
                .tried
                .extend(Checks::ALL.map(|checks| Tried::new(contender, checks))),
        }
    }
    let of = wish.runs.max(1);
    for round in 1..=of {
        terminal.say(&format!("seed-peers: round {round} of {of}"));
        for tried in &mut board.tried {
            if tried.failure().is_none() {
                terminal.say(&format!("seed-peers: {}", tried.title()));
                run(&stage, &peers, tried).await?;
            }
        }
    }
    stage.stop().await?;
    if let Some(path) = &wish.report {
        std::fs::write(path, board.markdown())?;
    }
    Ok(board)
}

/// Runs a contender once. Who is not hindered by a CHECK and fails all the same
/// is asked for fewer rows.
async fn run(stage: &Stage, peers: &Peers, tried: &mut Tried) -> Result<(), Trouble> {
    loop {
        let url = stage.fresh(tried.checks).await?;
        let mut command = peers.command(tried.contender, &url, tried.rows).await?;
        tried.runs.push(measure::measure(&mut command).await?);
        tried.left = stage.judge().await?;
        let is_all = tried.checks == Checks::Declared || tried.rows != Rows::WANTED;
        if is_all || tried.failure().is_none() {
            return Ok(());
        }
        tried.rows = Rows::WANTED.fewer();
        tried.runs.clear();
    }
}

impl Tried {
    fn new(contender: Contender, checks: Checks) -> Self {
        Self {
            contender,
            checks,
            rows: Rows::WANTED,
            runs: Vec::new(),
            left: Left::default(),
        }
    }

    fn title(&self) -> String {
        let schema = match self.checks {
            Checks::Declared => "all of the schema",
            Checks::Dropped => "without CHECKs",
        };
        format!("{}, {schema}", self.contender.name())
    }

    /// Returns why it did not do what it was asked for.
    fn failure(&self) -> Option<String> {
        let failed = self.runs.iter().find_map(|it| it.failure.clone());
        let is_short = !self.runs.is_empty() && self.left.rows < self.rows.total();
        let short = is_short.then(|| format!("{} of {} rows", self.left.rows, self.rows.total()));
        failed.or(short)
    }
}
