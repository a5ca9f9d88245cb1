package salesinsights.tracking.message;

import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static salesinsights.tracking.Callers.RITA;
import static salesinsights.tracking.Callers.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import salesinsights.tracking.LocalPostgres;
import salesinsights.tracking.ground.Database;
import salesinsights.tracking.team.Scopes;
import salesinsights.tracking.team.TeamId;
import salesinsights.tracking.team.TeamPath;
import salesinsights.tracking.team.Teams;
import salesinsights.tracking.token.Tracked;
import salesinsights.tracking.token.TrackingTokens;

@QuarkusTest
@QuarkusTestResource(LocalPostgres.class)
class CohortsTest {
    @Inject
    Cohorts cohorts;

    @Inject
    TrackingTokens tokens;

    @Inject
    Scopes scopes;

    @Inject
    Teams teams;

    @Inject
    Database database;

    private final String campaign = "autumn " + UUID.randomUUID();

    @Test
    void aCountNamesNoMessageAndIsShownFromTwentyPeopleOn() {
        List<Tracked> pixels = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            pixels.add(pixelOf(toOneInFrance()));
        }
        opened(pixels.getFirst(), 7);
        assertThat(counted()).isEqualTo(new Cohorts.Counted(null, null, null, null));

        pixels.add(pixelOf(toOneInFrance()));

        assertThat(counted().openers()).isEqualTo(20);
        assertThat(counted().opened()).isEqualTo(7);
        assertThat(new HashSet<>(pixels)).hasSize(1);
        assertThat(pixels.getFirst().recipient()).isNull();
    }

    @Test
    void nobodysCountCanBeFoundBySubtractingTwoReports() {
        for (int i = 0; i < 20; i++) {
            toOneInFrance();
        }
        Cohorts.Counted before = counted();

        opened(pixelOf(toOneInFrance()), 3);

        assertThat(counted()).isEqualTo(before);
    }

    private Response toOneInFrance() {
        return as(RITA).contentType(JSON)
                .body(Map.of(
                        "subject",
                        "Offer",
                        "campaign",
                        campaign,
                        "html",
                        "<html><body><p>Hello</p></body></html>",
                        "to",
                        List.of(Map.of("address", UUID.randomUUID() + "@firm.com", "country", "FR"))))
                .post("/api/messages?include=mime");
    }

    private Tracked pixelOf(Response made) {
        made.then().statusCode(201);
        byte[] mime = Base64.getDecoder().decode(made.<String>path("recipients[0].mimeBase64"));
        String html = new String(mime, StandardCharsets.UTF_8).replace("=\r\n", "");
        Matcher pixel = Pattern.compile("/o/([^\"]+)\\.gif").matcher(html);
        assertThat(pixel.find()).isTrue();
        Tracked named = tokens.readOpen(pixel.group(1)).orElseThrow();
        assertThat(named.message().toString()).isNotEqualTo(made.path("id"));
        return named;
    }

    private void opened(Tracked pixel, int times) {
        scopes.runAsWorker(() -> database.write(
                "insert into aggregate_hit (team_id, message_id, link_position, kind, n, machines)"
                        + " values (?, ?, -1, 'OPENED', ?, 0)",
                pixel.team().value(),
                pixel.message(),
                times));
    }

    private Cohorts.Counted counted() {
        TeamId emea = teams.require(new TeamPath("/teams/emea")).id();
        return scopes.inTeams(Set.of(emea), () -> cohorts.ofCampaign(Set.of(emea), campaign));
    }
}
