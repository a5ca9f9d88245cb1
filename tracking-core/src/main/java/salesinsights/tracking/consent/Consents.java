package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;

/** What staff enter into the ledger on a person's behalf, and what they may look up. */
@Singleton
class Consents {
    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final Withdrawals withdrawals;

    Consents(ConsentLedger ledger, ConsentKeys keys, Withdrawals withdrawals) {
        this.ledger = ledger;
        this.keys = keys;
        this.withdrawals = withdrawals;
    }

    /**
     * Records what a person said.
     *
     * @throws Problem if it is a consent and the person objects: that only the person can take back
     */
    List<ConsentView> record(Team team, EmailAddress address, Function<Subject, List<Statement>> said) {
        Subject subject = keys.subject(address.value());
        List<ConsentRecord> added = ledger.append(team.id(), subject, standing -> {
            List<Statement> statements = said.apply(subject);
            statements.stream()
                    .filter(one -> one.state() == State.GRANTED)
                    .filter(one -> standing.apply(one.matter()).objects())
                    .findFirst()
                    .ifPresent(Consents::refuse);
            return statements;
        });
        if (!added.isEmpty()) {
            withdrawals.chosen(team.id(), address.value());
        }
        return added.stream().map(one -> ConsentView.of(team, one)).toList();
    }

    private static void refuse(Statement statement) {
        throw Problem.refused(
                "objection-stands",
                "The person objects to " + Choice.word(statement.matter())
                        + ". A consent entered by somebody else does not outweigh that: the person can take it back on"
                        + " the page that every message links to.");
    }

    /** All entries of these teams about a person, newest first per team, and whether the teams' chains are whole. */
    ConsentView.Found about(List<Team> teams, EmailAddress address) {
        Subject subject = keys.subject(address.value());
        List<ConsentView> items = teams.stream()
                .flatMap(team -> ledger.of(team.id(), subject).stream().map(one -> ConsentView.of(team, one)))
                .toList();
        List<ConsentView.Chain> chains = teams.stream()
                .map(team -> ConsentView.Chain.of(team, ledger.check(team.id())))
                .toList();
        return new ConsentView.Found(items, chains);
    }
}
