package salesinsights.crm.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmOutcome;
import salesinsights.crm.spi.CrmSettings;
import salesinsights.crm.spi.CrmTask;
import salesinsights.crm.spi.CrmTouch;
import salesinsights.crm.spi.FakeHttp;
import salesinsights.crm.spi.KeptRecord;
import salesinsights.crm.spi.LeadFact;
import salesinsights.crm.spi.PullingCrmContract;
import salesinsights.crm.spi.PushOutcome;
import salesinsights.crm.spi.RecordsContract;
import salesinsights.crm.spi.SchemaContract;
import salesinsights.crm.spi.SetUpContract;
import salesinsights.crm.spi.SetUpStep;
import salesinsights.crm.spi.TasksContract;
import salesinsights.crm.spi.TimelineContract;
import salesinsights.tracking.outgoing.LocalOutgoing;

/** Against an Odoo with JSON-2. */
class OdooCrmTest extends PullingCrmContract
        implements RecordsContract, TimelineContract, TasksContract, SchemaContract, SetUpContract {
    private static final CrmMapping STAGES = new CrmMapping(
            Map.of(),
            Map.of("rita", "7"),
            Map.of("1", "new", "2", "qualified", "4", "qualified"),
            Map.of(),
            Map.of(LeadFact.NAME, CrmMapping.Winner.CRM));

    private final FakeOdoo odoo = odoo();

    FakeOdoo odoo() {
        return new FakeOdoo(true);
    }

    Map<String, String> settings() {
        return Map.of("url", odoo.url());
    }

    @AfterEach
    void close() {
        odoo.close();
    }

    private OdooCrm crm(String key, CrmMapping mapping) {
        Odoos kind = new Odoos(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());
        return (OdooCrm) kind.open(new CrmSettings(UUID.randomUUID(), settings(), List.of(key), mapping));
    }

    private OdooCrm odooCrm() {
        return (OdooCrm) crm();
    }

    @Override
    protected CrmBench freshBench() {
        OdooCrm crm = crm(FakeOdoo.KEY, CrmMapping.NONE);
        crm.setUp();
        return new Bench(crm, odoo);
    }

    private record Bench(OdooCrm crm, FakeOdoo odoo) implements CrmBench {
        @Override
        public List<Kept> records() {
            OdooMapping mapping = new OdooMapping(CrmMapping.NONE);
            return odoo.leads().values().stream()
                    .map(row -> new Kept(row.path("x_si_external_id").asText(), mapping.lead(row)))
                    .toList();
        }

        /** Odoo has no place for the team and for ids of an import, and owners and stages are not mapped here. */
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
                            score.reasons().stream().map(OdooText::oneLine).toList(),
                            score.winProbability());
        }

        @Override
        public void nextIsBusy(Duration restFor) {
            odoo.busy(restFor);
        }

        @Override
        public void nextAnswerIsLost() {
            odoo.nextAnswerIsLost();
        }

        @Override
        public void nextIsAway() {
            odoo.nextIsAway();
        }

        @Override
        public void nextIsLockedOut() {
            odoo.nextIsLockedOut();
        }

        @Override
        public void dislikes(String externalId, String reason) {
            odoo.dislikes(externalId, reason);
        }

        @Override
        public void likes(String externalId) {
            odoo.likes(externalId);
        }

        @Override
        public void decide(String externalId, CrmOutcome.Result result) {
            odoo.decide(externalId, result);
        }

        @Override
        public List<CrmTouch> touches() {
            return odoo.touches();
        }

        @Override
        public List<CrmTask> tasks() {
            return odoo.tasks();
        }

        @Override
        public void finish(String taskId, CrmTask.Status status, String note) {
            odoo.finish(taskId, note);
        }

        @Override
        public void rename(String externalId, String name) {
            odoo.edit(externalId, "name", name);
        }

        @Override
        public String add(String name, String email) {
            return odoo.add(name, email);
        }

        @Override
        public void delete(String externalId) {
            odoo.delete(externalId);
        }
    }

    /** Odoo's API shows nothing of what is gone; reading back does. */
    @Test
    @Override
    public void aRecordDeletedThereIsGivenAsDeleted() {
        CrmLead ada = aLead().build();
        push(ada);
        assertThat(odooCrm().readBack(null, 10)).hasSize(1);

        odoo.delete(ada.externalId());

        assertThat(odooCrm().readBack(null, 10)).isEmpty();
    }

    @Test
    void odoosOwnPredictionIsLeftAlone() {
        CrmLead lead = aLead().scored(80, "Answered").build();
        push(lead);

        assertThat(odoo.lead(lead.externalId()).path("probability").asDouble()).isEqualTo(12.5);
        assertThat(odoo.requests())
                .noneMatch(request ->
                        request.body().contains("\"load\"") && request.body().contains("\"probability\",\"data\""));
        assertThat(odoo.lead(lead.externalId()).path("priority").asText()).isEqualTo("3");
    }

    @Test
    void starsThatSomebodySetStay() {
        CrmLead lead = aLead().scored(20).build();
        push(lead);
        odoo.edit(lead.externalId(), "priority", "2");

        push(aLead().id(lead.externalId()).version(2).scored(90).build());

        assertThat(odoo.lead(lead.externalId()).path("priority").asText()).isEqualTo("2");
        assertThat(odoo.lead(lead.externalId()).path("x_si_tier").asText()).isEqualTo("hot");
    }

    @Test
    void whereTheCrmWinsItsNameStays() {
        OdooCrm crm = crm(FakeOdoo.KEY, STAGES);
        CrmLead lead = aLead().named("Ada").build();
        crm.push(List.of(lead));
        odoo.edit(lead.externalId(), "name", "Countess");

        crm.push(List.of(aLead().id(lead.externalId())
                .version(2)
                .named("Ada King")
                .scored(90)
                .build()));

        ObjectNode kept = odoo.lead(lead.externalId());
        assertThat(kept.path("name").asText()).isEqualTo("Countess");
        assertThat(kept.path("x_si_tier").asText()).isEqualTo("hot");
        assertThat(kept.path("user_id").path(0).asInt()).isEqualTo(7);
        assertThat(kept.path("stage_id").path(0).asInt()).isEqualTo(1);
    }

    @Test
    void aFieldThatSomebodyRemovedIsNamed() {
        OdooCrm unset = crm(
                FakeOdoo.KEY,
                new CrmMapping(Map.of(LeadFact.SCORE, "x_studio_score"), Map.of(), Map.of(), Map.of(), Map.of()));

        assertThat(unset.push(List.of(aLead().build())).getFirst())
                .isInstanceOfSatisfying(PushOutcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo("x_studio_score");
                    assertThat(refused.why()).contains("map another field");
                });
    }

    @Test
    void withoutTheRightToMakeFieldsTheSetUpSaysWhoMay() {
        FakeOdoo other = odoo();
        other.mayMakeFields = false;
        Odoos kind = new Odoos(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());
        Map<String, String> there = new java.util.HashMap<>(settings());
        there.put("url", other.url());
        OdooCrm crm = (OdooCrm) kind.open(new CrmSettings(UUID.randomUUID(), there, List.of(FakeOdoo.KEY)));

        assertThat(crm.setUp())
                .allMatch(step -> step.state() == SetUpStep.State.REFUSED
                        && step.sentence().contains("administrator"));
        other.close();
    }

    @Test
    void aWrongKeyIsSaidToBeOne() {
        Checked checked = crm("wrong", CrmMapping.NONE).check();

        assertThat(checked.works()).isFalse();
        assertThat(checked.sentence()).contains("API key");
    }

    @Test
    void aWebPageInsteadOfJsonIsSaidToBeOne() {
        crm().check();
        odoo.next(FakeHttp.Answer.html(200));

        assertThat(push(aLead().build()))
                .isInstanceOfSatisfying(
                        PushOutcome.Unreachable.class,
                        away -> assertThat(away.why()).contains("web page"));
    }

    @Test
    void aSecondWithMoreRecordsThanAPageHasAnEnd() {
        crm().push(java.util.stream.Stream.generate(() -> aLead().build())
                .limit(9)
                .toList());

        int given = 0;
        String cursor = null;
        for (int page = 0; page < 10; page++) {
            var answer = odooCrm().pull(CrmEntity.LEAD, cursor, 4);
            given += answer.items().size();
            cursor = answer.cursor();
            if (!answer.more()) {
                break;
            }
        }

        assertThat(given).isEqualTo(9);
    }

    @Test
    void aForeignCursorIsNoPlaceToGoOnFrom() {
        assertThatExceptionOfType(CrmFailure.class).isThrownBy(() -> odooCrm().pull(CrmEntity.LEAD, "'; drop", 4));
        assertThatExceptionOfType(CrmFailure.class).isThrownBy(() -> crm().pull("'; drop", 4));
    }

    @Test
    void ownersAndStagesAreGiven() {
        assertThat(odooCrm().pull(CrmEntity.OWNER, null, 10).items())
                .extracting(item -> ((CrmItem.Owner) item).email())
                .containsExactly("rita");
        assertThat(odooCrm().pull(CrmEntity.STAGE, null, 10).items())
                .extracting(item -> ((CrmItem.Stage) item).meaning())
                .endsWith(CrmItem.Stage.Meaning.WON);
    }

    @Test
    void recordsAreReadBackPageByPage() {
        crm().push(java.util.stream.Stream.generate(() -> aLead().build())
                .limit(5)
                .toList());

        List<KeptRecord> first = odooCrm().readBack(null, 3);
        List<KeptRecord> second = odooCrm().readBack(first.getLast().lead().externalId(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    }
}
