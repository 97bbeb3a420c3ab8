//! What a carrier answers when it does not do what it was asked.

use std::borrow::Cow;

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

/// Declares each code once, with its status, name and usual message.
macro_rules! codes {
    ($( $(#[$doc:meta])* $variant:ident = $status:ident $name:literal, $message:literal; )+) => {
        /// A CAMARA error code; each has one HTTP status.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code { $( $(#[$doc])* $variant, )+ }

        impl Code {
            /// The HTTP status that goes with it.
            #[must_use]
            pub const fn status(self) -> StatusCode {
                match self { $( Self::$variant => StatusCode::$status, )+ }
            }

            /// The code as CAMARA spells it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// The message that CAMARA gives as an example.
            const fn message(self) -> &'static str {
                match self { $( Self::$variant => $message, )+ }
            }
        }
    };
}

codes! {
    /// The request is not what the API takes.
    InvalidArgument = BAD_REQUEST "INVALID_ARGUMENT",
        "Client specified an invalid argument, request body or query param.";
    /// A number is outside its range.
    OutOfRange = BAD_REQUEST "OUT_OF_RANGE", "Client specified an invalid range.";
    /// Events cannot be delivered with that credential.
    InvalidCredential = BAD_REQUEST "INVALID_CREDENTIAL", "Only Access token is supported";
    /// Events cannot be delivered with that kind of token.
    InvalidToken = BAD_REQUEST "INVALID_TOKEN", "Only bearer token is supported";
    /// Events cannot be delivered to that address.
    InvalidSink = BAD_REQUEST "INVALID_SINK", "sink not valid for the specified protocol";
    /// The code was tried too often.
    VerificationFailed = BAD_REQUEST "ONE_TIME_PASSWORD_SMS.VERIFICATION_FAILED",
        "The maximum number of attempts for this authenticationId was exceeded without providing a valid OTP";
    /// The code is too old, used, or replaced by a newer one.
    VerificationExpired = BAD_REQUEST "ONE_TIME_PASSWORD_SMS.VERIFICATION_EXPIRED",
        "The authenticationId is no longer valid";
    /// Not the code that was sent.
    InvalidOtp = BAD_REQUEST "ONE_TIME_PASSWORD_SMS.INVALID_OTP",
        "The provided OTP is not valid for this authenticationId";
    /// The range of dates ends before it begins.
    InvalidDateRange = BAD_REQUEST "CARRIER_BILLING.INVALID_DATE_RANGE", "Client specified an invalid date range.";
    /// Not the authorization that the payment waits for.
    InvalidAuthorizationId = BAD_REQUEST "CARRIER_BILLING.INVALID_AUTHORIZATION_ID", "Invalid authorizationId.";
    /// Not the code that the payment waits for.
    InvalidCode = BAD_REQUEST "CARRIER_BILLING.INVALID_CODE", "Invalid code.";
    /// The payment's code was tried too often.
    ValidationFailed = BAD_REQUEST "CARRIER_BILLING.VALIDATION_FAILED",
        "the maximum number of attempts have been consumed for this validation.";
    /// No access token, or not one of this carrier's.
    Unauthenticated = UNAUTHORIZED "UNAUTHENTICATED",
        "Request not authenticated due to missing, invalid, or expired credentials. A new authentication is required.";
    /// The access token is not for this.
    PermissionDenied = FORBIDDEN "PERMISSION_DENIED",
        "Client does not have sufficient permissions to perform this action.";
    /// The line got too many codes.
    MaxOtpCodesExceeded = FORBIDDEN "ONE_TIME_PASSWORD_SMS.MAX_OTP_CODES_EXCEEDED",
        "Too many OTPs have been requested for this MSISDN. Try later.";
    /// The line gets no codes.
    PhoneNumberNotAllowed = FORBIDDEN "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_NOT_ALLOWED",
        "Phone_number can't receive an SMS due to business reasons in the operator.";
    /// The line is blocked.
    PhoneNumberBlocked = FORBIDDEN "ONE_TIME_PASSWORD_SMS.PHONE_NUMBER_BLOCKED",
        "Phone_number is blocked to receive SMS due to any blocking business reason in the operator.";
    /// The carrier does not charge this payment.
    PaymentDenied = FORBIDDEN "CARRIER_BILLING.PAYMENT_DENIED", "Payment denied by business.";
    /// There is no such thing.
    NotFound = NOT_FOUND "NOT_FOUND", "The specified resource is not found.";
    /// The carrier has no such line.
    IdentifierNotFound = NOT_FOUND "IDENTIFIER_NOT_FOUND", "phoneNumber not found.";
    /// The path has no such method.
    MethodNotAllowed = METHOD_NOT_ALLOWED "METHOD_NOT_ALLOWED",
        "The request method is not supported for this resource.";
    /// It was done before.
    AlreadyExists = CONFLICT "ALREADY_EXISTS", "The resource that a client tried to create already exists.";
    /// The payment was charged before.
    PaymentConfirmed = CONFLICT "CARRIER_BILLING.PAYMENT_CONFIRMED", "Payment has been confirmed.";
    /// The payment was given up before.
    PaymentCancelled = CONFLICT "CARRIER_BILLING.PAYMENT_CANCELLED", "Payment has been cancelled.";
    /// A message cannot be approved or rejected.
    IncompatibleState = CONFLICT "INCOMPATIBLE_STATE", "The resource is in a state that does not allow this.";
    /// More than 64 KiB.
    PayloadTooLarge = PAYLOAD_TOO_LARGE "PAYLOAD_TOO_LARGE", "The request body has more than 64 KiB.";
    /// The body is not `application/json`.
    UnsupportedMediaType = UNSUPPORTED_MEDIA_TYPE "UNSUPPORTED_MEDIA_TYPE",
        "The server refuses to accept the request because the payload format is in an unsupported format.";
    /// The line cannot do this.
    ServiceNotApplicable = UNPROCESSABLE_ENTITY "SERVICE_NOT_APPLICABLE",
        "The service is not available for the provided identifier.";
    /// The request does not say which line.
    MissingIdentifier = UNPROCESSABLE_ENTITY "MISSING_IDENTIFIER", "The phone number cannot be identified.";
    /// More than one payment may be.
    UnauthorizedAmount = UNPROCESSABLE_ENTITY "CARRIER_BILLING.UNAUTHORIZED_AMOUNT", "Unauthorized amount requested.";
    /// More than the line may still spend.
    UserAmountThresholdOverpassed = UNPROCESSABLE_ENTITY "CARRIER_BILLING.USER_AMOUNT_THRESHOLD_OVERPASSED",
        "Unauthorized payment request. Accumulated user mobile payments overpass account amount threshold.";
    /// The range of dates of refunds ends before it begins.
    RefundInvalidDateRange = BAD_REQUEST "CARRIER_BILLING_REFUND.INVALID_DATE_RANGE",
        "Client specified an invalid date range.";
    /// The carrier does not give this back.
    RefundDenied = FORBIDDEN "CARRIER_BILLING_REFUND.REFUND_DENIED", "Refund denied by business.";
    /// The payment is not one that is given back, or not any more.
    PaymentNotEligibleForRefund = FORBIDDEN "CARRIER_BILLING_REFUND.PAYMENT_NOT_ELIGIBLE_FOR_REFUND",
        "Payment not eligible for refund.";
    /// More than is left of the payment.
    RefundUnauthorizedAmount = UNPROCESSABLE_ENTITY "CARRIER_BILLING_REFUND.UNAUTHORIZED_AMOUNT",
        "Unauthorized amount requested.";
    /// The payment was not charged.
    RefundInvalidPaymentStatus = UNPROCESSABLE_ENTITY "CARRIER_BILLING_REFUND.INVALID_PAYMENT_STATUS",
        "Payment is not yet completed.";
    /// More requests within a second than the carrier takes.
    TooManyRequests = TOO_MANY_REQUESTS "TOO_MANY_REQUESTS", "Rate limit reached.";
    /// The sandbox itself failed.
    Internal = INTERNAL_SERVER_ERROR "INTERNAL", "Unknown server error. Typically a server bug.";
    /// The carrier is down for the time being.
    Unavailable = SERVICE_UNAVAILABLE "UNAVAILABLE", "Service Unavailable.";
}

/// CAMARA's `ErrorInfo`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    code: Code,
    message: Cow<'static, str>,
}

impl Fault {
    /// The code with another message than the usual one.
    pub(crate) fn saying(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self { code, message: message.into() }
    }

    /// An argument that is not what the API takes, and where.
    pub(crate) fn argument(message: impl Into<Cow<'static, str>>) -> Self {
        Self::saying(Code::InvalidArgument, message)
    }
}

impl From<Code> for Fault {
    fn from(code: Code) -> Self {
        Self { code, message: code.message().into() }
    }
}

impl From<sqlx::Error> for Fault {
    fn from(error: sqlx::Error) -> Self {
        tracing::error!(%error, "the database failed");
        Code::Internal.into()
    }
}

impl From<getrandom::Error> for Fault {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "the machine has no random numbers");
        Code::Internal.into()
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        #[derive(Serialize)]
        struct ErrorInfo {
            status: u16,
            code: &'static str,
            message: Cow<'static, str>,
        }
        let Self { code, message } = self;
        let status = code.status();
        let mut response =
            (status, Json(ErrorInfo { status: status.as_u16(), code: code.as_str(), message })).into_response();
        if code == Code::Unauthenticated {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}
