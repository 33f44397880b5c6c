//! Values without a state: what a column draws is a function of the seed, its
//! name and the row's number, on every platform and in any order.
//!
//! `+ − × ÷ √` of `f64` are the same everywhere; `ln`, `exp`, `sin` and `pow`
//! of the standard library are the platform's, so those are `libm`'s.

mod guide;
mod key;
mod mix;
mod permutation;
mod philox;
mod season;
mod spread;
mod stream;
mod week;
mod zipf;

pub(crate) use key::{ENGINE, Key};
pub(crate) use mix::mix;
pub(crate) use permutation::Permutation;
pub(crate) use season::Season;
pub(crate) use spread::{exponential, log_normal, normal};
pub(crate) use stream::Stream;
pub(crate) use zipf::Zipf;
