import { useState } from 'preact/hooks';
import type { Match } from '../../service/api/look-schemas.js';
import { useLanguage } from '../language/language-context.js';
import { Choice } from '../parts/choice.js';
import { type Capture, printAt } from '../prints/capture.js';
import { fingerKey } from '../prints/fingers.js';
import { MatchPicture } from '../prints/match-picture.js';

interface MatchesProps {
  readonly matches: readonly Match[];
  readonly probe: Capture;
  /** Absent where it is a record: of it only minutiae are kept. */
  readonly candidate: Capture | undefined;
}

/** Matched minutiae side by side, a finger at a time. */
export function Matches({ matches, probe, candidate }: MatchesProps) {
  const language = useLanguage();
  const [place, setPlace] = useState(0);
  const match = matches[place];
  if (match === undefined) return <p>{language.text('matches.none')}</p>;
  const pictures = {
    probe: printAt(probe, match.probe.print)?.measured?.picture,
    candidate: candidate && printAt(candidate, match.candidate.print)?.measured?.picture,
  };
  const finger = language.text(fingerKey(match.position));
  const paired = language.count('matches.pairs', match.pairs.length);
  return (
    <figure class="matches">
      <Choice
        label={language.text('matches.finger')}
        value={String(place)}
        options={matches.map(({ position, pairs }, index) => [
          String(index),
          `${language.text(fingerKey(position))} (${language.count('matches.pairs', pairs.length)})`,
        ])}
        onChoose={(value) => setPlace(Number(value))}
      />
      <div class="match-titles" aria-hidden="true">
        <span>{language.text(candidate === undefined ? 'matches.probe' : 'compare.first')}</span>
        <span>{language.text(candidate === undefined ? 'matches.record' : 'compare.second')}</span>
      </div>
      <MatchPicture match={match} pictures={pictures} label={language.text('matches.label', { finger, paired })} />
      <figcaption class="fine">
        {language.text(candidate === undefined ? 'matches.aboutRecord' : 'matches.about')}
      </figcaption>
    </figure>
  );
}
