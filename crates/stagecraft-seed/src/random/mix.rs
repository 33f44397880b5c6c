//! Bits that depend on all bits of a number.

/// The finalizer of SplitMix64: every bit of the input reaches every bit of the
/// output, and distinct numbers stay distinct.
#[inline]
pub(crate) fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
