import type { EngineParts } from './engine-parts.js';
import type { EngineLoad } from './types.js';

/** How busy an engine is. */
export function loadOf({ pool, hands, searchFigures }: EngineParts): EngineLoad {
  const { done, incomplete, subjectsSearched, subjectsCompared } = searchFigures;
  const loads = hands.map((hand) => hand.load());
  const sum = (of: 'searches' | 'passes'): number => loads.reduce((total, load) => total + load[of], 0);
  return {
    ...pool.load(),
    searches: {
      waiting: Math.max(...loads.map(({ waiting }) => waiting)),
      ...{ done, incomplete, subjectsSearched, subjectsCompared },
      meanTogether: sum('searches') / Math.max(1, sum('passes')),
    },
  };
}
