//! The carriers, the gateways and the shop, each a process that can be killed, and whoever wants to pay.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Programs;
use crate::balancer::balance;
use crate::database::Kind;
use crate::gateway::KEY;
use crate::http::Client;
use crate::process::{Plan, Process, free_port};

const WEBHOOK_SECRET: &str = "whsec_c2FuZGJveC1kZW1vLXdlYmhvb2stc2VjcmV0LTMyYnl0";

/// Everything that runs. The first is the carriers, the last the shop, and the gateways are between them.
pub(crate) struct Town {
    pub(crate) processes: Vec<Process>,
    /// As a browser reaches them.
    pub(crate) gateway: Client,
    pub(crate) shop: Client,
    pub(crate) carriers: Client,
}

impl Town {
    /// Starts everything on that database. Of PostgreSQL there are two gateways.
    pub(crate) async fn start(
        programs: &Programs,
        kind: Kind,
        database: &str,
        directory: &Path,
    ) -> anyhow::Result<Self> {
        let (sandbox, shop, front) = (free_port()?, free_port()?, free_port()?);
        let gateways = match kind {
            Kind::Sqlite => vec![free_port()?],
            Kind::Postgres => vec![free_port()?, free_port()?],
        };
        let site = Site { programs, directory, sandbox, shop, front };
        let mut plans = vec![site.carriers()];
        plans.extend(
            gateways.iter().zip(["gateway-1", "gateway-2"]).map(|(port, name)| site.gateway(name, *port, database)),
        );
        plans.push(site.shop());
        balance(front, gateways).await?;
        let client = |port: u16| Client::to(format!("127.0.0.1:{port}"));
        let mut town = Self {
            processes: plans.into_iter().map(Process::new).collect(),
            gateway: client(front),
            shop: client(shop),
            carriers: client(sandbox),
        };
        for process in &mut town.processes {
            process.start()?;
            process.ready().await?;
        }
        Ok(town)
    }

    pub(crate) fn gateways(&mut self) -> &mut [Process] {
        let last = self.processes.len() - 1;
        &mut self.processes[1..last]
    }

    /// Starts what is down, and waits until everything answers.
    pub(crate) async fn raise(&mut self) -> anyhow::Result<()> {
        for process in &mut self.processes {
            process.bury()?;
            if !process.is_up() {
                process.start()?;
            }
        }
        for process in &self.processes {
            process.ready().await?;
        }
        Ok(())
    }

    /// What no program may do, of all of them, from their first start on.
    pub(crate) fn faults(&mut self) -> anyhow::Result<Vec<String>> {
        let mut faults = Vec::new();
        for process in &mut self.processes {
            faults.extend(process.faults()?);
        }
        Ok(faults)
    }
}

/// Who listens where.
struct Site<'a> {
    programs: &'a Programs,
    directory: &'a Path,
    sandbox: u16,
    shop: u16,
    front: u16,
}

impl Site<'_> {
    fn carriers(&self) -> Plan {
        let environment = vec![
            ("SANDBOX_LISTEN", listen(self.sandbox)),
            ("SANDBOX_DATABASE", self.file("sandbox.db")),
            ("RUST_LOG", "warn".to_owned()),
        ];
        self.plan("carriers", (&self.programs.command, "sandbox"), environment, (self.sandbox, "/healthz"))
    }

    fn gateway(&self, name: &'static str, port: u16, database: &str) -> Plan {
        let environment = vec![
            ("CARRIER_CHECKOUT_MODE", "sandbox".to_owned()),
            ("CARRIER_CHECKOUT_LISTEN", listen(port)),
            ("CARRIER_CHECKOUT_PUBLIC_URL", format!("http://localhost:{}", self.front)),
            ("CARRIER_CHECKOUT_DATABASE", database.to_owned()),
            ("CARRIER_CHECKOUT_ASSETS", self.programs.assets.display().to_string()),
            ("CARRIER_CHECKOUT_SEALING_KEY", STANDARD.encode(KEY)),
            ("CARRIER_CHECKOUT_CARRIERS_URL", format!("http://127.0.0.1:{}/carriers", self.sandbox)),
            ("CARRIER_CHECKOUT_CARRIERS_CLIENT_ID", "sandbox".to_owned()),
            ("CARRIER_CHECKOUT_CARRIERS_CLIENT_SECRET", "sandbox-secret".to_owned()),
            ("CARRIER_CHECKOUT_SANDBOX_MERCHANT_ORIGINS", format!("http://localhost:{}", self.shop)),
            ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_URL", format!("http://127.0.0.1:{}/webhooks", self.shop)),
            ("CARRIER_CHECKOUT_SANDBOX_WEBHOOK_SECRET", WEBHOOK_SECRET.to_owned()),
            ("RUST_LOG", "warn".to_owned()),
        ];
        self.plan(name, (&self.programs.command, "serve"), environment, (port, "/readyz"))
    }

    fn shop(&self) -> Plan {
        let environment = vec![
            ("SHOP_LISTEN", listen(self.shop)),
            ("SHOP_PUBLIC_URL", format!("http://localhost:{}", self.shop)),
            ("SHOP_DATABASE", self.file("shop.db")),
            ("SHOP_GATEWAY_URL", format!("http://localhost:{}", self.front)),
            ("SHOP_WEBHOOK_SECRET", WEBHOOK_SECRET.to_owned()),
            ("RUST_LOG", "warn".to_owned()),
        ];
        self.plan("shop", (&self.programs.shop, ""), environment, (self.shop, "/"))
    }

    fn plan(
        &self,
        name: &'static str,
        (program, command): (&Path, &str),
        environment: Vec<(&'static str, String)>,
        (port, health): (u16, &'static str),
    ) -> Plan {
        let arguments = Some(command.to_owned()).filter(|command| !command.is_empty()).into_iter().collect();
        let log = self.directory.join(format!("{name}.log"));
        Plan { name, program: program.to_owned(), arguments, environment, port, health, log }
    }

    fn file(&self, name: &str) -> String {
        self.directory.join(name).display().to_string()
    }
}

fn listen(port: u16) -> String {
    format!("127.0.0.1:{port}")
}
