package salesinsights.crm.spi;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Leads for tests: {@code aLead().named("Ada").scored(73).build()}. */
public final class LeadBuilder {
    private String externalId = UUID.randomUUID().toString();
    private long version = 1;
    private String name = "Ada Lovelace";
    private String company = "Analytical Engines";
    private @Nullable String email = "ada@analytical.example";
    private @Nullable String owner = "rita";
    private CrmLead.@Nullable Score score =
            new CrmLead.Score(30, 12.5, "C", "warm", "steady", List.of("Clicked twice"));
    private @Nullable Instant lastTouchAt = Instant.parse("2026-11-02T10:15:30Z");

    private LeadBuilder() {}

    public static LeadBuilder aLead() {
        return new LeadBuilder();
    }

    public LeadBuilder id(String id) {
        externalId = id;
        return this;
    }

    public LeadBuilder version(long number) {
        version = number;
        return this;
    }

    public LeadBuilder named(String text) {
        name = text;
        return this;
    }

    public LeadBuilder company(String text) {
        company = text;
        return this;
    }

    public LeadBuilder email(@Nullable String address) {
        email = address;
        return this;
    }

    public LeadBuilder scored(double points, String... reasons) {
        score = new CrmLead.Score(
                (int) Math.clamp(points, 0, 100),
                points,
                points >= 50 ? "A" : "B",
                points >= 50 ? "hot" : "warm",
                "improving",
                List.of(reasons));
        return this;
    }

    /** With a win probability; after {@link #scored}. */
    public LeadBuilder likelyToWin(double probability) {
        CrmLead.Score before = Objects.requireNonNull(score);
        score = new CrmLead.Score(
                before.score(),
                before.points(),
                before.grade(),
                before.tier(),
                before.trend(),
                before.reasons(),
                probability);
        return this;
    }

    public LeadBuilder bare() {
        email = null;
        owner = null;
        company = "";
        score = null;
        lastTouchAt = null;
        return this;
    }

    public CrmLead build() {
        return new CrmLead(
                externalId,
                version,
                Instant.parse("2026-11-03T08:00:00Z"),
                null,
                "/teams/emea",
                email,
                name,
                company,
                owner,
                "new",
                score,
                lastTouchAt);
    }
}
