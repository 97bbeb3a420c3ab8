//! Carriers, and the ways to prove that one holds a line.

crate::wire_enum! {
    /// Whose line it is.
    ///
    /// Only three budget carriers (알뜰폰) have codes of their own; for every
    /// other one the shopper names the host network. The names on the wire are
    /// those of the Toss and PortOne SDKs where they have one.
    pub enum Carrier {
        /// SK Telecom.
        Skt = "SKT",
        /// KT.
        Kt = "KT",
        /// LG U+.
        Lgu = "LGU",
        /// 헬로모바일 (LG HelloVision).
        Hello = "HELLO",
        /// 티플러스 (Korea Cable Telecom).
        Kct = "KCT",
        /// SK 7mobile.
        Sk7 = "SK7",
        /// Another budget carrier on SKT's network.
        MvnoSkt = "MVNO_SKT",
        /// Another budget carrier on KT's network.
        MvnoKt = "MVNO_KT",
        /// Another budget carrier on LG U+'s network.
        MvnoLgu = "MVNO_LGU",
    }
}

impl Carrier {
    /// The three network operators.
    pub const NETWORKS: [Self; 3] = [Self::Skt, Self::Kt, Self::Lgu];

    /// Whether it is one of the budget carriers (알뜰폰).
    #[must_use]
    pub const fn is_budget(self) -> bool {
        !matches!(self, Self::Skt | Self::Kt | Self::Lgu)
    }

    /// The operator that bills the line: itself where it has a code of its
    /// own, else the host network.
    #[must_use]
    pub const fn billed_by(self) -> Self {
        match self {
            Self::MvnoSkt => Self::Skt,
            Self::MvnoKt => Self::Kt,
            Self::MvnoLgu => Self::Lgu,
            Self::Skt | Self::Kt | Self::Lgu | Self::Hello | Self::Kct | Self::Sk7 => self,
        }
    }
}

crate::wire_enum! {
    /// How the shopper proves to hold the line.
    pub enum Channel {
        /// A code by text message.
        Sms = "sms",
        /// An automatic call.
        Ars = "ars",
        /// The carriers' PASS app.
        Pass = "pass",
    }
}

crate::wire_enum! {
    /// Why the policy asks for more than the shopper's choice of channel.
    pub enum StepUp {
        /// The goods can be turned into cash.
        CashLike = "cash_like",
        /// The line's SIM was changed a short time ago.
        SimChanged = "sim_changed",
        /// It is night in Korea.
        Night = "night",
        /// The line, the person or the connection has tried often lately.
        Velocity = "velocity",
        /// It is a large part of what a line may usually pay in a month.
        LargeAmount = "large_amount",
    }
}

crate::wire_enum! {
    /// How far a call or a request in the PASS app has come.
    pub enum Approval {
        /// The shopper has not answered it yet.
        Pending = "pending",
        /// The shopper approved it.
        Approved = "approved",
    }
}

impl Channel {
    /// Whether the shopper approves on the phone instead of typing a code.
    #[must_use]
    pub const fn is_approval(self) -> bool {
        match self {
            Self::Sms => false,
            Self::Ars | Self::Pass => true,
        }
    }
}
