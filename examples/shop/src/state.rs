//! What every handler shares.

use std::path::PathBuf;
use std::sync::Arc;

use carrier_checkout_protocol::OrderId;
use carrier_checkout_protocol::session::SessionStatus;
use standardwebhooks::Webhook;
use url::Url;

use crate::config::Config;
use crate::gateway::{Gateway, GatewayError};
use crate::orders::{News, Order, OrderState, Orders};

/// The shop; cheap to clone.
#[derive(Clone)]
pub struct ShopState(pub(crate) Arc<Shop>);

/// Everything it needs.
pub(crate) struct Shop {
    pub(crate) orders: Orders,
    pub(crate) gateway: Gateway,
    pub(crate) webhook: Webhook,
    pub(crate) sandbox: Option<Url>,
    pub(crate) yew: PathBuf,
}

/// The shop could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database cannot be opened.
    #[error("SHOP_DATABASE cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// TLS cannot be set up.
    #[error("cannot make an HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

impl ShopState {
    /// Opens the shop with these settings.
    ///
    /// # Errors
    /// What could not be set up.
    pub async fn open(config: Config) -> Result<Self, OpenError> {
        let orders = Orders::open(&config.database).await?;
        let gateway = Gateway::new(config.gateway, config.secret_key, config.public_url)?;
        Ok(Self(Arc::new(Shop { orders, gateway, webhook: config.webhook, sandbox: config.sandbox, yew: config.yew })))
    }
}

impl Shop {
    /// The order as it stands now: while it is not decided, the gateway is
    /// asked, whose record is the truth. When it cannot be reached, the shop
    /// shows what it knows.
    pub(crate) async fn current(&self, id: &OrderId) -> Result<Option<Order>, sqlx::Error> {
        let Some(order) = self.orders.find(id).await? else { return Ok(None) };
        match order.state {
            OrderState::Paid | OrderState::Disputed | OrderState::Returned | OrderState::Expired => {
                return Ok(Some(order));
            }
            OrderState::Awaiting | OrderState::Checking | OrderState::Failed => {}
        }
        match self.catch_up(&order).await {
            Ok(()) => self.orders.find(id).await,
            Err(CatchUpError::Database(error)) => Err(error),
            Err(CatchUpError::Gateway(error)) => {
                tracing::warn!(order = %order.id, %error, "cannot ask how the order stands");
                Ok(Some(order))
            }
        }
    }

    async fn catch_up(&self, order: &Order) -> Result<(), CatchUpError> {
        let session = self.gateway.session(&order.session).await?;
        if let Some(payment) = &session.payment {
            let payment = self.gateway.payment(payment).await?;
            self.orders.take_in(News::Payment(&payment)).await?;
        }
        match session.status {
            SessionStatus::Cancelled | SessionStatus::Expired => {
                self.orders.take_in(News::Expired(&session.id)).await?;
            }
            SessionStatus::Open
            | SessionStatus::Challenged
            | SessionStatus::Verified
            | SessionStatus::Processing
            | SessionStatus::Paid => {}
        }
        Ok(())
    }
}

#[derive(Debug, thiserror::Error)]
enum CatchUpError {
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Gateway(#[from] GatewayError),
}
