//! The first screen after every reason that there is.

use carrier_checkout_protocol::{Reason, checkout::Stage};

use super::{Scene, scene};
use crate::{
    order::{at, checkout, failure},
    shopper::Shopper,
};

pub(super) fn scenes() -> Vec<Scene> {
    let refused = |reason: Reason| {
        scene(&format!("refused-{reason}"), move |locale| {
            let last_failure = Some(failure(reason, locale));
            Shopper::before(at(Stage::Open { last_failure }, checkout(locale)), locale)
        })
    };
    Reason::ALL.iter().copied().map(refused).collect()
}
