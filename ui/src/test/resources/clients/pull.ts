import { Configuration, SyncApi } from "./client/index";

declare const process: { argv: string[]; exit(code: number): never };

/** Pushes a lead, then pulls every score until there is nothing new. Arguments: the base address, a token, an id. */
async function main(base: string, token: string, id: string): Promise<void> {
  const sync = new SyncApi(new Configuration({ basePath: base, accessToken: token, headers: { Authorization: `Bearer ${token}` } }));
  const bulk = { items: [{ sourceId: id, name: "Grace Hopper", email: `${id}@navy.example` }] };
  const results = await sync.pushLeads({ syncLeads: bulk, idempotencyKey: id });
  console.log(`pushed ${results.items?.[0]?.status}`);
  let after: string | undefined;
  let pulled = 0;
  let seen = false;
  for (;;) {
    const piece = await sync.pullScores({ after, atMost: 1000 });
    if (!piece.items || piece.items.length === 0) break;
    pulled += piece.items.length;
    seen = seen || piece.items.some((lead) => lead.sourceId === id);
    after = piece.next;
  }
  console.log(`pulled ${pulled > 0} seen ${seen}`);
}

main(process.argv[2]!, process.argv[3]!, process.argv[4]!).catch((failed) => {
  console.error(failed);
  process.exit(1);
});
