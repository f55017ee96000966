/**
 * Calls `work` on every item, at most `limit` at a time, and gives the results in the order of the items. The first error is
 * thrown; no item is begun after it.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  const waiting = items.entries();
  let failed = false;
  const lane = async (): Promise<void> => {
    // One iterator serves all lanes, so each takes the next item that nobody has taken.
    for (const [index, item] of waiting) {
      if (failed) return;
      try {
        results[index] = await work(item, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  return results;
}
