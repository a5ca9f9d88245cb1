package salesinsights.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmBench;
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
import salesinsights.crm.spi.TasksContract;
import salesinsights.crm.spi.TimelineContract;
import salesinsights.tracking.outgoing.LocalOutgoing;

class SalesforceCrmTest extends PullingCrmContract
        implements RecordsContract, TimelineContract, TasksContract, SchemaContract {
    private final FakeSalesforce salesforce = new FakeSalesforce();

    @AfterEach
    void close() {
        salesforce.close();
    }

    private SalesforceCrm crm(Map<String, String> settings, String secret, CrmMapping mapping) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("url", salesforce.url());
        all.put("client", "consumer-key");
        Salesforces kind = new Salesforces(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());
        return (SalesforceCrm) kind.open(new CrmSettings(UUID.randomUUID(), all, List.of(secret), mapping));
    }

    @Override
    protected CrmBench freshBench() {
        return new Bench(crm(Map.of(), "s3cret", CrmMapping.NONE), salesforce);
    }

    private record Bench(SalesforceCrm crm, FakeSalesforce salesforce) implements CrmBench {
        @Override
        public List<Kept> records() {
            SalesforceMapping mapping = new SalesforceMapping(CrmMapping.NONE, "");
            return salesforce.opportunities().stream()
                    .map(mapping::lead)
                    .map(lead -> new Kept(lead.externalId(), lead))
                    .toList();
        }

        /** Names have 120 characters, and there is no place for the team; owners and stages are not mapped here. */
        @Override
        public CrmLead asKept(CrmLead pushed) {
            return new CrmLead(
                    pushed.externalId(),
                    pushed.version(),
                    Instant.EPOCH,
                    null,
                    "",
                    pushed.email(),
                    SalesforceMapping.cut(pushed.name(), 120),
                    SalesforceMapping.cut(pushed.company(), 255),
                    null,
                    "",
                    asKept(pushed.score()),
                    pushed.lastTouchAt());
        }

        private static CrmLead.@Nullable Score asKept(CrmLead.@Nullable Score score) {
            if (score == null) {
                return null;
            }
            String reasons = SalesforceMapping.lines(score.reasons());
            return new CrmLead.Score(
                    score.score(),
                    score.points(),
                    score.grade(),
                    score.tier(),
                    score.trend(),
                    reasons.isEmpty() ? List.of() : List.of(reasons.split("\n")),
                    score.winProbability());
        }

        @Override
        public void nextIsBusy(Duration restFor) {
            salesforce.busy(restFor);
        }

        @Override
        public void nextAnswerIsLost() {
            salesforce.nextAnswerIsLost();
        }

        @Override
        public void nextIsAway() {
            salesforce.nextIsAway();
        }

        @Override
        public void nextIsLockedOut() {
            salesforce.nextIsLockedOut();
        }

        @Override
        public void dislikes(String externalId, String reason) {
            salesforce.dislikes(externalId, reason);
        }

        @Override
        public void likes(String externalId) {
            salesforce.likes(externalId);
        }

        @Override
        public void decide(String externalId, CrmOutcome.Result result) {
            salesforce.decide(externalId, result);
        }

        @Override
        public List<CrmTouch> touches() {
            return salesforce.touches();
        }

        @Override
        public List<CrmTask> tasks() {
            return salesforce.tasks();
        }

        @Override
        public void finish(String taskId, CrmTask.Status status, String note) {
            salesforce.finish(taskId);
        }

        @Override
        public void rename(String externalId, String name) {
            salesforce.edit(externalId, "Name", name);
        }

        @Override
        public String add(String name, String email) {
            return salesforce.add(name, email);
        }

        @Override
        public void delete(String externalId) {
            salesforce.delete(externalId);
        }
    }

    @Test
    void aSessionThatRanOutIsRenewedOnce() {
        push(aLead().build());
        salesforce.sessionRunsOut();

        assertThat(push(aLead().build())).isInstanceOf(PushOutcome.Stored.class);
    }

    @Test
    void aLockedRowIsTriedAgainAndItsNeighboursAreTaken() {
        salesforce.refusesNext("UNABLE_TO_LOCK_ROW");

        assertThat(crm().push(List.of(aLead().build(), aLead().build())))
                .hasExactlyElementsOfTypes(PushOutcome.Unreachable.class, PushOutcome.Stored.class);
    }

    @Test
    void whenTheDaysCallsAreUsedUpItRests() {
        crm().check();
        salesforce.next(new Answer(
                403,
                Map.of(),
                "[{\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\",\"message\":\"TotalRequests Limit exceeded.\"}]"));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Busy.class,
                        busy -> assertThat(busy.restFor()).isEqualTo(Duration.ofMinutes(30)));
    }

    @Test
    void whatIsLeftIsToldByItsHeader() {
        push(aLead().build());

        assertThat(crm().allowance())
                .isNotNull()
                .satisfies(left -> assertThat(left.callsLeft()).isBetween(14_000L, 15_000L));
    }

    @Test
    void jwtLogsInAsAUser() throws NoSuchAlgorithmException {
        byte[] key = KeyPairGenerator.getInstance("RSA")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        SalesforceCrm crm =
                crm(Map.of("user", "sync@example.com"), Base64.getEncoder().encodeToString(key), CrmMapping.NONE);

        assertThat(crm.push(List.of(aLead().build())).getFirst()).isInstanceOf(PushOutcome.Stored.class);
    }

    @Test
    void aKeyThatIsNoneIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crm(Map.of("user", "sync@example.com"), "no key", CrmMapping.NONE));
    }

    @Test
    void aWrongSecretIsSaidToBeOne() {
        Checked checked = crm(Map.of(), "wrong", CrmMapping.NONE).check();

        assertThat(checked.works()).isFalse();
        assertThat(checked.sentence()).contains("secret");
    }

    @Test
    void fieldsThatAreMissingAreNamed() {
        salesforce.without("SI_Score__c");

        assertThat(crm().check().works()).isFalse();
        assertThat(crm().check().sentence()).contains("SI_Score__c");
        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused -> assertThat(refused.why()).contains("SI_Score__c"));
    }

    @Test
    void aMappedFieldThatIsNoNameDoesNotReachAQuery() {
        CrmMapping hostile =
                new CrmMapping(Map.of(LeadFact.SCORE, "Id FROM User --"), Map.of(), Map.of(), Map.of(), Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> crm(Map.of(), "s3cret", hostile));
    }

    @Test
    void anOpportunityThatIsGoneIsMadeAnew() {
        CrmLead lead = aLead().build();
        String crmId = ((PushOutcome.Stored) push(lead)).crmId();
        salesforce.delete(lead.externalId());

        assertThat(push(lead.knownAs(crmId))).isInstanceOf(PushOutcome.Stored.class);
        assertThat(salesforce.opportunities()).hasSize(1);
    }
}
