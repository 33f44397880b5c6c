//! The tokens of an expression that carry meaning, brackets paired.
//!
//! squawk's lexer does the work; it knows single characters of operators, so
//! they are joined here.

use squawk_lexer::{LiteralKind, TokenKind, tokenize};

use super::Part;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An unquoted name or key word.
    Word,
    /// A quoted name.
    Quoted,
    /// A string of any kind.
    Text,
    /// A number, a bit string, `$1`.
    Constant,
    /// `=`, `->>` …
    Operator,
    /// `::`.
    Cast,
    Comma,
    Dot,
    /// `(` or `[`, with the place of what closes it.
    Open(usize),
    Close,
    Other,
}

/// A token and its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) part: Part,
}

/// Returns the tokens; nothing when a bracket or a string is left open.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let (tokens, complete) = read(text);
    complete.then_some(tokens)
}

/// Returns the tokens, and whether no bracket and no string is left open.
pub(super) fn read(text: &str) -> (Vec<Token>, bool) {
    let mut tokens: Vec<Token> = Vec::new();
    let mut open: Vec<(usize, TokenKind)> = Vec::new();
    let (raw, mut complete) = raw(text);
    let mut rest = raw.into_iter().peekable();
    while let Some((kind, part)) = rest.next() {
        let here = tokens.len();
        let (kind, end) = match kind {
            TokenKind::OpenParen | TokenKind::OpenBracket => {
                open.push((here, kind));
                (Kind::Open(here), part.end)
            }
            TokenKind::CloseParen | TokenKind::CloseBracket => {
                let opened = open.pop().filter(|(_, opened)| {
                    (*opened == TokenKind::OpenParen) == (kind == TokenKind::CloseParen)
                });
                match opened.and_then(|(at, _)| tokens.get_mut(at)) {
                    Some(opened) => opened.kind = Kind::Open(here),
                    None => complete = false,
                }
                (Kind::Close, part.end)
            }
            TokenKind::Colon => match rest.next_if(|it| it.0 == kind && it.1.start == part.end) {
                Some((_, second)) => (Kind::Cast, second.end),
                None => (Kind::Other, part.end),
            },
            _ if is_operator(kind) => {
                let mut end = part.end;
                // `=-1` is an operator and a sign.
                while let Some((_, next)) = rest.next_if(|(next, part)| {
                    is_operator(*next)
                        && part.start == end
                        && !matches!(next, TokenKind::Minus | TokenKind::Plus)
                }) {
                    end = next.end;
                }
                (Kind::Operator, end)
            }
            TokenKind::Ident => (Kind::Word, part.end),
            TokenKind::QuotedIdent { .. } => (Kind::Quoted, part.end),
            TokenKind::Literal { kind } => (literal(kind), part.end),
            TokenKind::PositionalParam { .. } => (Kind::Constant, part.end),
            TokenKind::Comma => (Kind::Comma, part.end),
            TokenKind::Dot => (Kind::Dot, part.end),
            _ => (Kind::Other, part.end),
        };
        let part = Part {
            start: part.start,
            end,
        };
        tokens.push(Token { kind, part });
    }
    (tokens, complete && open.is_empty())
}

/// Returns a text in lower case, without comments and without the quotes of
/// names.
pub(crate) fn code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    for token in tokenize(text) {
        let end = usize::try_from(token.len).unwrap_or(rest.len());
        let Some((word, after)) = rest.split_at_checked(end) else {
            break;
        };
        match token.kind {
            TokenKind::LineComment | TokenKind::BlockComment { .. } => code.push(' '),
            TokenKind::QuotedIdent { .. } => code.push_str(&word.replace('"', "").to_lowercase()),
            _ => code.push_str(&word.to_lowercase()),
        }
        rest = after;
    }
    code
}

/// Returns what the lexer sees, white space and comments left out, and whether
/// nothing is left open.
fn raw(text: &str) -> (Vec<(TokenKind, Part)>, bool) {
    let mut start = 0;
    let mut raw = Vec::new();
    let mut complete = true;
    for token in tokenize(text) {
        let end = start + usize::try_from(token.len).unwrap_or(0);
        match token.kind {
            TokenKind::Whitespace | TokenKind::LineComment => {}
            TokenKind::BlockComment { terminated } => complete &= terminated,
            TokenKind::Eof => break,
            kind => {
                complete &= match kind {
                    TokenKind::QuotedIdent { terminated, .. } => terminated,
                    TokenKind::Literal { kind } => is_terminated(kind),
                    _ => true,
                };
                raw.push((kind, Part { start, end }));
            }
        }
        start = end;
    }
    (raw, complete)
}

fn is_terminated(kind: LiteralKind) -> bool {
    match kind {
        LiteralKind::Str { terminated }
        | LiteralKind::NationalStr { terminated }
        | LiteralKind::ByteStr { terminated }
        | LiteralKind::BitStr { terminated }
        | LiteralKind::DollarQuotedString { terminated }
        | LiteralKind::UnicodeEscStr { terminated }
        | LiteralKind::EscStr { terminated } => terminated,
        LiteralKind::Int { .. } | LiteralKind::Numeric { .. } => true,
    }
}

fn literal(kind: LiteralKind) -> Kind {
    match kind {
        LiteralKind::Int { .. }
        | LiteralKind::Numeric { .. }
        | LiteralKind::BitStr { .. }
        | LiteralKind::ByteStr { .. } => Kind::Constant,
        LiteralKind::Str { .. }
        | LiteralKind::NationalStr { .. }
        | LiteralKind::DollarQuotedString { .. }
        | LiteralKind::UnicodeEscStr { .. }
        | LiteralKind::EscStr { .. } => Kind::Text,
    }
}

fn is_operator(kind: TokenKind) -> bool {
    matches!(
        kind,
        TokenKind::Slash
            | TokenKind::Minus
            | TokenKind::Eq
            | TokenKind::Gt
            | TokenKind::And
            | TokenKind::Lt
            | TokenKind::Bang
            | TokenKind::Plus
            | TokenKind::Tilde
            | TokenKind::Pound
            | TokenKind::Question
            | TokenKind::Or
            | TokenKind::Percent
            | TokenKind::Caret
            | TokenKind::Star
            | TokenKind::Backtick
            | TokenKind::At
    )
}
