//! What the shopper is shown when the shop cannot go on.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::gateway::GatewayError;
use crate::pages;

/// Why a page cannot be shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    #[error("there is no such page")]
    NotFound,
    #[error("the order was begun in another browser")]
    NotYours,
    #[error(transparent)]
    Gateway(#[from] GatewayError),
    #[error("the database failed: {0}")]
    Database(#[from] sqlx::Error),
    #[error("no random numbers: {0}")]
    Random(#[from] getrandom::Error),
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (status, title, text) = match &self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                "찾을 수 없는 페이지입니다",
                "주소를 확인하거나 상품 목록에서 다시 시작해 주세요.",
            ),
            Self::NotYours => (
                StatusCode::FORBIDDEN,
                "다른 브라우저에서 시작한 주문입니다",
                "다른 사람의 주문을 바꾸거나 대신 결제하지 않도록 막았습니다. 쿠키를 허용하고 상품 목록에서 다시 시작해 주세요.",
            ),
            Self::Gateway(_) => (
                StatusCode::BAD_GATEWAY,
                "지금은 결제를 시작할 수 없습니다",
                "결제 서비스에 연결하지 못했습니다. 결제된 금액은 없습니다. 잠시 후 다시 시도해 주세요.",
            ),
            Self::Database(_) | Self::Random(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "잠시 문제가 생겼습니다",
                "주문은 그대로 있습니다. 잠시 후 다시 시도해 주세요.",
            ),
        };
        if status.is_server_error() {
            tracing::error!(error = %self, "a page could not be shown");
        }
        (status, pages::problem(title, text)).into_response()
    }
}
