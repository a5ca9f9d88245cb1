package salesinsights.tracking.verdict;

/**
 * What the catalogue says of a network.
 *
 * @param certainty 0 to 1 of {@code actor}, if nothing else is known
 */
record NetworkRow(Prefix prefix, String name, ActorKind actor, Concerns concerns, double certainty, Reason reason) {}
