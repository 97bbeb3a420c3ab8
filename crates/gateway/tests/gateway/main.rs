//! The gateway, from outside.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod approvals;
mod camara;
mod challenges;
mod checkout;
mod config;
mod console;
mod disputes;
mod embed;
mod languages;
mod mapping;
mod monthly;
mod monthly_ends;
mod monthly_lost;
mod own_codes;
mod page;
mod payment_list;
mod payments;
mod policy;
mod privacy;
mod receipts;
mod refunds;
mod refunds_lost;
mod requests;
mod restart;
mod sessions;
mod support;
mod support_bodies;
mod support_sandbox;
mod support_wire;
mod verify;
mod webhooks;
mod window;
mod words;
