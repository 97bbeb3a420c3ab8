//! What an endpoint takes and answers. What all of a kind have in common is said here, once: whoever asks, an
//! `Idempotency-Key`, and what every request can be refused for.

use carrier_checkout_protocol::ErrorCode;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::{Operation, OperationBuilder, ParameterBuilder, ParameterIn};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, HttpMethod, RefOr, Required, ResponseBuilder, Schema};

use super::{Schemas, problems};

/// The names of the two bearers.
pub(super) const MERCHANT_KEY: &str = "merchantKey";
pub(super) const SESSION: &str = "session";

const JSON: &str = "application/json";

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    Merchant,
    Window,
    Anybody,
}

/// An endpoint, as it is being described.
pub(super) struct Endpoint {
    pub(super) path: &'static str,
    method: HttpMethod,
    operation: OperationBuilder,
    refusals: Vec<ErrorCode>,
    schemas: Schemas,
}

impl Endpoint {
    /// An endpoint whose handler has that name.
    pub(super) fn new(
        (method, path): (HttpMethod, &'static str),
        handler: &'static str,
        (who, tag): (Who, &'static str),
        summary: &'static str,
    ) -> Self {
        let operation = OperationBuilder::new().operation_id(Some(handler)).tag(tag).summary(Some(summary));
        let is_post = method == HttpMethod::Post;
        let endpoint = Self { path, method, operation, refusals: Vec::new(), schemas: Schemas::new() }.asked_by(who);
        let endpoint = if path.contains('{') { endpoint.refuses(&[ErrorCode::InvalidRequest]) } else { endpoint };
        if is_post { endpoint.once() } else { endpoint }
    }

    /// Says more about it.
    pub(super) fn says(self, description: &'static str) -> Self {
        Self { operation: self.operation.description(Some(description)), ..self }
    }

    /// What the path names.
    pub(super) fn names<T: ToSchema>(self, name: &'static str, what: &'static str) -> Self {
        self.parameter::<T>((name, ParameterIn::Path, Required::True), what)
    }

    /// What the query may say.
    pub(super) fn asks<T: ToSchema>(self, name: &'static str, what: &'static str) -> Self {
        self.parameter::<T>((name, ParameterIn::Query, Required::False), what)
    }

    /// What the query may say, where it is no type of the protocol's.
    pub(super) fn asks_plainly(self, name: &'static str, what: &'static str, schema: ObjectBuilder) -> Self {
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
        let parameter = parameter.description(Some(what)).schema(Some(schema));
        Self { operation: self.operation.parameter(parameter), ..self }
    }

    /// What the query may say as JSON.
    pub(super) fn asks_json<T: ToSchema>(mut self, name: &'static str, what: &'static str) -> Self {
        let content = ContentBuilder::new().schema(Some(reference::<T>(&mut self.schemas)));
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Query).required(Required::False);
        let parameter = parameter.description(Some(what)).content(JSON, content);
        Self { operation: self.operation.parameter(parameter), ..self }
    }

    /// The body that it needs.
    pub(super) fn takes<T: ToSchema + Serialize + DeserializeOwned>(self, example: Value) -> Self {
        self.body::<T>(example, Required::True).refuses(&[ErrorCode::MalformedJson, ErrorCode::InvalidRequest])
    }

    /// The body that it may have.
    pub(super) fn may_take<T: ToSchema + Serialize + DeserializeOwned>(self, example: Value) -> Self {
        self.body::<T>(example, Required::False).refuses(&[ErrorCode::MalformedJson, ErrorCode::InvalidRequest])
    }

    /// What it answers when all is well.
    pub(super) fn answers<T>(mut self, status: &'static str, what: &'static str, example: Value) -> Self
    where
        T: ToSchema + Serialize + DeserializeOwned,
    {
        let schema = reference::<T>(&mut self.schemas);
        let content = ContentBuilder::new().schema(Some(schema)).example(typed::<T>(example));
        self.answer(status, ResponseBuilder::new().description(what).content(JSON, content.build()))
    }

    /// An answer without a body, or of another kind than JSON.
    pub(super) fn answers_plainly(self, status: &'static str, what: &'static str, media_type: Option<&str>) -> Self {
        let response = ResponseBuilder::new().description(what);
        let text = || ContentBuilder::new().schema(Some(ObjectBuilder::new().schema_type(Type::String))).build();
        let response = match media_type {
            Some(media_type) => response.content(media_type, text()),
            None => response,
        };
        self.answer(status, response)
    }

    /// An answer of that schema.
    pub(super) fn answers_schema(self, status: &'static str, what: &'static str, schema: ObjectBuilder) -> Self {
        let content = ContentBuilder::new().schema(Some(schema));
        self.answer(status, ResponseBuilder::new().description(what).content(JSON, content.build()))
    }

    /// What else it can be refused for.
    pub(super) fn refuses(mut self, codes: &[ErrorCode]) -> Self {
        self.refusals.extend(codes);
        self
    }

    /// The operation; its schemas go to the others.
    pub(super) fn finish(self, schemas: &mut Schemas) -> (HttpMethod, Operation) {
        schemas.extend(self.schemas);
        (self.method, problems::responses(self.operation, self.refusals, schemas).build())
    }

    fn asked_by(self, who: Who) -> Self {
        let none: [&str; 0] = [];
        match who {
            Who::Anybody => self,
            Who::Merchant => {
                let operation = self.operation.security(SecurityRequirement::new(MERCHANT_KEY, none));
                Self { operation, ..self }.refuses(&[
                    ErrorCode::Unauthenticated,
                    ErrorCode::RateLimited,
                    ErrorCode::Internal,
                    ErrorCode::Overloaded,
                ])
            }
            Who::Window => {
                let language = ParameterBuilder::new().name("Accept-Language").parameter_in(ParameterIn::Header);
                let language = language
                    .required(Required::False)
                    .description(Some("The language of what the shopper reads."))
                    .schema(Some(ObjectBuilder::new().schema_type(Type::String).examples(["ko", "en-GB, en;q=0.8"])));
                let operation = self.operation.security(SecurityRequirement::new(SESSION, none)).parameter(language);
                Self { operation, ..self }.refuses(&[
                    ErrorCode::Unauthenticated,
                    ErrorCode::OriginNotAllowed,
                    ErrorCode::SessionNotFound,
                    ErrorCode::RateLimited,
                    ErrorCode::Internal,
                    ErrorCode::Overloaded,
                ])
            }
        }
    }

    /// Every POST has a key, and what comes of that.
    fn once(self) -> Self {
        let what = "1 to 255 visible characters, bare or as a string of RFC 9651 (draft-ietf-httpapi-idempotency-key-\
                    header-07): `8e03978e` and `\"8e03978e\"` are the same key. Kept for 24 hours.";
        let schema = ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[!#-~][!-~]{0,254}$"));
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .description(Some(what))
            .schema(Some(schema));
        Self { operation: self.operation.parameter(key), ..self }.refuses(&[
            ErrorCode::IdempotencyKeyMissing,
            ErrorCode::IdempotencyInFlight,
            ErrorCode::IdempotencyKeyReused,
            ErrorCode::BodyTooLarge,
            ErrorCode::UnsupportedMediaType,
            ErrorCode::InvalidRequest,
        ])
    }

    fn parameter<T: ToSchema>(
        mut self,
        (name, place, required): (&str, ParameterIn, Required),
        what: &'static str,
    ) -> Self {
        let schema = reference::<T>(&mut self.schemas);
        let parameter = ParameterBuilder::new().name(name).parameter_in(place).required(required);
        let parameter = parameter.description(Some(what)).schema(Some(schema));
        Self { operation: self.operation.parameter(parameter), ..self }
    }

    fn body<T>(mut self, example: Value, required: Required) -> Self
    where
        T: ToSchema + Serialize + DeserializeOwned,
    {
        let schema = reference::<T>(&mut self.schemas);
        let content = ContentBuilder::new().schema(Some(schema)).example(typed::<T>(example));
        let body = RequestBodyBuilder::new().content(JSON, content.build()).required(Some(required));
        Self { operation: self.operation.request_body(Some(body.build())), ..self }
    }

    fn answer(self, status: &'static str, response: ResponseBuilder) -> Self {
        let response = response.header_ref("x-request-id", problems::header("RequestId"));
        let response = if self.method == HttpMethod::Post {
            response.header_ref("idempotency-replayed", problems::header("Replayed"))
        } else {
            response
        };
        Self { operation: self.operation.response(status, response), ..self }
    }
}

/// The schema of a type by its name; it and whatever it is made of go to the others.
pub(super) fn reference<T: ToSchema>(schemas: &mut Schemas) -> RefOr<Schema> {
    let name = T::name().into_owned();
    schemas.push((name.clone(), T::schema()));
    T::schemas(schemas);
    utoipa::openapi::Ref::from_schema_name(name).into()
}

/// An example as the type writes it. One that the type does not read is left out, which a test notices.
pub(super) fn typed<T: Serialize + DeserializeOwned>(example: Value) -> Option<Value> {
    serde_json::from_value::<T>(example).ok().and_then(|example| serde_json::to_value(example).ok())
}
