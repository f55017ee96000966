/** At most `most` of the items, evenly spread over all of them. */
export function spread<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(items.length, most) }, (_, index) => items[Math.floor(index * step)]).filter(
    (item) => item !== undefined,
  );
}
