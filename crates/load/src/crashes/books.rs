//! The books of carriers, gateway and shop, laid side by side when all is quiet.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use carrier_checkout_protocol::ErrorCode;
use carrier_checkout_protocol::payment::{Payment, PaymentStatus};
use http::StatusCode;
use serde::Deserialize;
use serde_json::Value;

use super::DENIED;
use super::shopper::{End, Seen};
use super::town::Town;
use crate::checkout::KEY;
use crate::database::{Kind, Pool};
use crate::http::Ask;

/// A line of the carriers' books.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Charged {
    payment_id: String,
    status: String,
    amount: u64,
    /// The order.
    reference_code: String,
}

/// An event, and how far its delivery has come.
struct Told {
    id: String,
    kind: String,
    about: String,
    delivery: String,
}

/// What all have written down.
pub(crate) struct Books {
    carriers: Vec<Charged>,
    payments: Vec<Payment>,
    events: Vec<Told>,
    /// The shop's orders: their state, and what was paid for them.
    orders: BTreeMap<String, (String, Option<Payment>)>,
    /// The events that the shop has taken in.
    heard: BTreeSet<String>,
    /// The reservations that the gateway knows of and has no use for.
    known_reservations: BTreeSet<String>,
}

/// What is told of them when nothing is wrong.
#[derive(Debug, Default, serde::Serialize)]
pub(crate) struct Sums {
    pub(crate) orders: usize,
    pub(crate) paid: usize,
    /// Why how many were refused.
    pub(crate) refused: BTreeMap<String, usize>,
    pub(crate) events: usize,
    /// Which the carriers still hold, and whose answers the gateways lost: the carriers' own limit ends them.
    pub(crate) left_to_the_carriers_limit: usize,
}

impl Books {
    pub(crate) async fn read(town: &Town, kind: Kind, database: &str, directory: &Path) -> anyhow::Result<Self> {
        let carriers = town.carriers.json(Ask::get("/ledger"), StatusCode::OK).await?;
        let payments = pages(town, "payments").await?;
        let events = pages(town, "events").await?;
        let gateway = Pool::open(kind, database).await?;
        let known = "SELECT reservation FROM challenges WHERE reservation IS NOT NULL AND state <> 'spent'";
        let known_reservations = gateway.texts(known).await?.into_iter().collect();
        gateway.close().await;
        let shop = Pool::open(Kind::Sqlite, &directory.join("shop.db").display().to_string()).await?;
        let orders = "SELECT json_array(id, state, payment) FROM orders";
        let mut held = BTreeMap::new();
        for order in shop.texts(orders).await? {
            let (id, state, payment): (String, String, Option<String>) = serde_json::from_str(&order)?;
            held.insert(id, (state, payment.map(|json| serde_json::from_str(&json)).transpose()?));
        }
        let heard = shop.texts("SELECT id FROM webhooks").await?.into_iter().collect();
        shop.close().await;
        Ok(Self {
            carriers: serde_json::from_value(carriers)?,
            payments: payments.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?,
            events: events.iter().map(told).collect(),
            orders: held,
            heard,
            known_reservations,
        })
    }

    /// Every law that is broken, in a sentence; and the sums.
    pub(crate) fn audit(&self, seen: &[Seen]) -> (Sums, Vec<String>) {
        let mut broken = self.of_orders();
        broken.extend(self.of_payments());
        broken.extend(self.of_events());
        broken.extend(self.of_shoppers(seen));
        let left = self.carriers.iter().filter(|charged| is_open(charged));
        let (known, unknown): (Vec<_>, Vec<_>) =
            left.partition(|left| self.known_reservations.contains(&left.payment_id));
        broken.extend(known.iter().map(|left| {
            format!(
                "order {}: the gateway knows of reservation {} and has not given it back",
                left.reference_code, left.payment_id
            )
        }));
        broken.extend(self.of_the_crowd(seen));
        let sums = Sums {
            orders: self.orders.len(),
            paid: self.charges().values().filter(|amounts| !amounts.is_empty()).count(),
            refused: reasons(seen),
            events: self.events.len(),
            left_to_the_carriers_limit: unknown.len(),
        };
        (sums, broken)
    }

    /// What the carriers have charged for each order.
    fn charges(&self) -> HashMap<&str, Vec<u64>> {
        let mut charges: HashMap<&str, Vec<u64>> = HashMap::new();
        for charged in self.carriers.iter().filter(|charged| charged.status == "succeeded") {
            charges.entry(&charged.reference_code).or_default().push(charged.amount);
        }
        charges
    }

    /// An order is paid once at all three and for the same amount, or at none.
    fn of_orders(&self) -> Vec<String> {
        let charges = self.charges();
        let mut paid: HashMap<&str, Vec<u64>> = HashMap::new();
        for payment in self.payments.iter().filter(|payment| payment.status == PaymentStatus::Succeeded) {
            paid.entry(payment.order_id.as_str()).or_default().push(u64::from(payment.amount.get()));
        }
        let bought = self.orders.iter().filter(|(_, (state, _))| state == "paid").map(|(order, (_, payment))| {
            (order.as_str(), payment.iter().map(|payment| u64::from(payment.amount.get())).collect::<Vec<_>>())
        });
        let bought: HashMap<&str, Vec<u64>> = bought.collect();
        let all: BTreeSet<&str> = charges.keys().chain(paid.keys()).chain(bought.keys()).copied().collect();
        let none = Vec::new();
        let of = |books: &HashMap<&str, Vec<u64>>, order: &str| books.get(order).unwrap_or(&none).clone();
        let differs = all.into_iter().filter_map(|order| {
            let three = [of(&charges, order), of(&paid, order), of(&bought, order)];
            let agrees = three.iter().all(|amounts| amounts.len() == 1 && *amounts == three[0]);
            (!agrees).then(|| {
                let [carriers, gateway, shop] = three;
                format!("order {order}: carriers charged {carriers:?}, gateway has paid {gateway:?}, shop has {shop:?}")
            })
        });
        differs.collect()
    }

    /// Nothing is still being found out.
    fn of_payments(&self) -> Vec<String> {
        let open = self.payments.iter().filter(|payment| payment.status == PaymentStatus::Processing);
        let open = open.map(|payment| format!("payment {} is still processing", payment.id));
        let checking = self.orders.iter().filter(|(_, (state, _))| state == "checking");
        open.chain(checking.map(|(order, _)| format!("the shop still waits for order {order}"))).collect()
    }

    /// Each payment is told of once, and every event has come.
    fn of_events(&self) -> Vec<String> {
        let mut broken = Vec::new();
        for told in &self.events {
            if told.delivery != "delivered" || !self.heard.contains(&told.id) {
                broken.push(format!("event {} ({}) was not delivered: {}", told.id, told.kind, told.delivery));
            }
        }
        for payment in &self.payments {
            let kind = match payment.status {
                PaymentStatus::Succeeded => "payment.succeeded",
                PaymentStatus::Failed => "payment.failed",
                _ => continue,
            };
            let of = |told: &&Told| told.kind == kind && told.about == payment.id.as_str();
            let times = self.events.iter().filter(of).count();
            if times != 1 {
                broken.push(format!("payment {} has {times} events {kind}", payment.id));
            }
        }
        broken
    }

    /// What a shopper has seen is so.
    fn of_shoppers(&self, seen: &[Seen]) -> Vec<String> {
        let charges = self.charges();
        let wrong = seen.iter().filter_map(|Seen { buyer, order, session, end }| {
            let charged = charges.get(order.as_str()).map_or(0, Vec::len);
            match end {
                End::Paid if charged == 1 => None,
                // Only that line is refused by its carrier.
                End::Refused(reason) if charged == 0 && reason == "payment_denied" && buyer.phone == DENIED => None,
                // Killed programs have lost its codes. Nobody cancels, and no session lasts so long that it expires.
                End::Refused(reason) if charged == 0 && reason == ErrorCode::SendsExhausted.as_str() => None,
                _ => Some(format!(
                    "shopper {} ({} {}, order {order}, {session}) has seen {end:?}, and was charged {charged} times",
                    buyer.number, buyer.carrier, buyer.channel
                )),
            }
        });
        wrong.collect()
    }

    /// The laws above hold in a world where nobody pays, too.
    fn of_the_crowd(&self, seen: &[Seen]) -> Option<String> {
        let honest = || seen.iter().filter(|seen| seen.buyer.phone != DENIED);
        let paid = honest().filter(|seen| seen.end == End::Paid).count();
        let honest = honest().count();
        // A few may have no code left in the end.
        (paid == 0 || paid * 10 < honest * 9)
            .then(|| format!("only {paid} of {honest} shoppers have paid whose carrier refuses nothing"))
    }
}

fn reasons(seen: &[Seen]) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    for seen in seen {
        if let End::Refused(reason) = &seen.end {
            *reasons.entry(reason.clone()).or_default() += 1;
        }
    }
    reasons
}

/// Whether the carrier still holds it.
fn is_open(charged: &Charged) -> bool {
    charged.status == "reserved" || charged.status == "pending_validation"
}

fn told(event: &Value) -> Told {
    let text = |pointer: &str| event.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned();
    Told { id: text("/id"), kind: text("/type"), about: text("/data/id"), delivery: text("/delivery/status") }
}

/// All of a list, page by page.
async fn pages(town: &Town, list: &str) -> anyhow::Result<Vec<Value>> {
    let mut all: Vec<Value> = Vec::new();
    loop {
        let after = all.last().and_then(|last| last["id"].as_str()).map(|id| format!("&starting_after={id}"));
        let path = format!("/v1/{list}?limit=100{}", after.unwrap_or_default());
        let mut page = town.gateway.json(Ask { bearer: Some(KEY), ..Ask::get(&path) }, StatusCode::OK).await?;
        all.extend(page["data"].as_array().cloned().unwrap_or_default());
        if page["has_more"].take() != Value::Bool(true) {
            return Ok(all);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crashes::shopper::Buyer;

    fn seen(phone: &str, end: End) -> Seen {
        let buyer = Buyer { number: 1, phone: phone.to_owned(), carrier: "SKT", channel: "sms", good: 1 };
        Seen { buyer, order: String::new(), session: String::new(), end }
    }

    fn empty() -> Books {
        Books {
            carriers: Vec::new(),
            payments: Vec::new(),
            events: Vec::new(),
            orders: BTreeMap::new(),
            heard: BTreeSet::new(),
            known_reservations: BTreeSet::new(),
        }
    }

    #[test]
    fn a_world_in_which_nobody_pays_breaks_a_law() {
        let refused = |phone| seen(phone, End::Refused("sends_exhausted".to_owned()));
        for crowd in [vec![], vec![refused("01020000001")], vec![refused(DENIED)]] {
            let (_, broken) = empty().audit(&crowd);
            assert_eq!(broken.len(), 1, "{broken:?}");
        }
    }

    #[test]
    fn nobody_is_refused_for_what_nobody_asks_for() {
        for (phone, reason) in [("01020000001", "payment_denied"), (DENIED, "expired"), ("01020000001", "cancelled")] {
            let refused = seen(phone, End::Refused(reason.to_owned()));
            assert_eq!(empty().of_shoppers(&[refused]).len(), 1, "{reason}");
        }
        let denied = seen(DENIED, End::Refused("payment_denied".to_owned()));
        assert_eq!(empty().of_shoppers(&[denied]), Vec::<String>::new());
    }
}
