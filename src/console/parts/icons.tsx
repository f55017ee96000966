import type { JSX } from 'preact';

interface IconProps {
  readonly name: 'hit' | 'no-hit' | 'problem' | 'upload' | 'done' | 'busy' | 'todo';
}

const paths: Readonly<Record<IconProps['name'], JSX.Element>> = {
  hit: <path d="M12 3 22 20H2Zm0 6v5m0 3v.01" />,
  'no-hit': <path d="M12 3a9 9 0 1 0 .01 0M8 12h8" />,
  problem: <path d="M12 3a9 9 0 1 0 .01 0M9 9l6 6m0-6-6 6" />,
  upload: <path d="M12 16V5m-4 4 4-4 4 4M4 15v4h16v-4" />,
  done: <path d="m5 13 4 4L19 7" />,
  busy: <path d="M12 4a8 8 0 1 1-8 8" />,
  todo: <path d="M12 8a4 4 0 1 0 .01 0" />,
};

/** A sign that stands beside words and says nothing that they don't. */
export function Icon({ name }: IconProps) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {paths[name]}
    </svg>
  );
}
