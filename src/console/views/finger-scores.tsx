import type { VerifyAnswer } from '../../service/api/schemas.js';
import { useLanguage } from '../language/language-context.js';
import { fingerKey } from '../prints/fingers.js';

/** Bars end here: more says nothing more, decibels. */
const fullBar = 100;

/** The score of the person and of each finger, against the threshold of one comparison. */
export function FingerScores({ compared }: { readonly compared: VerifyAnswer }) {
  const language = useLanguage();
  const { score, threshold, fingers } = compared;
  return (
    <table class="scores">
      <caption>
        {language.text('scores.title', {
          score: language.number(score, 1),
          threshold: language.number(threshold, 1),
        })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{language.text('scores.finger')}</th>
          <th scope="col">{language.text('scores.score')}</th>
        </tr>
      </thead>
      <tbody>
        {fingers.map((finger) => (
          <tr key={finger.position}>
            <th scope="row">{language.text(fingerKey(finger.position))}</th>
            <td>
              <meter min={0} max={fullBar} value={Math.max(0, finger.score)} aria-hidden="true" />
              <span class="score">{language.text('scores.decibels', { score: language.number(finger.score, 1) })}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
