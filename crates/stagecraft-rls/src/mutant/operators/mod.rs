//! The operators: one kind of fault, one file.

mod change_command;
mod check_true;
mod clause;
mod control;
mod cross_pair;
mod disable_rls;
mod disable_trigger;
mod drop_check;
mod drop_conjunct;
mod drop_disjunct;
mod drop_policy;
mod force;
mod function_definer;
mod grant;
mod grant_column;
mod helper_body;
mod helper_immutable;
mod invert_equality;
mod make_permissive;
mod make_restrictive;
mod narrow_roles;
mod negate;
mod null_is_true;
mod null_safe_equality;
mod partition;
mod swap_claim;
mod swap_column;
mod swap_connective;
mod swap_role;
mod unbind_caller;
mod uncorrelate;
mod using_false;
mod using_true;
mod view_definer;
mod widen_roles;

use super::{Direction, Draft, Operator, Subject};

pub(super) const ALL: &[&Operator] = &[
    &drop_policy::OPERATOR,
    &disable_rls::OPERATOR,
    &using_true::OPERATOR,
    &using_false::OPERATOR,
    &check_true::OPERATOR,
    &drop_check::OPERATOR,
    &negate::OPERATOR,
    &drop_conjunct::OPERATOR,
    &drop_disjunct::OPERATOR,
    &swap_connective::OPERATOR,
    &invert_equality::OPERATOR,
    &null_safe_equality::OPERATOR,
    &null_is_true::OPERATOR,
    &swap_column::OPERATOR,
    &uncorrelate::OPERATOR,
    &unbind_caller::OPERATOR,
    &swap_claim::OPERATOR,
    &widen_roles::OPERATOR,
    &narrow_roles::OPERATOR,
    &change_command::OPERATOR,
    &make_restrictive::OPERATOR,
    &make_permissive::OPERATOR,
    &force::OPERATOR,
    &grant::OPERATOR,
    &grant_column::OPERATOR,
    &view_definer::OPERATOR,
    &function_definer::OPERATOR,
    &helper_body::OPERATOR,
    &helper_immutable::OPERATOR,
    &disable_trigger::OPERATOR,
    &swap_role::OPERATOR,
    &partition::OPERATOR,
    &cross_pair::OPERATOR,
    &control::WRAP,
    &control::COMMUTE,
    &control::RECREATE,
    &control::RESTRICT,
    &control::RENAME,
];
