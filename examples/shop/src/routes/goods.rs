//! `GET /`: what is sold.

use std::sync::Arc;

use axum::extract::State;
use maud::Markup;

use crate::pages;
use crate::state::Shop;

pub(super) async fn list_goods(State(shop): State<Arc<Shop>>) -> Markup {
    pages::goods(shop.sandbox.as_ref())
}
