package salesinsights.scoring.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoredScorecardTest {
    @Test
    void aCardThatWasStoredBeforeThereWasABendSaysWhatItSaidThen() throws Exception {
        Scorecard card = new ObjectMapper().readValue("{\"base\": -0.7, \"parts\": []}", Scorecard.class);
        Facts nothing = new Facts(Map.of(), new String[0], Map.of(), 0);

        assertThat(card.bend()).isEqualTo(Bend.NONE);
        assertThat(card.logOdds(nothing)).isEqualTo(-0.7);
        assertThat(card.shares(nothing))
                .allSatisfy(share -> assertThat(share.worth()).isZero());
    }
}
