package salesinsights.tracking.verdict;

/**
 * What the catalogue says of a family of user agents.
 *
 * @param family what is stored of a user agent
 * @param certainty 0 to 1 of {@code actor}, if nothing else is known
 */
record Agent(String family, ActorKind actor, double certainty, Reason reason) {}
