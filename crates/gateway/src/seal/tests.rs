use proptest::prelude::*;

use super::key::HEADER;
use super::*;

fn only(key: u8) -> Sealer {
    Sealer::new(&[key; 32], [])
}

/// The last key is the current one.
fn ring(keys: &[u8]) -> Sealer {
    let (current, old) = keys.split_last().unwrap();
    let old: Vec<[u8; 32]> = old.iter().rev().map(|key| [*key; 32]).collect();
    Sealer::new(&[*current; 32], &old)
}

#[test]
fn what_is_sealed_opens_only_in_its_place_and_with_its_key() {
    let sealer = only(7);
    let sealed = sealer.seal("phone:a", b"secret");
    assert_eq!(sealer.open("phone:a", &sealed).unwrap(), b"secret");
    assert!(sealer.open("phone:b", &sealed).is_err());
    assert!(only(8).open("phone:a", &sealed).is_err());
    assert!(sealer.open("phone:a", &Sealed(vec![1, 2, 3])).is_err());
    assert!(sealer.open("phone:a", &Sealed(Vec::new())).is_err());
}

#[test]
fn version_and_key_id_are_authenticated() {
    let sealer = only(7);
    let sealed = sealer.seal("a", b"secret");
    let without = Sealed(sealed.0[HEADER..].to_vec());
    assert!(sealer.current.open_nameless("a", &without).is_err(), "the same ciphertext, as if it had no header");
}

#[test]
fn the_same_value_is_never_sealed_the_same_way_twice() {
    let sealer = only(7);
    assert_ne!(sealer.seal("a", b"x"), sealer.seal("a", b"x"));
}

#[test]
fn a_key_has_one_id_that_others_do_not_have() {
    let ids: Vec<KeyId> = ring(&[7, 8, 9]).headers().map(|(id, _)| id).collect();
    assert_eq!(ids, [9, 8, 7].map(|key| only(key).current.id));
    assert_eq!(ids[0].to_string().len(), 16);
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}

#[test]
fn a_proof_depends_on_the_key_and_on_where_its_parts_end() {
    let sealer = only(7);
    assert_eq!(sealer.proof(&[b"ab", b"c"]), sealer.proof(&[b"ab", b"c"]));
    assert_ne!(sealer.proof(&[b"ab", b"c"]), sealer.proof(&[b"a", b"bc"]));
    assert_ne!(sealer.proof(&[b"ab"]), only(8).proof(&[b"ab"]));
}

#[test]
fn fingerprints_are_the_same_or_not_whatever_their_length() {
    let of = Fingerprint::of_random;
    assert_eq!(of("sk_test_a"), of("sk_test_a"));
    assert_ne!(of("sk_test_a"), of("sk_test_b"));
    assert_ne!(of("sk_test_a"), Fingerprint(of("sk_test_a").0[..31].to_vec()));
    assert_ne!(Fingerprint(Vec::new()), of("sk_test_a"));
}

#[test]
fn hashes_outlive_the_sealing_key() {
    let hashes = only(7).derived_hash_key();
    let before = only(7).proof(&[b"line"]);
    assert_eq!(ring(&[7, 8]).proof(&[b"line"]), before, "derived from the oldest");
    assert_eq!(only(9).with_hash_key(&hashes).proof(&[b"line"]), before);
}

/// A value of before keys had ids whose nonce begins as if it had one: one of 2^72 is sealed so.
#[test]
fn a_nameless_value_that_looks_as_if_it_had_an_id_opens_nevertheless() {
    let sealer = ring(&[7, 8]);
    let header = sealer.current.header;
    let nameless = sealed_with_nonce(&sealer, &header);
    assert!(nameless.0.starts_with(&header));
    assert_eq!(sealer.open("a", &nameless).unwrap(), b"secret");
    let moved = sealer.reseal("a", &nameless).unwrap();
    assert_eq!(only(8).open("a", &moved).unwrap(), b"secret");
}

fn sealed_with_nonce(sealer: &Sealer, begin: &[u8; HEADER]) -> Sealed {
    let mut nonce = [0; 24];
    nonce[..HEADER].copy_from_slice(begin);
    sealer.old[0].seal_nameless_with(nonce, "a", b"secret")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whichever keys have been current one after the other, and whenever a value was sealed or sealed anew, the
    /// ring opens it in its place; a ring without its key, and a value of which a bit was changed, do not.
    #[test]
    fn a_ring_opens_what_any_of_its_keys_has_sealed(
        keys in proptest::sample::subsequence((1..=6_u8).collect::<Vec<_>>(), 1..=6).prop_shuffle(),
        by in any::<prop::sample::Index>(),
        nameless in any::<bool>(),
        value in proptest::collection::vec(any::<u8>(), 0..80),
        bit in any::<prop::sample::Index>(),
    ) {
        let by = by.index(keys.len());
        let then = ring(&keys[..=by]);
        let sealed = if nameless { then.current.seal_nameless("a", &value) } else { then.seal("a", &value) };
        let now = ring(&keys);
        prop_assert_eq!(&now.open("a", &sealed).unwrap(), &value);
        prop_assert!(now.open("b", &sealed).is_err());

        let without: Vec<u8> = keys.iter().copied().filter(|key| *key != keys[by]).collect();
        if !without.is_empty() {
            prop_assert!(ring(&without).open("a", &sealed).is_err());
        }
        let moved = now.reseal("a", &sealed).unwrap();
        prop_assert!(moved.0.starts_with(now.current_header()));
        prop_assert_eq!(&only(*keys.last().unwrap()).open("a", &moved).unwrap(), &value);
        prop_assert!(now.reseal("b", &moved).is_err());

        for mut changed in [sealed, moved] {
            let bit = bit.index(changed.0.len() * 8);
            changed.0[bit / 8] ^= 1 << (bit % 8);
            prop_assert!(now.open("a", &changed).is_err());
        }
    }
}
