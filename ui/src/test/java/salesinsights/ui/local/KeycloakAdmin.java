package salesinsights.ui.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What an administrator of the realm does, and what a log-in is to Keycloak. */
public final class KeycloakAdmin {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String PASSWORD = "only-for-tests";

    private final String realm = RealKeycloak.realmUrl();
    private final String admin = realm.replace("/realms/", "/admin/realms/");
    private final String token = grant(
                    realm.replaceFirst("/realms/.*", "/realms/master"),
                    "grant_type=password&client_id=admin-cli&username=admin&password=" + RealKeycloak.ADMIN_PASSWORD)
            .required("access_token")
            .asText();

    /** Tokens of one log-in. */
    public record LogIn(String accessToken, String idToken, String refreshToken) {}

    /** Somebody new in the realm. */
    public record Person(String id, String username) {}

    /** A person of this role and team whom no other test knows. */
    public Person newPerson(String role, String group) {
        String username = "person-" + UUID.randomUUID();
        ObjectNode user = JSON.createObjectNode()
                .put("username", username)
                .put("email", username + "@sales.example")
                .put("emailVerified", true)
                .put("firstName", "New")
                .put("lastName", "Person")
                .put("enabled", true);
        user.putArray("groups").add(group);
        user.putArray("credentials").addObject().put("type", "password").put("value", PASSWORD);
        ask("POST", "/users", user);
        String id = ask("GET", "/users?exact=true&username=" + username, null)
                .path(0)
                .required("id")
                .asText();
        give(id, role);
        return new Person(id, username);
    }

    /** Gives a role. */
    public void give(Person person, String role) {
        give(person.id(), role);
    }

    private void give(String user, String role) {
        ask("POST", "/users/" + user + "/role-mappings/realm", listed(role));
    }

    /** Takes a role away. */
    public void take(Person person, String role) {
        ask("DELETE", "/users/" + person.id() + "/role-mappings/realm", listed(role));
    }

    private ArrayNode listed(String role) {
        return JSON.createArrayNode().add(ask("GET", "/roles/" + role, null));
    }

    /** Puts a person into a team. */
    public void join(Person person, String group) {
        join(person.id(), group);
    }

    private void join(String user, String group) {
        ask("PUT", "/users/" + user + "/groups/" + idOf(group), null);
    }

    private String idOf(String group) {
        return ask("GET", "/group-by-path" + group, null).required("id").asText();
    }

    /** Logs in as the command line does. */
    public LogIn logIn(Person person) {
        JsonNode tokens = grant(
                realm,
                "grant_type=password&client_id=sales-insights-cli&scope=openid&password=" + PASSWORD + "&username="
                        + person.username());
        return new LogIn(
                tokens.required("access_token").asText(),
                tokens.required("id_token").asText(),
                tokens.required("refresh_token").asText());
    }

    /** The password of everybody made here. */
    public static String password() {
        return PASSWORD;
    }

    /** The person ends one session. */
    public void logOut(LogIn session) {
        post(
                realm + "/protocol/openid-connect/logout",
                "client_id=sales-insights-cli&refresh_token=" + session.refreshToken());
    }

    /** An administrator ends all sessions of a person. */
    public void endSessions(Person person) {
        ask("POST", "/users/" + person.id() + "/logout", null);
    }

    /** Takes a person out of a team. */
    public void leave(Person person, String group) {
        ask("DELETE", "/users/" + person.id() + "/groups/" + idOf(group), null);
    }

    /** Where Keycloak tells of ended sessions of the given client. */
    public void tellOfEndedSessions(String client, String address) {
        for (JsonNode found : ask("GET", "/clients?clientId=" + client, null)) {
            ObjectNode changed = found.deepCopy();
            changed.withObject("/attributes").put("backchannel.logout.url", address);
            ask("PUT", "/clients/" + found.required("id").asText(), changed);
        }
    }

    /** All clients whose sessions this application hears of. */
    public void tellOfEndedSessions(URI home) {
        String address = home.resolve("/session/back-channel-logout").toString();
        List.of("sales-insights-web", "sales-insights-cli").forEach(client -> tellOfEndedSessions(client, address));
    }

    /** A token of a client that meant it for this application, and let it end within a second. */
    public String tokenThatEndsAtOnce(Person person) {
        return tokenOf(person, 1, "sales-insights-api");
    }

    /** A token that somebody logged in for with a client that made it for these audiences. */
    public String tokenFor(Person person, String... audiences) {
        return tokenOf(person, 300, audiences);
    }

    private String tokenOf(Person person, int seconds, String... audiences) {
        ObjectNode made = client(audiences).put("publicClient", true).put("directAccessGrantsEnabled", true);
        made.putObject("attributes").put("access.token.lifespan", Integer.toString(seconds));
        ask("POST", "/clients", made);
        return grant(
                        realm,
                        "grant_type=password&client_id="
                                + made.required("clientId").asText() + "&password=" + PASSWORD + "&username="
                                + person.username())
                .required("access_token")
                .asText();
    }

    /** A token of a new service account of this team, with these roles, for this audience. */
    public String serviceToken(String audience, String group, String... roles) {
        ObjectNode made = client(audience).put("serviceAccountsEnabled", true).put("secret", PASSWORD);
        ask("POST", "/clients", made);
        String name = made.required("clientId").asText();
        String client = ask("GET", "/clients?clientId=" + name, null)
                .path(0)
                .required("id")
                .asText();
        String account = ask("GET", "/clients/" + client + "/service-account-user", null)
                .required("id")
                .asText();
        for (String role : roles) {
            give(account, role);
        }
        join(account, group);
        return grant(realm, "grant_type=client_credentials&client_id=" + name + "&client_secret=" + PASSWORD)
                .required("access_token")
                .asText();
    }

    private static ObjectNode client(String... audiences) {
        ObjectNode made = JSON.createObjectNode()
                .put("clientId", "made-" + UUID.randomUUID())
                .put("standardFlowEnabled", false);
        ArrayNode mappers = made.putArray("protocolMappers");
        for (String audience : audiences) {
            mapper(mappers, "audience " + audience, "oidc-audience-mapper")
                    .put("included.custom.audience", audience)
                    .put("access.token.claim", "true");
        }
        mapper(mappers, "teams", "oidc-group-membership-mapper")
                .put("claim.name", "groups")
                .put("full.path", "true")
                .put("access.token.claim", "true");
        return made;
    }

    private static ObjectNode mapper(ArrayNode mappers, String name, String kind) {
        return mappers.addObject()
                .put("name", name)
                .put("protocol", "openid-connect")
                .put("protocolMapper", kind)
                .putObject("config");
    }

    /** A token of Keycloak's administrators: another realm of the same server. */
    public String tokenOfAnotherRealm() {
        return token;
    }

    /** What Keycloak sends when a session ends. Afterwards it tells nobody, until told whom. */
    public String logoutToken(Person person) {
        CompletableFuture<String> heard = new CompletableFuture<>();
        HttpServer ear = ear(heard);
        try {
            tellOfEndedSessions(
                    "sales-insights-cli", "http://127.0.0.1:" + ear.getAddress().getPort() + "/");
            logOut(logIn(person));
            return heard.get(10, TimeUnit.SECONDS).replaceFirst("^logout_token=", "");
        } catch (InterruptedException | ExecutionException | TimeoutException silent) {
            throw new IllegalStateException("Keycloak told nothing of an ended session", silent);
        } finally {
            ear.stop(0);
            tellOfEndedSessions("sales-insights-cli", "");
        }
    }

    private static HttpServer ear(CompletableFuture<String> heard) {
        try {
            HttpServer ear = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ear.createContext("/", exchange -> {
                heard.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            ear.start();
            return ear;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private JsonNode ask(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(admin + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        return send(request.build());
    }

    private static JsonNode grant(String realm, String form) {
        return post(realm + "/protocol/openid-connect/token", form);
    }

    private static JsonNode post(String address, String form) {
        return send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build());
    }

    private static JsonNode send(HttpRequest request) {
        try {
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request.uri() + " answered " + answer.statusCode());
            }
            return answer.body().isBlank() ? JSON.valueToTree(Map.of()) : JSON.readTree(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
