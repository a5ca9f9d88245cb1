package salesinsights.scoring.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import salesinsights.scoring.lead.Lead;
import salesinsights.scoring.lead.LeadId;
import salesinsights.scoring.lead.Stage;
import salesinsights.tracking.ground.Problem;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;

class FollowUpTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant DUE = NOW.plus(Duration.ofHours(5));

    @Test
    void aFinishedFollowUpCannotBeSnoozedDismissedOrFinishedAgain() {
        FollowUp done = anOpenOne();
        done.complete("called", NOW);

        assertConflict(() -> done.snooze(DUE, NOW));
        assertConflict(() -> done.dismiss(null));
        assertConflict(() -> done.complete(null, NOW));
        assertConflict(() -> done.give("dario"));
    }

    @Test
    void whatIsDoneAtTheLastMomentIsOnTimeAndAMomentLaterIsNot() {
        FollowUp inTime = anOpenOne();
        FollowUp late = anOpenOne();

        inTime.complete(null, DUE);
        late.complete(null, DUE.plusMillis(1));

        assertThat(inTime.onTime()).isTrue();
        assertThat(late.onTime()).isFalse();
    }

    @Test
    void aReopenedFollowUpKnowsNothingOfHavingBeenDone() {
        FollowUp task = anOpenOne();
        task.complete("by mistake", NOW);

        task.reopen();

        assertThat(task.status()).isEqualTo(FollowUpStatus.OPEN);
        assertThat(task.onTime()).isNull();
        assertConflict(task::reopen);
    }

    @Test
    void aSnoozedFollowUpIsDueWhenItWakes() {
        FollowUp task = anOpenOne();

        task.snooze(NOW.plus(Duration.ofDays(2)), NOW);

        assertThat(task.status()).isEqualTo(FollowUpStatus.SNOOZED);
        assertThat(task.dueAt()).isEqualTo(NOW.plus(Duration.ofDays(2)));
    }

    @Test
    void nothingIsPutOffIntoThePastOrForEver() {
        FollowUp task = anOpenOne();

        assertRefused("until", () -> task.snooze(NOW, NOW));
        assertRefused("until", () -> task.snooze(NOW.minusSeconds(1), NOW));
        assertRefused("until", () -> task.snooze(Instant.parse("9999-12-31T00:00:00Z"), NOW));
        assertThat(task.status()).isEqualTo(FollowUpStatus.OPEN);
    }

    @Test
    void aNoteOfMoreThan5000CharactersOrWithNulIsRefused() {
        FollowUp task = anOpenOne();

        assertRefused("note", () -> task.complete("x".repeat(5001), NOW));
        assertRefused("note", () -> task.dismiss("a\0b"));
        assertRefused("note", () -> task.dismiss("\ud83d"));
        task.complete("😀".repeat(2500), NOW);
        assertThat(task.status()).isEqualTo(FollowUpStatus.DONE);
    }

    @Test
    void anOwnerIsAUserNameOrNobody() {
        FollowUp task = anOpenOne();

        assertRefused("owner", () -> task.give(" "));
        assertRefused("owner", () -> task.give("a\nb"));
        assertRefused("owner", () -> task.give("x".repeat(256)));
        task.give(null);
        task.give("dario");
    }

    @Test
    void aNameIsNeverCutThroughACharacter() {
        assertThat(Wording.shortened("😀😀😀", 4)).isEqualTo("😀…");
        assertThat(Wording.named("x".repeat(10_000)).length()).isLessThan(500);
        assertThat(Wording.named("  ")).startsWith("(unnamed)");
    }

    private static void assertConflict(ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.status()).isEqualTo(409));
    }

    private static void assertRefused(String field, ThrowingCallable verb) {
        assertThatThrownBy(verb)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields())
                                .extracting(Problem.Field::field)
                                .containsExactly(field));
    }

    private static FollowUp anOpenOne() {
        return FollowUp.open(aLead(), "hot", "crossing-1", "title", "reason", "rita", DUE);
    }

    private static Lead aLead() {
        return new Lead(
                new LeadId(UUID.randomUUID()),
                new TeamId(1),
                new TeamPath("/teams/emea"),
                null,
                "Ada",
                "ada@a.example",
                "",
                null,
                null,
                "rita",
                Stage.NEW,
                null,
                null,
                "",
                Map.of(),
                NOW,
                NOW,
                1,
                1);
    }
}
