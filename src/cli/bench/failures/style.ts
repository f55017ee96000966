/** What marks mean, the same in every picture. */
export const markColours = {
  /** Both prints have it, and the matcher did not pair it. */
  missed: '#0a8a3a',
  /** Well inside the overlap, and only this print has it. */
  lonely: '#d61f1f',
  /** Elsewhere. */
  outside: '#6b7a90',
  overlap: '#e09400',
} as const;

export const overlayColours = { probe: [232, 104, 20], candidate: [40, 120, 220], both: [30, 30, 34] } as const;

export const pageStyle = `
:root { color-scheme: light; --line: #d9dde3; --soft: #f5f6f8; --ink: #1d2129; --dim: #5c6675; }
* { box-sizing: border-box; }
body { font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: #fff; margin: 0 auto; max-width: 1280px; padding: 24px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 19px; margin: 36px 0 8px; } p { max-width: 90ch; margin: 6px 0; }
a { color: #0b57b0; } .dim { color: var(--dim); }
table { border-collapse: collapse; margin: 12px 0; } th, td { padding: 5px 12px; border-bottom: 1px solid var(--line); text-align: right; }
th { font-weight: 600; background: var(--soft); } th:first-child, td:first-child { text-align: left; }
table.words td { text-align: left; vertical-align: top; } table.words th { text-align: left; }
article { border: 1px solid var(--line); border-radius: 8px; margin: 20px 0; overflow: hidden; }
article > header { display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: baseline; background: var(--soft); padding: 9px 14px; border-bottom: 1px solid var(--line); }
article h3 { font-size: 16px; margin: 0; } .score { font-variant-numeric: tabular-nums; font-weight: 600; }
.cause { background: #8c1d18; color: #fff; border-radius: 4px; padding: 1px 8px; font-weight: 600; } .cause.impostor { background: #30475e; }
article > div { padding: 10px 14px; }
.main { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 1fr); gap: 16px; align-items: start; }
.main > svg { width: 100%; height: auto; max-height: 620px; display: block; } .main img { max-width: 100%; max-height: 560px; min-width: 60%; image-rendering: auto; border: 1px solid var(--line); display: block; }
dl { display: flex; flex-wrap: wrap; gap: 4px 22px; margin: 0; } dl div { display: flex; gap: 6px; } dt { color: var(--dim); } dd { margin: 0; font-variant-numeric: tabular-nums; }
dd.odd { color: #b3160e; font-weight: 700; }
figure { margin: 0; } figcaption { font-size: 12.5px; color: var(--dim); }
.stages { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 8px; } .stages img { width: 100%; height: 190px; object-fit: contain; background: var(--soft); border: 1px solid var(--line); display: block; }
.key { display: flex; flex-wrap: wrap; gap: 4px 20px; font-size: 13.5px; } .key i { display: inline-block; width: 12px; height: 12px; border-radius: 50%; border: 2.5px solid; margin-right: 6px; vertical-align: -1px; }
@media (max-width: 800px) { .main { grid-template-columns: 1fr; } .stages { grid-template-columns: repeat(3, 1fr); } }
`;
