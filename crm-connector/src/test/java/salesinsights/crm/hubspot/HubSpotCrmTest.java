package salesinsights.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.FakeHttp;
import salesinsights.crm.spi.FakeHttp.Answer;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.PullingCrmContract;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.RecordsContract;
import salesinsights.crm.spi.SchemaContract;
import salesinsights.crm.spi.SetUpContract;
import salesinsights.crm.spi.TasksContract;
import salesinsights.crm.spi.TimelineContract;
import salesinsights.tracking.outgoing.LocalOutgoing;

class HubSpotCrmTest extends PullingCrmContract
        implements RecordsContract, TimelineContract, TasksContract, SchemaContract, SetUpContract {
    private final FakeHubSpot hubspot = new FakeHubSpot();

    @AfterEach
    void close() {
        hubspot.close();
    }

    private HubSpotCrm crm(Map<String, String> settings, String secret, CrmMapping mapping) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("url", hubspot.url());
        HubSpots kind = new HubSpots(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());
        return (HubSpotCrm) kind.open(new CrmSettings(UUID.randomUUID(), all, List.of(secret), mapping));
    }

    private HubSpotCrm mapped(CrmMapping mapping) {
        return crm(Map.of(), FakeHubSpot.TOKEN, mapping);
    }

    @Override
    protected CrmBench freshBench() {
        HubSpotCrm crm = mapped(CrmMapping.NONE);
        crm.setUp();
        return new Bench(crm, hubspot);
    }

    private record Bench(HubSpotCrm crm, FakeHubSpot hubspot) implements CrmBench {
        @Override
        public List<Kept> records() {
            HubSpotMapping mapping = new HubSpotMapping(CrmMapping.NONE, "");
            return hubspot.deals().stream()
                    .map(mapping::lead)
                    .map(lead -> new Kept(lead.externalId(), lead))
                    .toList();
        }

        /** HubSpot has no place for the team and for ids of an import, and owners and stages are not mapped here. */
        @Override
        public CrmLead asKept(CrmLead pushed) {
            return new CrmLead(
                    pushed.externalId(),
                    pushed.version(),
                    Instant.EPOCH,
                    null,
                    "",
                    pushed.email(),
                    pushed.name(),
                    pushed.company(),
                    null,
                    "",
                    asKept(pushed.score()),
                    pushed.lastTouchAt());
        }

        private static CrmLead.@Nullable Score asKept(CrmLead.@Nullable Score score) {
            return score == null
                    ? null
                    : new CrmLead.Score(
                            score.score(),
                            score.points(),
                            score.grade(),
                            score.tier(),
                            score.trend(),
                            score.reasons().stream()
                                    .map(HubSpotMapping::oneLine)
                                    .toList(),
                            score.winProbability());
        }

        @Override
        public void nextIsBusy(Duration restFor) {
            hubspot.busy(restFor);
        }

        @Override
        public void nextAnswerIsLost() {
            hubspot.nextAnswerIsLost();
        }

        @Override
        public void nextIsAway() {
            hubspot.nextIsAway();
        }

        @Override
        public void nextIsLockedOut() {
            hubspot.nextIsLockedOut();
        }

        @Override
        public void dislikes(String externalId, String reason) {
            hubspot.dislikes(externalId, reason);
        }

        @Override
        public void likes(String externalId) {
            hubspot.likes(externalId);
        }

        @Override
        public void decide(String externalId, CrmOutcome.Result result) {
            hubspot.decide(externalId, result);
        }

        @Override
        public List<CrmTouch> touches() {
            return hubspot.touches();
        }

        @Override
        public List<CrmTask> tasks() {
            return hubspot.tasks();
        }

        @Override
        public void finish(String taskId, CrmTask.Status status, String note) {
            hubspot.finish(taskId);
        }

        @Override
        public void rename(String externalId, String name) {
            hubspot.edit(externalId, "dealname", name);
        }

        @Override
        public String add(String name, String email) {
            return hubspot.add(name, email);
        }

        @Override
        public void delete(String externalId) {
            hubspot.delete(externalId);
        }
    }

    @Test
    void aPropertyThatIsGoneIsNamedAndOnlyHurtsWhatUsesIt() {
        CrmMapping mapping =
                new CrmMapping(Map.of(LeadFact.SCORE, "renamed_score"), Map.of(), Map.of(), Map.of(), Map.of());

        assertThat(mapped(mapping).push(List.of(aLead().build(), aLead().build())))
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(PushOutcome.Refused.class, refused -> {
                            assertThat(refused.field()).isEqualTo("renamed_score");
                            assertThat(refused.why()).contains("map another");
                        }));
    }

    @Test
    void anOAuthTokenThatRanOutIsRenewedOnce() {
        HubSpotCrm crm = crm(Map.of("client", "app"), "client-secret refresh-1", CrmMapping.NONE);
        crm.push(List.of(aLead().build()));
        hubspot.tokensRunOut();

        assertThat(crm.push(List.of(aLead().build())).getFirst()).isInstanceOf(PushOutcome.Stored.class);
    }

    @Test
    void aRefreshTokenThatIsNotTakenStopsTheConnection() {
        HubSpotCrm crm = crm(Map.of("client", "app"), "client-secret refresh-0", CrmMapping.NONE);

        assertThat(crm.push(List.of(aLead().build())).getFirst())
                .isInstanceOfSatisfying(
                        PushOutcome.Unauthorised.class,
                        out -> assertThat(out.why()).contains("anew"));
    }

    @Test
    void anOAuthClientNeedsBothItsSecrets() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crm(Map.of("client", "app"), "only-one", CrmMapping.NONE));
    }

    @Test
    void whatIsLeftIsToldByItsHeaders() {
        push(aLead().build());

        assertThat(crm().allowance()).isNotNull().satisfies(left -> {
            assertThat(left.callsLeft()).isBetween(1L, 100L);
            assertThat(left.fullIn()).isEqualTo(Duration.ofSeconds(10));
        });
    }

    @Test
    void theDaysLimitRestsLongerThanTheMoments() {
        hubspot.next(new Answer(429, Map.of(), "{\"policyName\":\"DAILY\",\"message\":\"limit\"}"));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Busy.class,
                        busy -> assertThat(busy.restFor()).isGreaterThan(Duration.ofMinutes(10)));
    }

    @Test
    void aMissingScopeIsNamed() {
        hubspot.next(
                new Answer(403, Map.of(), "{\"category\":\"MISSING_SCOPES\",\"message\":\"crm.objects.deals.write\"}"));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Unauthorised.class,
                        out -> assertThat(out.why()).contains("crm.objects.deals.write"));
    }

    @Test
    void aWebPageInsteadOfJsonIsSaidToBeOne() {
        hubspot.next(Answer.html(200));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Unreachable.class,
                        away -> assertThat(away.why()).contains("web page"));
    }

    @Test
    void aDealThatIsGoneIsMadeAnew() {
        CrmLead lead = aLead().build();
        String crmId = ((PushOutcome.Stored) push(lead)).crmId();
        hubspot.delete(lead.externalId());

        assertThat(push(lead.knownAs(crmId))).isInstanceOf(PushOutcome.Stored.class);
        assertThat(hubspot.deals()).hasSize(1);
    }

    @Test
    void aDecidedDealStaysInItsStage() {
        HubSpotCrm crm =
                mapped(new CrmMapping(Map.of(), Map.of(), Map.of("appointmentscheduled", "new"), Map.of(), Map.of()));
        CrmLead lead = aLead().build();
        crm.push(List.of(lead));
        hubspot.decide(lead.externalId(), CrmOutcome.Result.WON);

        crm.push(List.of(aLead().id(lead.externalId()).version(2).build()));

        assertThat(hubspot.deal(lead.externalId())).containsEntry("dealstage", "closedwon");
    }

    @Test
    void ownersAndStagesAreGiven() {
        HubSpotCrm crm = (HubSpotCrm) crm();

        assertThat(crm.pull(CrmEntity.OWNER, null, 10).items())
                .extracting(item -> ((CrmItem.Owner) item).email())
                .containsExactly("rita@example.com");
        assertThat(crm.pull(CrmEntity.STAGE, null, 10).items())
                .extracting(item -> ((CrmItem.Stage) item).meaning())
                .containsExactly(CrmItem.Stage.Meaning.OPEN, CrmItem.Stage.Meaning.WON);
    }
}
