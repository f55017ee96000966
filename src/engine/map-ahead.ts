/**
 * Calls `work` on every item, at most `limit` at a time, and gives the results in the order of the items. Items are taken as
 * they are needed. Where the consumer stops early, those under way are finished before the generator ends.
 */
export async function* mapAhead<Item, Result>(
  items: Iterable<Item>,
  limit: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const underWay: Promise<Result>[] = [];
  try {
    for (const item of items) {
      const result = work(item);
      // Thrown when its turn comes; until then it must not count as an error that nobody handles.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length >= limit) yield (await underWay.shift()) as Result;
    }
    while (underWay.length > 0) yield (await underWay.shift()) as Result;
  } finally {
    await Promise.allSettled(underWay);
  }
}
