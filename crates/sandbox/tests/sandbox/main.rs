//! The sandbox from outside. Every answer of a carrier is compared with the
//! carriers' own OpenAPI files (`contract`) or with the standards that have none
//! (`contract_ciba`), whatever the test is about.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod approvals;
mod billing_create;
mod billing_list;
mod billing_refund;
mod billing_settle;
mod billing_validate;
mod bodies;
mod ciba;
mod contract;
mod contract_ciba;
mod docs;
mod events;
mod ledger;
mod magic;
mod oauth;
mod one_time_password;
mod pages;
mod phone;
mod privacy;
mod server;
mod sim_swap;
mod support;
