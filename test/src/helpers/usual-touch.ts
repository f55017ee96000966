/** A plain print of a good optical sensor: what a synthesis request says beside whose print it is. */
export const usualTouch = {
  kind: 'plain',
  sensor: 'optical',
  condition: 'any',
  difficulty: 0.5,
  ppi: 500,
} as const;
