package salesinsights.scoring.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salesinsights.tracking.ground.Problem;

class PlanReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEMPLATE = "6f1c1e2e-0000-4000-8000-000000000001";
    private static final String MAIL = "{'id':'m','type':'mail','template':'" + TEMPLATE + "'}";

    private static Plan read(JsonNode definition) {
        return PlanReader.read(
                definition, id -> id.equals(UUID.fromString(TEMPLATE)) ? new PlanReader.Letter(3, "Intro") : null);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'steps':[M]}                                                                  | name                  | is missing
            {'name':'a'}                                                                   | steps                 | at least one mail or task
            {'name':'a','steps':[]}                                                        | steps                 | at least one mail or task
            {'name':'a','steps':[{'type':'wait','businessDays':2}]}                        | steps                 | would do nothing
            {'name':'a','steps':[{'id':'x'}]}                                              | steps[0].type         | is missing
            {'name':'a','steps':[{'id':'x','type':'fax'}]}                                 | steps[0].type         | must be one of
            {'name':'a','steps':[{'id':'END','type':'task','title':'t'}]}                  | steps[0].id           | small letters
            {'name':'a','steps':[{'id':'end','type':'task','title':'t'}]}                  | steps[0].id           | not “end”
            {'name':'a','steps':[M,M]}                                                     | steps[1].id           | is used twice
            {'name':'a','steps':[{'id':'m','type':'mail','template':'nonsense'}]}          | steps[0].template     | no such template
            {'name':'a','steps':[{'id':'m','type':'mail'}]}                                | steps[0].template     | is missing
            {'name':'a','steps':[{'id':'m','type':'mail','template':'6f1c1e2e-0000-4000-8000-000000000009'}]} | steps[0].template | no such template
            {'name':'a','steps':[M,{'id':'w','type':'wait'}]}                              | steps[1].businessDays | either business days or
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':1,'businessHours':1}]} | steps[1].businessDays | either
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':0}]}             | steps[1].businessDays | between 1 and 130
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':1.5}]}           | steps[1].businessDays | whole number
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':2,'next':'m'}]}  | steps[1].next         | would have no end
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':2,'next':'w'}]}  | steps[1].next         | would have no end
            {'name':'a','steps':[M,{'id':'w','type':'wait','businessDays':2,'next':'z'}]}  | steps[1].next         | which is no step
            {'name':'a','steps':[{'id':'m','type':'mail','template':'6f1c1e2e-0000-4000-8000-000000000001','next':'end'},{'id':'t','type':'task','title':'t'}]} | steps[1].id | is reached from no step
            {'name':'a','steps':[{'id':'b','type':'branch','on':'opened','businessDays':2,'then':'m','else':'end'},M]} | steps[0].on | without one
            {'name':'a','steps':[M,{'id':'b','type':'branch','on':'opened','businessDays':2,'then':'end','else':'end'}]} | steps[1].else | change nothing
            {'name':'a','steps':[M,{'id':'b','type':'branch','on':'answered','businessDays':2,'then':'t','else':'end'},{'id':'t','type':'task','title':'t'}]} | steps[1].on | stops on an answer
            {'name':'a','steps':[M,{'id':'b','type':'branch','on':'opened','link':'x','businessDays':2,'then':'t','else':'end'},{'id':'t','type':'task','title':'t'}]} | steps[1].link | for branches on a click
            {'name':'a','steps':[M,{'id':'b','type':'branch','on':'opened','then':'t','else':'end'},{'id':'t','type':'task','title':'t'}]} | steps[1].businessDays | is missing
            {'name':'a','steps':[{'id':'t','type':'task','title':'Call {lead.nam}'}]}       | steps[0].title        | {lead.nam}
            {'name':'a','steps':[{'id':'t','type':'task','title':'Read {message.subject}'}]} | steps[0].title       | no placeholder here
            {'name':'a','steps':[{'id':'t','type':'task'}]}                                | steps[0].title        | is missing
            {'name':'a','steps':[M],'window':{'from':'17:00','to':'09:00'}}                | window.to             | nothing would ever be sent
            {'name':'a','steps':[M],'window':{'from':'23:50','to':'23:59'}}                | window.to             | nothing would ever be sent
            {'name':'a','steps':[M],'window':{'from':'9'}}                                 | window.from           | such as 09:00
            {'name':'a','steps':[M],'window':{'days':['someday']}}                         | window.days           | days of the week
            {'name':'a','steps':[M],'stopOn':['fire']}                                     | stopOn                | always stop it
            {'name':'a','steps':[M],'colour':'red'}                                        | colour                | is not known here
            {'name':'a','steps':'M'}                                                       | steps                 | must be a list
            """)
    void whatCannotBeIsRefusedAtItsPlace(String definition, String field, String message) {
        assertThatThrownBy(() -> read(json(definition
                        .replace("M,", MAIL + ",")
                        .replace("[M]", "[" + MAIL + "]")
                        .replace(",M]", "," + MAIL + "]"))))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.fields()).anySatisfy(one -> {
                            assertThat(one.field()).isEqualTo(field);
                            assertThat(one.message()).contains(message);
                        }));
    }

    @Test
    void moreThanThirtyStepsAreRefused() {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 31; i++) {
            steps.addObject().put("type", "task").put("title", "t");
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("name", "a");
        whole.set("steps", steps);

        assertThatThrownBy(() -> read(whole)).hasMessageContaining("30 are the most");
    }

    @Test
    void whatIsKeptReadsTheSameAndNamesTheTemplatesVersion() {
        Plan plan = read(json("{'name':'Päckchen 🎁','steps':[" + MAIL
                + ",{'id':'b','type':'branch','on':'clicked','link':'/Pricing','businessDays':3,'then':'t','else':'w'}"
                + ",{'id':'w','type':'wait','businessHours':4,'next':'end'}"
                + ",{'id':'t','type':'task','title':'Call {lead.name}','businessDays':0}],"
                + "'window':{'days':['monday','tuesday'],'from':'08:30','to':'11:00','holidays':true},"
                + "'stopOn':['meeting'],'tracking':'off'}"));

        assertThat(PlanReader.kept(PlanWriter.write(plan))).isEqualTo(plan);
        assertThat(plan.step("m")).contains(new Step.Mail("m", UUID.fromString(TEMPLATE), 3, "Intro", "b"));
        assertThat(plan.stopOn()).containsExactly(Plan.StopOn.MEETING);
    }

    @Provide
    Arbitrary<List<List<Integer>>> ways() {
        return Arbitraries.integers()
                .between(-2, 8)
                .list()
                .ofMinSize(2)
                .ofMaxSize(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(7);
    }

    /** Whatever is accepted, every way through it comes to an end and every step is on one. */
    @Property
    void everyWayThroughWhatIsAcceptedEnds(@ForAll("ways") List<List<Integer>> ways) {
        ArrayNode steps = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < ways.size(); i++) {
            boolean branch = i > 0 && ways.get(i).get(0) % 2 == 0;
            ObjectNode step = steps.addObject().put("id", "s" + i);
            String first = name(ways.get(i).get(0), ways.size());
            String second = name(ways.get(i).get(1), ways.size());
            if (branch) {
                step.put("type", "branch").put("on", "opened").put("businessDays", 1);
                step.put("then", first).put("else", second);
            } else {
                step.put("type", "mail").put("template", TEMPLATE).put("next", second);
            }
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("name", "a");
        whole.set("steps", steps);
        try {
            Plan plan = read(whole);
            Set<String> seen = new HashSet<>();
            follow(plan, plan.steps().getFirst().id(), new ArrayList<>(), seen);
            assertThat(seen).hasSize(plan.steps().size());
        } catch (Problem refused) {
            assertThat(refused.fields()).isNotEmpty();
        }
    }

    private static String name(int place, int size) {
        return place < 0 || place >= size ? "end" : "s" + place;
    }

    private static void follow(Plan plan, String id, List<String> before, Set<String> seen) {
        assertThat(before).doesNotContain(id);
        plan.step(id).ifPresent(step -> {
            seen.add(id);
            List<String> way = new ArrayList<>(before);
            way.add(id);
            step.after().forEach(next -> follow(plan, next, way, seen));
        });
    }
}
