package salesinsights.tracking.consent;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salesinsights.tracking.audit.AuditAction;
import salesinsights.tracking.audit.AuditEntry;
import salesinsights.tracking.audit.AuditLog;
import salesinsights.tracking.consent.ConsentRecord.State;
import salesinsights.tracking.consent.ConsentRecord.Statement;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.Team;

/** What staff enter into the ledger on a person's behalf, and what they may look up. */
@Singleton
public class Consents {
    private final ConsentLedger ledger;
    private final ConsentKeys keys;
    private final Withdrawals withdrawals;
    private final AuditLog audit;

    Consents(ConsentLedger ledger, ConsentKeys keys, Withdrawals withdrawals, AuditLog audit) {
        this.audit = audit;
        this.ledger = ledger;
        this.keys = keys;
        this.withdrawals = withdrawals;
    }

    /**
     * Records what a person said.
     *
     * @throws Problem if it is a consent and the person objects: that only the person can take back
     */
    public List<ConsentView> enter(Team team, @Nullable ConsentEntry entry, String by) {
        ConsentEntry given = ConsentEntry.present(entry);
        EmailAddress address = EmailAddress.of(given.address());
        return record(team, address, subject -> given.statements(subject, by));
    }

    private List<ConsentView> record(Team team, EmailAddress address, Function<Subject, List<Statement>> said) {
        Subject subject = keys.subject(address.value());
        List<ConsentRecord> added = ledger.append(team.id(), subject, standing -> {
            List<Statement> statements = said.apply(subject);
            statements.forEach(one -> refuseAgainstObjection(one, standing));
            return statements;
        });
        if (!added.isEmpty()) {
            withdrawals.chosen(team.id(), address.value());
            audit.note(new AuditEntry(
                    team.id(),
                    AuditAction.CONSENT_ENTERED,
                    added.getFirst().statement().enteredBy(),
                    "consents:" + subject.hex(),
                    null,
                    Map.of(
                            "state",
                            Choice.word(added.getFirst().statement().state()),
                            "purposes",
                            added.stream()
                                    .map(one -> Choice.word(one.statement().matter()))
                                    .collect(Collectors.joining(" ")))));
        }
        return added.stream().map(one -> ConsentView.of(team, one)).toList();
    }

    /** A consent that somebody else enters does not outweigh what the person has said. */
    static void refuseAgainstObjection(Statement statement, Function<Matter, Standing> standing) {
        if (statement.state() == State.GRANTED
                && standing.apply(statement.matter()).objects()) {
            refuse(statement);
        }
    }

    private static void refuse(Statement statement) {
        throw Problem.refused(
                "objection-stands",
                "The person objects to " + Choice.word(statement.matter())
                        + ". A consent entered by somebody else does not outweigh that: the person can take it back on"
                        + " the page that every message links to.");
    }

    /** All entries of these teams about a person, newest first per team, and whether the teams' chains are whole. */
    public ConsentView.Found about(List<Team> teams, @Nullable String address) {
        Subject subject = keys.subject(EmailAddress.of(address).value());
        List<ConsentView> items = teams.stream()
                .flatMap(team -> ledger.of(team.id(), subject).stream().map(one -> ConsentView.of(team, one)))
                .toList();
        List<ConsentView.Chain> chains = teams.stream()
                .map(team -> ConsentView.Chain.of(team, ledger.check(team.id())))
                .toList();
        return new ConsentView.Found(items, chains);
    }
}
