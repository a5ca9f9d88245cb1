import insights.client.ApiClient;
import insights.client.api.SyncApi;
import insights.client.model.SyncLeads;
import insights.client.model.SyncLead;
import insights.client.model.ScorePiece;
import java.util.List;

/** Pushes a lead, then pulls every score until there is nothing new. Arguments: the base address, a token. */
public final class Pull {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(arguments[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + arguments[1]));
        SyncApi sync = new SyncApi(client);
        SyncLeads bulk = new SyncLeads()
                .items(List.of(new SyncLead().sourceId(arguments[2]).name("Grace Hopper").email(arguments[2] + "@navy.example")));
        System.out.println("pushed " + sync.pushLeads(bulk, arguments[2]).getItems().getFirst().getStatus());
        String after = null;
        int pulled = 0;
        boolean seen = false;
        for (ScorePiece piece = sync.pullScores(after, 1000, 0); !piece.getItems().isEmpty(); piece = sync.pullScores(after, 1000, 0)) {
            pulled += piece.getItems().size();
            seen |= piece.getItems().stream().anyMatch(lead -> arguments[2].equals(lead.getSourceId()));
            after = piece.getNext();
        }
        System.out.println("pulled " + (pulled > 0) + " seen " + seen);
    }
}
