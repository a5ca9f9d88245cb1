package salesinsights.tracking.team;

/** A team as others see it. */
public record Team(TeamId id, TeamPath path) {}
