package salesinsights.ui.lead;

import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import salesinsights.scoring.lead.LeadId;
import salesinsights.tracking.team.TeamId;
import salesinsights.ui.page.Signatures;

/** Opens one lead to whoever holds it, for some minutes: the lead, its team and the end, authenticated. Nothing is stored. */
@Singleton
class PanelTokens {
    private static final String PURPOSE = "side panels of leads";
    private static final int STATED = 3 * Long.BYTES + Long.BYTES;
    private static final int MAC = 16;
    private static final int LENGTH = (STATED + MAC) * 4 / 3;

    private final Signatures signatures;
    private final Clock clock;

    PanelTokens(Signatures signatures, Clock clock) {
        this.signatures = signatures;
        this.clock = clock;
    }

    /** What a token opens. */
    record Pass(TeamId team, LeadId lead) {}

    String until(Pass pass, Instant end) {
        UUID lead = pass.lead().value();
        byte[] stated = ByteBuffer.allocate(STATED)
                .putLong(pass.team().value())
                .putLong(lead.getMostSignificantBits())
                .putLong(lead.getLeastSignificantBits())
                .putLong(end.getEpochSecond())
                .array();
        byte[] token = ByteBuffer.allocate(STATED + MAC)
                .put(stated)
                .put(signatures.of(PURPOSE, stated), 0, MAC)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** Empty if it is damaged, forged or over. */
    Optional<Pass> read(String token) {
        if (token.length() != LENGTH) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
        byte[] stated = Arrays.copyOf(bytes, STATED);
        byte[] mac = Arrays.copyOf(signatures.of(PURPOSE, stated), MAC);
        if (!MessageDigest.isEqual(mac, Arrays.copyOfRange(bytes, STATED, bytes.length))) {
            return Optional.empty();
        }
        ByteBuffer cells = ByteBuffer.wrap(stated);
        Pass pass = new Pass(new TeamId(cells.getLong()), new LeadId(new UUID(cells.getLong(), cells.getLong())));
        return clock.instant().getEpochSecond() < cells.getLong() ? Optional.of(pass) : Optional.empty();
    }
}
