package salesinsights.tracking.erasure;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.erasure.PrivacyRequest.Kind;
import salesinsights.tracking.erasure.PrivacyRequest.Source;
import salesinsights.tracking.erasure.PrivacyRequest.State;
import salesinsights.tracking.team.TeamId;

/** A request as its row has it. */
record Stored(
        UUID id,
        TeamId team,
        Kind kind,
        Source source,
        State state,
        String subject,
        byte @Nullable [] address,
        String language,
        String createdBy,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant begunAt,
        @Nullable Instant finishedAt,
        List<UUID> recipients,
        List<UUID> messages,
        List<String> steps,
        long rowsGone,
        byte @Nullable [] answer,
        @Nullable String trouble) {
    /** Nobody is to write to a person again who asked to be forgotten; old data is another matter. */
    boolean isForGood() {
        return source != Source.RETENTION;
    }
}
