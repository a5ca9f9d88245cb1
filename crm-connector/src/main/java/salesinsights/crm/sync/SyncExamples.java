package salesinsights.crm.sync;

/** Examples of the REST interface for sync jobs, as OpenAPI shows them; a test sends and reads each. */
final class SyncExamples {
    static final String SCORES = """
            {"items": [{"externalId": "0197a5c2-3c5e-7d3a-9f0e-5b1c2d3e4f50", "version": 7,
              "asOf": "2026-11-03T08:00:00Z", "sourceId": "SF-0042", "team": "/teams/emea",
              "email": "ada@analytical.example", "name": "Ada Lovelace", "company": "Analytical Engines",
              "owner": "rita", "stage": "connected", "lastTouchAt": "2026-11-02T10:15:30Z",
              "score": {"score": 73, "points": 61.5, "grade": "A", "tier": "hot", "trend": "improving",
                "reasons": ["Clicked pricing twice"], "winProbability": 0.42}}],
             "next": "1042.0197a5c2-3c5e-7d3a-9f0e-5b1c2d3e4f50"}
            """;

    static final String FOLLOW_UPS = """
            {"items": [{"id": "0197a5c2-4b11-7c0f-8a52-0d4e6f7a8b90", "team": "/teams/emea",
              "lead": "0197a5c2-3c5e-7d3a-9f0e-5b1c2d3e4f50", "leadTitle": "Ada Lovelace", "rule": "HOT",
              "title": "Call Ada Lovelace", "reason": "Became hot", "owner": "rita", "status": "open",
              "dueAt": "2026-11-04T16:00:00Z", "createdAt": "2026-11-03T08:00:00Z", "version": 1}],
             "next": "1043.0197a5c2-4b11-7c0f-8a52-0d4e6f7a8b90"}
            """;

    static final String OUTCOMES = """
            {"items": [{"sourceId": "SF-0042", "outcome": "won", "at": "2026-11-03T08:00:00Z"},
                       {"sourceId": "SF-0043", "stage": "qualified"}]}
            """;

    static final String LEADS = """
            {"items": [{"sourceId": "SF-0042", "name": "Ada Lovelace", "email": "ada@analytical.example",
              "company": "Analytical Engines", "owner": "rita", "stage": "connected"},
             {"sourceId": "SF-0043", "name": "Grace Hopper", "email": "grace@navy.example", "country": "US"}]}
            """;

    private SyncExamples() {}
}
