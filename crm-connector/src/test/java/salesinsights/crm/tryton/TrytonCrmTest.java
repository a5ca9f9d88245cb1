package salesinsights.crm.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static salesinsights.crm.spi.LeadBuilder.aLead;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import salesinsights.crm.spi.Checked;
import salesinsights.crm.spi.CrmBench;
import salesinsights.crm.spi.CrmEntity;
import salesinsights.crm.spi.CrmFailure;
import salesinsights.crm.spi.CrmItem;
import salesinsights.crm.spi.CrmItem.Stage.Meaning;
import salesinsights.crm.spi.CrmLead;
import salesinsights.crm.spi.CrmMapping;
import salesinsights.crm.spi.CrmPage;
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
import salesinsights.crm.tryton.TrytonCalls.Login;
import salesinsights.tracking.outgoing.JsonHttp;
import salesinsights.tracking.outgoing.LocalOutgoing;
import salesinsights.tracking.outgoing.OutgoingHttp;

/** Against a real Tryton. */
class TrytonCrmTest extends PullingCrmContract
        implements RecordsContract, TimelineContract, TasksContract, SchemaContract, SetUpContract {
    private static RealTryton tryton;
    private static TrytonCalls admin;

    private TrytonProxy proxy;

    @BeforeAll
    static void start() {
        tryton = RealTryton.server();
        admin = tryton.as("admin", RealTryton.DATABASE);
    }

    @Override
    protected CrmBench freshBench() {
        tryton.sql(
                RealTryton.DATABASE,
                "delete from ir_note",
                "delete from insights_task",
                "delete from insights_deleted",
                "delete from sale_opportunity",
                "delete from sale_opportunity__history",
                "delete from party_party where id > 2");
        proxy = new TrytonProxy(tryton.url());
        return new TrytonBench(crm(Map.of("login", "insights"), CrmMapping.NONE), proxy, admin);
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    private TrytonCrm crm(Map<String, String> settings, CrmMapping mapping, String password) {
        Map<String, String> all =
                new HashMap<>(Map.of("url", proxy.url(), "database", RealTryton.DATABASE, "login", "insights"));
        all.putAll(settings);
        Trytons kind = new Trytons(LocalOutgoing.anywhere(), FakeHttp.JSON, Clock.systemUTC());
        return (TrytonCrm) kind.open(new CrmSettings(UUID.randomUUID(), all, List.of(password), mapping));
    }

    private TrytonCrm crm(Map<String, String> settings, CrmMapping mapping) {
        return crm(settings, mapping, RealTryton.PASSWORD);
    }

    private TrytonBench tryton() {
        return (TrytonBench) bench;
    }

    private TrytonCrm trytonCrm() {
        return (TrytonCrm) crm();
    }

    private static CrmMapping owners(Map<LeadFact, CrmMapping.Winner> winners) {
        return new CrmMapping(Map.of(), Map.of("rita", "1"), Map.of("lead", "new"), Map.of(), winners);
    }

    // ---- what goes wrong when connecting

    @Test
    void aWrongPasswordIsSaidToBeOne() {
        Checked checked = crm(Map.of(), CrmMapping.NONE, "wrong").check();

        assertThat(checked.works()).isFalse();
        assertThat(checked.sentence()).contains("password");
    }

    @Test
    void aWrongDatabaseIsSaidToBeOne() {
        Checked checked = crm(Map.of("database", "nobody"), CrmMapping.NONE).check();

        assertThat(checked.works()).isFalse();
        assertThat(checked.sentence()).contains("\"nobody\"");
    }

    @Test
    void anAddressWithoutTrytonIsSaidToBeOne() {
        assertThat(crm(Map.of("url", proxy.url() + "/elsewhere/of/it"), CrmMapping.NONE)
                        .check()
                        .sentence())
                .contains("address");
        proxy.next(FakeHttp.Answer.html(200));
        assertThat(crm(Map.of(), CrmMapping.NONE).check().sentence()).contains("web page");
        proxy.next(FakeHttp.Answer.json(200, FakeHttp.JSON.createObjectNode().put("hello", "world")));
        assertThat(crm(Map.of(), CrmMapping.NONE).check().sentence()).contains("look at the address");
    }

    @Test
    void aDatabaseThatIsAPathIsNotTaken() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> crm(Map.of("database", "../admin?x="), CrmMapping.NONE))
                .withMessageContaining("database");
    }

    @Test
    void aUserWithoutACompanyIsToldToChooseOne() {
        companyOfTheUser(null);
        try {
            TrytonCrm homeless = crm(Map.of(), CrmMapping.NONE);

            assertThat(homeless.check().sentence()).contains("no company");
            assertThat(homeless.push(List.of(aLead().build())).getFirst()).isInstanceOf(PushOutcome.Unauthorised.class);
        } finally {
            companyOfTheUser(1);
        }
    }

    private static void companyOfTheUser(@Nullable Integer company) {
        JsonNode user = admin.find(
                        "res.user",
                        admin.domain(admin.clause("login", "=", "insights")),
                        List.of("id"),
                        List.of("id"),
                        1)
                .getFirst();
        admin.call(
                "model.res.user.write", List.of(user.path("id").asInt()), Collections.singletonMap("company", company));
    }

    @Test
    void aUserWithoutTheGroupIsSaidToLackARight() {
        tryton.sql(
                RealTryton.DATABASE,
                "create table kept_groups as select * from \"res_user-res_group\"",
                "delete from \"res_user-res_group\" where \"user\" ="
                        + " (select id from res_user where login = 'insights')");
        try {
            admin.call("model.res.user.write", List.of(1), Map.of("name", "Administrator"));
            assertThat(crm(Map.of(), CrmMapping.NONE)
                            .push(List.of(aLead().build()))
                            .getFirst())
                    .isInstanceOfSatisfying(
                            PushOutcome.Unauthorised.class,
                            out -> assertThat(out.why()).contains("lacks a right"));
        } finally {
            tryton.sql(
                    RealTryton.DATABASE,
                    "delete from \"res_user-res_group\"",
                    "insert into \"res_user-res_group\" select * from kept_groups",
                    "drop table kept_groups");
            admin.call("model.res.user.write", List.of(1), Map.of("name", "Administrator"));
        }
    }

    @Test
    void anEndedSessionIsRenewedWithoutAWord() {
        CrmLead lead = aLead().build();
        push(lead);
        tryton.sql(RealTryton.DATABASE, "delete from ir_session");

        assertThat(push(aLead().id(lead.externalId()).version(2).build())).isInstanceOf(PushOutcome.Stored.class);
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForever() {
        OutgoingHttp http = LocalOutgoing.anywhere();
        TrytonCalls calls = new TrytonCalls(
                new JsonHttp(http, FakeHttp.JSON, http.parse(proxy.url()), Duration.ofMillis(300)),
                new Login(RealTryton.DATABASE, "insights", RealTryton.PASSWORD),
                Clock.systemUTC());
        proxy.goesSilent();

        assertThat(new TrytonCrm(calls, CrmMapping.NONE, Clock.systemUTC())
                        .push(List.of(aLead().build()))
                        .getFirst())
                .isInstanceOfSatisfying(
                        PushOutcome.Unreachable.class,
                        away -> assertThat(away.why()).isNotBlank());
        assertThat(TrytonCrm.ONE_CALL).isLessThanOrEqualTo(crm().capabilities().patience());
    }

    // ---- the module

    @Test
    void withoutTheModuleAConnectionSaysWhatToDo() {
        TrytonCrm unready = crm(Map.of("database", RealTryton.UNREADY), CrmMapping.NONE);

        assertThat(unready.check().sentence()).contains("insights_lead is still to be activated");
        assertThat(unready.missing()).extracting(SetUpStep::state).containsExactly(SetUpStep.State.MISSING);
        assertThat(unready.setUp()).singleElement().satisfies(step -> {
            assertThat(step.state()).isEqualTo(SetUpStep.State.REFUSED);
            assertThat(step.sentence()).contains("administrator");
        });
        assertThat(unready.push(List.of(aLead().build())).getFirst())
                .isInstanceOfSatisfying(
                        PushOutcome.Refused.class,
                        refused -> assertThat(refused.field()).startsWith("insights_"));
    }

    @Test
    void aServerThatDoesNotKnowTheModuleIsToldHowToInstallIt() {
        tryton.sql(RealTryton.UNREADY, "update ir_module set name = 'hidden' where name = 'insights_lead'");
        try {
            assertThat(crm(Map.of("database", RealTryton.UNREADY, "login", "admin"), CrmMapping.NONE)
                            .setUp())
                    .singleElement()
                    .satisfies(step -> assertThat(step.sentence()).contains("--update-modules-list"));
        } finally {
            tryton.sql(RealTryton.UNREADY, "update ir_module set name = 'insights_lead' where name = 'hidden'");
        }
    }

    @Test
    void aFieldThatSomebodyRenamedIsNamed() {
        TrytonCrm renamed =
                crm(Map.of(), new CrmMapping(Map.of(LeadFact.SCORE, "heat"), Map.of(), Map.of(), Map.of(), Map.of()));

        assertThat(renamed.push(List.of(aLead().build())).getFirst())
                .isInstanceOfSatisfying(PushOutcome.Refused.class, refused -> {
                    assertThat(refused.field()).isEqualTo("heat");
                    assertThat(refused.why()).contains("map another field");
                });
    }

    @Test
    void peopleSeeScoreAndFollowUpsInTrytonsClient() {
        TrytonCalls user = tryton.as("insights", RealTryton.DATABASE);

        for (String type : List.of("form", "tree")) {
            assertThat(user.call("model.sale.opportunity.fields_view_get", null, type)
                            .path("arch")
                            .asText())
                    .contains("insights_score", "insights_tier");
            assertThat(user.call("model.insights.task.fields_view_get", null, type)
                            .path("arch")
                            .asText())
                    .contains("due", "note");
        }
    }

    @Test
    void fieldsThatPeopleMayMapAreGivenWithTheirTypes() {
        assertThat(trytonCrm().fields())
                .filteredOn(field -> field.takes(LeadFact.WIN_PROBABILITY))
                .extracting(field -> field.name())
                .contains("insights_win_probability", "conversion_probability");
    }

    // ---- parties

    @Test
    void aLeadWhoseAddressOnePartyHasBelongsToIt() {
        int party = tryton().party("Analytical Engines Ltd", "Ada@analytical.example");
        CrmLead lead = aLead().email("ada@analytical.example").company("").build();

        push(lead);

        assertThat(tryton().lead(lead.externalId()).path("party").asInt()).isEqualTo(party);
        assertThat(trytonCrm().pull(CrmEntity.LEAD, null, 10).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(((CrmItem.Lead) item).ours()).isTrue();
                    assertThat(((CrmItem.Lead) item).facts()).containsEntry(LeadFact.COMPANY, "Analytical Engines Ltd");
                });
    }

    @Test
    void aLeadWhoseAddressTwoPartiesHaveBelongsToNeither() {
        tryton().party("One", "office@shared.example");
        tryton().party("Two", "office@shared.example");
        CrmLead lead = aLead().email("office@shared.example").build();

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(tryton().lead(lead.externalId()).path("party").isNull()).isTrue();
        assertThat(bench.records().getFirst().lead().email()).isEqualTo("office@shared.example");
    }

    @Test
    void signsOfAPatternInAnAddressAreTakenLiterally() {
        tryton().party("Other", "axb@shared.example");
        CrmLead lead = aLead().email("a_b@shared.example").build();

        push(lead);

        assertThat(tryton().lead(lead.externalId()).path("party").isNull()).isTrue();
    }

    // ---- who wins

    @Test
    void whereTheCrmWinsItsNameStays() {
        TrytonCrm crm = crm(Map.of(), owners(Map.of(LeadFact.NAME, CrmMapping.Winner.CRM)));
        CrmLead lead = aLead().named("Ada").build();
        crm.push(List.of(lead));
        tryton().rename(lead.externalId(), "Countess");

        crm.push(List.of(aLead().id(lead.externalId())
                .version(2)
                .named("Ada King")
                .scored(90)
                .build()));

        assertThat(crm.readBack(null, 10)).singleElement().satisfies(kept -> {
            assertThat(kept.lead().name()).isEqualTo("Countess");
            assertThat(kept.lead().owner()).isEqualTo("rita");
            assertThat(kept.lead().stage()).isEqualTo("new");
            assertThat(Objects.requireNonNull(kept.lead().score()).tier()).isEqualTo("hot");
        });
    }

    @Test
    void aChangeAtTheSameMomentIsNotWrittenOverUnseen() {
        CrmLead lead = aLead().named("Ada").build();
        push(lead);
        proxy.beforeWrite(() -> tryton().edit(lead.externalId(), "comment", "Called her"));
        CrmLead newer =
                aLead().id(lead.externalId()).version(2).named("Ada King").build();

        assertThat(push(newer)).isInstanceOf(PushOutcome.Unreachable.class);
        assertThat(tryton().lead(lead.externalId()).path("description").asText())
                .isEqualTo("Ada");
        assertThat(push(newer)).isInstanceOf(PushOutcome.Stored.class);
        assertThat(tryton().lead(lead.externalId()).path("description").asText())
                .isEqualTo("Ada King");
    }

    @Test
    void aRecordThatWasDeletedThereIsMadeAnew() {
        CrmLead lead = aLead().build();
        PushOutcome first = push(lead);
        bench.delete(lead.externalId());

        assertThat(push(lead)).isInstanceOf(PushOutcome.Stored.class).isNotEqualTo(first);
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void ourIdIsUniqueInTrytonItself() {
        CrmLead lead = aLead().build();
        push(lead);

        assertThatExceptionOfType(TrytonRefusal.class)
                .isThrownBy(() -> admin.call(
                        "model.sale.opportunity.create", List.of(Map.of("insights_external_id", lead.externalId()))));
    }

    @Test
    void aCopyOfALeadIsAnotherLead() {
        CrmLead lead = aLead().build();
        push(lead);

        admin.call(
                "model.sale.opportunity.copy",
                List.of(tryton().lead(lead.externalId()).path("id").asInt()));

        assertThat(bench.records()).hasSize(2);
        assertThat(trytonCrm().readBack(null, 10)).hasSize(1);
    }

    // ---- erasure

    @Test
    void whatIsErasedLeavesTrytonsHistoryNotesAndTasksToo() {
        String everywhere = "select (select count(*) from sale_opportunity__history where description like '%Grace%')"
                + " + (select count(*) from ir_note where message like '%Grace%')"
                + " + (select count(*) from insights_task where title like '%Grace%')";
        CrmLead lead = aLead().named("Grace Hopper").build();
        push(lead);
        String id = lead.externalId();
        trytonCrm().log(List.of(new CrmTouch(id, id, "clicked", lead.asOf(), "Grace clicked", "")));
        trytonCrm()
                .pushTasks(
                        List.of(new CrmTask(id, 1, id, "Call Grace", "", null, lead.asOf(), CrmTask.Status.OPEN, "")));
        assertThat(tryton.count(everywhere)).isEqualTo(3);

        crm().forget(List.of(aLead().id(id).version(2).named("Erased").bare().build()));

        assertThat(tryton.count(everywhere)).isZero();
        assertThat(bench.records()).hasSize(1);
    }

    @Test
    void anErasedNameGoesAlsoWhereTheCrmWins() {
        TrytonCrm crm = crm(Map.of(), owners(Map.of(LeadFact.NAME, CrmMapping.Winner.CRM)));
        CrmLead lead = aLead().named("Grace Hopper").build();
        crm.push(List.of(lead));

        crm.forget(List.of(
                aLead().id(lead.externalId()).version(2).named("Erased").bare().build()));

        assertThat(bench.records().getFirst().lead().name()).isEqualTo("Erased");
    }

    @Test
    void anErasedLeadThatTrytonDoesNotHaveIsNotMade() {
        crm().forget(List.of(aLead().named("Erased").bare().build()));

        assertThat(bench.records()).isEmpty();
    }

    // ---- what comes back

    @Test
    void aMomentWithMoreRecordsThanAPageHasAnEnd() {
        crm().push(Stream.generate(() -> aLead().build()).limit(9).toList());

        int given = 0;
        String cursor = null;
        for (int page = 0; page < 10; page++) {
            CrmPage answer = trytonCrm().pull(CrmEntity.LEAD, cursor, 4);
            given += answer.items().size();
            cursor = answer.cursor();
            if (!answer.more()) {
                break;
            }
        }

        assertThat(given).isEqualTo(9);
    }

    @Test
    void manyDeletionsAreGivenPageByPage() {
        for (int i = 0; i < 3; i++) {
            CrmLead lead = aLead().build();
            push(lead);
            bench.delete(lead.externalId());
        }

        CrmPage first = trytonCrm().pull(CrmEntity.LEAD, null, 2);
        CrmPage second = trytonCrm().pull(CrmEntity.LEAD, first.cursor(), 2);

        assertThat(first.items()).hasSize(2).allMatch(CrmItem.Deleted.class::isInstance);
        assertThat(first.more()).isTrue();
        assertThat(second.items()).hasSize(1).doesNotContainAnyElementsOf(first.items());
        assertThat(second.more()).isFalse();
    }

    @Test
    void aForeignCursorIsNoPlaceToGoOnFrom() {
        for (CrmEntity entity : trytonCrm().gives()) {
            assertThatExceptionOfType(CrmFailure.class)
                    .isThrownBy(() -> trytonCrm().pull(entity, "'; drop", 4));
        }
        assertThatExceptionOfType(CrmFailure.class).isThrownBy(() -> crm().pull("'; drop", 4));
    }

    @Test
    void employeesAreOwnersAndStatesAreStages() {
        assertThat(trytonCrm().pull(CrmEntity.OWNER, null, 10).items())
                .extracting(item -> ((CrmItem.Owner) item).email())
                .containsExactly("rita@sales.example");
        assertThat(trytonCrm().pull(CrmEntity.STAGE, null, 10).items())
                .extracting(item -> item.crmId() + " " + ((CrmItem.Stage) item).meaning())
                .containsExactly(
                        "lead " + Meaning.OPEN,
                        "opportunity " + Meaning.OPEN,
                        "converted " + Meaning.OPEN,
                        "won " + Meaning.WON,
                        "cancelled " + Meaning.LOST,
                        "lost " + Meaning.LOST);
        CrmPage first = trytonCrm().pull(CrmEntity.STAGE, null, 4);
        assertThat(first.more()).isTrue();
        assertThat(trytonCrm().pull(CrmEntity.STAGE, first.cursor(), 4).items()).hasSize(2);
    }

    @Test
    void aButtonOfTrytonIsADecision() {
        CrmLead lead = aLead().build();
        push(lead);

        admin.call(
                "model.sale.opportunity.lost",
                List.of(tryton().lead(lead.externalId()).path("id").asInt()));

        assertThat(crm().pull(null, 10).outcomes())
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.externalId()).isEqualTo(lead.externalId()));
    }

    @Test
    void aTaskThatSomebodyFinishedIsNotOurs() {
        CrmLead lead = aLead().build();
        push(lead);
        CrmTask task = new CrmTask(
                lead.externalId(), 1, lead.externalId(), "Call", "", "rita", lead.asOf(), CrmTask.Status.OPEN, "");
        trytonCrm().pushTasks(List.of(task));
        assertThat(trytonCrm().pull(CrmEntity.TASK, null, 10).items()).allMatch(item -> ((CrmItem.Task) item).ours());

        bench.finish(task.externalId(), CrmTask.Status.CANCELLED, "Wrong number");

        assertThat(trytonCrm().pull(CrmEntity.TASK, null, 10).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(((CrmItem.Task) item).status()).isEqualTo(CrmTask.Status.CANCELLED);
                    assertThat(((CrmItem.Task) item).note()).isEqualTo("Wrong number");
                    assertThat(((CrmItem.Task) item).ours()).isFalse();
                });
    }

    @Test
    void recordsAreReadBackPageByPage() {
        crm().push(Stream.generate(() -> aLead().build()).limit(5).toList());

        List<KeptRecord> first = trytonCrm().readBack(null, 3);
        List<KeptRecord> second = trytonCrm().readBack(first.getLast().lead().externalId(), 3);

        assertThat(first).hasSize(3);
        assertThat(second).hasSize(2).doesNotContainAnyElementsOf(first);
    }

    @Test
    void aFullBatchTakesAsManyCallsAsItSays() {
        crm().check();
        int before = proxy.requests().size();

        crm().push(Stream.generate(() -> aLead().build()).limit(100).toList());

        assertThat(proxy.requests().size() - before)
                .isLessThanOrEqualTo(crm().capabilities().callsPerBatch());
        assertThat(bench.records()).hasSize(100);
    }
}
