//! `carrier-checkout serve`.

use std::os::unix::net::UnixDatagram;

use super::support::{Place, Server, http};

#[tokio::test]
async fn a_gateway_makes_its_database_serves_and_ends_when_it_is_told_to() {
    let sandbox = Server::sandbox();
    let gateway = Place::live(Some(&sandbox));
    let server = gateway.serve();
    assert_eq!(http().get(server.url("/readyz")).send().await.unwrap().status(), 200);
    assert_eq!(server.session("sk_test_demo").await.0, 401, "the sandbox's key is nobody's");
    assert_eq!(gateway.done(&["migrate", "--check"]), "The database is up to date.\n");
    assert_eq!(server.terminate(), Some(0));
}

#[test]
fn systemd_is_told_when_it_is_ready_and_when_it_ends() {
    let mut place = Place::live(None);
    let socket = UnixDatagram::bind(place.path("notify")).unwrap();
    place.set("NOTIFY_SOCKET", &place.path("notify"));
    let server = place.serve();
    let heard = || {
        let mut buffer = [0; 100];
        let length = socket.recv(&mut buffer).unwrap();
        String::from_utf8(buffer[..length].to_vec()).unwrap()
    };
    assert_eq!(heard().trim(), "READY=1");
    assert_eq!(server.terminate(), Some(0));
    assert_eq!(heard().trim(), "STOPPING=1");
}
