//! Reads the text format of OpenMetrics, as strictly as its specification has it.

use std::collections::{BTreeMap, BTreeSet};

/// A metric with all its series.
#[derive(Debug, Default)]
pub(crate) struct Family {
    pub(crate) kind: String,
    pub(crate) help: String,
    /// The labels of each series, without those that belong to the kind.
    pub(crate) series: BTreeSet<Vec<(String, String)>>,
}

impl Family {
    /// The names of its labels, in order.
    pub(crate) fn labels(&self) -> BTreeSet<&str> {
        self.series.iter().flatten().map(|(name, _)| name.as_str()).collect()
    }

    /// What its samples may be called after the family's name.
    fn suffixes(&self) -> &'static [&'static str] {
        match self.kind.as_str() {
            "counter" => &["_total"],
            "gauge" => &[""],
            "histogram" => &["_bucket", "_sum", "_count"],
            "info" => &["_info"],
            other => panic!("no kind {other}"),
        }
    }
}

/// The families by their names. Panics where the text is not in the format.
pub(crate) fn read(text: &str) -> BTreeMap<String, Family> {
    let body = text.strip_suffix("# EOF\n").unwrap_or_else(|| panic!("it does not end with # EOF"));
    let (mut families, mut current) = (BTreeMap::<String, Family>::new(), String::new());
    let (mut samples, mut counts, mut buckets) = (BTreeSet::new(), BTreeMap::new(), BTreeMap::new());
    for line in body.lines() {
        if let Some(meta) = line.strip_prefix("# ") {
            let (what, rest) = meta.split_once(' ').unwrap();
            let (name, said) = rest.split_once(' ').unwrap();
            if name != current {
                assert!(families.insert(name.to_owned(), Family::default()).is_none(), "{name} stands apart");
                current = name.to_owned();
            }
            let family = families.get_mut(name).unwrap();
            match what {
                "TYPE" => family.kind = said.to_owned(),
                "HELP" => family.help = said.to_owned(),
                other => panic!("{other} of {name}"),
            }
            continue;
        }
        let family = families.get_mut(&current).unwrap_or_else(|| panic!("no family begins with {line}"));
        let (series, value) = line.rsplit_once(' ').unwrap();
        assert!(samples.insert(series.to_owned()), "{series} is there twice");
        let value: f64 = value.parse().unwrap_or_else(|_| panic!("{line}"));
        let (name, labels) = series.split_once('{').map_or((series, ""), |(name, labels)| {
            (name, labels.strip_suffix('}').unwrap_or_else(|| panic!("{line}")))
        });
        let suffix = name.strip_prefix(current.as_str()).unwrap_or_else(|| panic!("{line} in {current}"));
        assert!(family.suffixes().contains(&suffix), "{line} in a {}", family.kind);
        assert!(family.kind == "gauge" || value >= 0.0, "{line}");
        let (bounds, labels): (Vec<_>, Vec<_>) = pairs(labels).into_iter().partition(|(name, _)| name == "le");
        let whole = format!("{current}{labels:?}");
        match suffix {
            // Each bucket holds those before it.
            "_bucket" => {
                let [(_, bound)] = &bounds[..] else { panic!("{line}") };
                let before = buckets.insert(whole, (bound.clone(), value));
                assert!(before.is_none_or(|(_, before)| before <= value), "{line}");
            }
            "_count" => drop(counts.insert(whole, ("+Inf".to_owned(), value))),
            _ => assert!(bounds.is_empty(), "{line}"),
        }
        family.series.insert(labels);
    }
    assert_eq!(buckets, counts, "the last bucket holds all");
    families
}

fn pairs(labels: &str) -> Vec<(String, String)> {
    let pairs = labels.split("\",").filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once("=\"").unwrap_or_else(|| panic!("{labels}"));
        assert!(!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{labels}");
        (name.to_owned(), value.trim_end_matches('"').to_owned())
    });
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort();
    pairs
}
