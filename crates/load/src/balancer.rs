//! What an operator has in front of several gateways: each connection goes to one that is there.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};

/// Listens until the program ends.
pub(crate) async fn balance(port: u16, gateways: Vec<u16>) -> anyhow::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    let gateways: Arc<[SocketAddr]> = gateways.into_iter().map(|port| (Ipv4Addr::LOCALHOST, port).into()).collect();
    tokio::spawn(async move {
        while let Ok((mut caller, _)) = listener.accept().await {
            let gateways = gateways.clone();
            tokio::spawn(async move {
                // Whoever hears nothing of a gateway that is down comes again.
                if let Some(mut gateway) = reach(&gateways).await {
                    let _ = copy_bidirectional(&mut caller, &mut gateway).await;
                }
            });
        }
    });
    Ok(())
}

async fn reach(gateways: &[SocketAddr]) -> Option<TcpStream> {
    let first = fastrand::usize(..gateways.len());
    for offset in 0..gateways.len() {
        if let Ok(gateway) = TcpStream::connect(gateways[(first + offset) % gateways.len()]).await {
            return Some(gateway);
        }
    }
    None
}
